import { shortNumber } from '../core/index.js';
import type { Schema, SchemaColumn } from '../data/index.js';
import type { BundleRecord } from './bundleRecord.js';
import type { OutputDescription } from './outputDescription.js';

/** What a card tells. */
export interface CardFacts extends BundleRecord {
  readonly name: string;
  readonly createdAt: string;
  readonly modelKind: string;
  readonly input: Schema;
  readonly output: OutputDescription;
}

/**
 * A model card in Markdown: what the model answers, from what, how well, and where it comes from.
 * What is not known is said to be not known.
 *
 * Source: Mitchell et al. (2019), Model Cards for Model Reporting, FAT* '19.
 */
export function modelCard(facts: CardFacts): string {
  const { name, createdAt, modelKind, input, output, dataset, codeRevision, notes } = facts;
  return `${[
    `# ${text(name)}`,
    `A model of kind \`${modelKind}\`, published ${createdAt}.`,
    '## What it answers',
    answer(output),
    '## What it asks for',
    table(
      ['column', 'kind', 'unit', 'valid', 'may be missing', 'known', 'what it is'],
      input.columns.map(columnRow),
    ),
    '## How well',
    ...howWell(facts),
    '## Where it comes from',
    table(
      ['', ''],
      [
        ['data', dataset === null ? 'not known' : `${dataset.name}, ${dataset.rows} rows`],
        ['SHA-256 of the data', dataset?.sha256 ?? 'not known'],
        ['code', codeRevision ?? 'not known'],
        ['seeds', pairs(facts.seeds)],
        ['libraries', pairs(facts.libraries)],
      ],
    ),
    '## Notes',
    notes === '' ? 'None.' : notes,
  ].join('\n\n')}\n`;
}

function answer(output: OutputDescription): string {
  const { name, description } = output;
  const about = description === undefined ? '' : ` ${text(description)}`;
  if (output.kind === 'regression') {
    const unit = output.unit === undefined ? '' : ` in ${text(output.unit)}`;
    const range = output.range === undefined ? '' : `, ${between(output.range)}`;
    return `${text(name)}: a number${unit}${range}.${about}`;
  }
  const classes = output.classes.map((label) => text(String(label))).join(', ');
  const positive =
    output.positiveClass === undefined
      ? ''
      : ` The positive class is ${text(String(output.positiveClass))}.`;
  return `${text(name)}: one of ${classes}.${positive}${about}`;
}

function howWell({ metrics, comparison }: CardFacts): string[] {
  const rows = Object.entries(metrics).map(([metric, { estimate, low, high, level }]) => [
    metric,
    shortNumber(estimate),
    `${shortNumber(low)} to ${shortNumber(high)}`,
    `${shortNumber(100 * level)}%`,
  ]);
  const measured =
    rows.length === 0
      ? 'No metric is recorded.'
      : table(['metric', 'value', 'interval', 'level'], rows);
  if (comparison === null) return [measured, 'It was never compared with a baseline.'];
  const scores = comparison.scores.map(({ role, name, score }) => [role, name, shortNumber(score)]);
  return [
    measured,
    `Against its baselines: **${comparison.verdict}**. ${text(comparison.reason)}`,
    table(['role', 'who', comparison.metric.name], scores),
  ];
}

function columnRow(column: SchemaColumn): string[] {
  const unit = column.kind === 'number' ? (column.unit ?? '') : '';
  const missing = column.nullable ? 'yes' : 'no';
  return [
    column.name,
    column.kind,
    unit,
    valid(column),
    missing,
    column.knownAt ?? '',
    column.description ?? '',
  ];
}

function valid(column: SchemaColumn): string {
  const rules: string[] = [];
  if ((column.kind === 'number' || column.kind === 'date') && column.range !== undefined) {
    rules.push(between(column.range));
  }
  if (column.kind === 'number' && column.integer) rules.push('whole');
  if ((column.kind === 'number' || column.kind === 'string') && column.allowed !== undefined) {
    const shown = column.allowed.slice(0, 12).map(String).join(', ');
    const more = column.allowed.length > 12 ? ` and ${column.allowed.length - 12} more` : '';
    rules.push(`one of ${shown}${more}`);
  }
  if (column.kind === 'string' && column.pattern !== undefined) rules.push(`/${column.pattern}/`);
  return rules.join('; ');
}

function between([low, high]: readonly [number | string | null, number | string | null]): string {
  if (low === null) return high === null ? 'any' : `at most ${high}`;
  return high === null ? `at least ${low}` : `${low} to ${high}`;
}

function pairs(values: Readonly<Record<string, number | string>>): string {
  const shown = Object.entries(values).map(([name, value]) => `${name} ${value}`);
  return shown.length === 0 ? 'none' : shown.join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(text).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

/** Text from outside on one line, where no sign starts a column or a tag. */
function text(given: string): string {
  return given.replace(/\s+/g, ' ').replace(/[\\|<>`*_[\]]/g, '\\$&');
}
