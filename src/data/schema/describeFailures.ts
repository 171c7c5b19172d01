import type { SchemaFailure } from './failure.js';
import { showPlain } from './plainValue.js';

/**
 * Failures as text: one line each, with the first rows and some of the values.
 *
 * @param failures what `validate` or `validateRecord` returned.
 * @param most     how many are listed at most; the rest is counted. Default 50.
 *
 * @example
 * const schema = defineSchema({ mass: { kind: 'number', range: [0, 10] } });
 * describeFailures(validate(Table.from({ mass: [4, 12] }), schema)).split('\n')[1]; // '- "mass", range: 1 of 2 values is out of range; each must lie from 0 to 10. Row 1. Value 12.'
 */
export function describeFailures(failures: readonly SchemaFailure[], most = 50): string {
  if (failures.length === 0) return 'Every rule holds.';
  const lines = failures.slice(0, most).map(describeFailure);
  const head = failures.length === 1 ? '1 rule is broken:' : `${failures.length} rules are broken:`;
  const rest = failures.length - lines.length;
  return [head, ...lines, ...(rest > 0 ? [`- and ${rest} more.`] : [])].join('\n');
}

function describeFailure({ column, rule, message, rows, count, samples }: SchemaFailure): string {
  const parts = [`- ${column === '' ? 'record' : JSON.stringify(column)}, ${rule}: ${message}`];
  if (rows.length > 0) {
    const more = count > rows.length ? ` and ${count - rows.length} more` : '';
    parts.push(`${rows.length === 1 ? 'Row' : 'Rows'} ${rows.join(', ')}${more}.`);
    // A record has no rows, and its message names the value already.
    if (samples.length > 0) {
      const word = samples.length === 1 ? 'Value' : 'Values such as';
      parts.push(`${word} ${samples.map(showPlain).join(', ')}.`);
    }
  }
  return parts.join(' ');
}
