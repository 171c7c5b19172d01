import { describeKnown, MlError } from '../../core/index.js';
import { FaultList } from '../faultList.js';
import type { CsvSettings } from './csvOptions.js';

/** The names in a header; one without a name is called by its place. @throws MlError DUPLICATE_NAME */
export function nameColumns(where: string, shown: string, header: readonly string[]): string[] {
  const names = header.map((name, i) => (name === '' ? `column${i + 1}` : name));
  const places = new Map<string, number>();
  const faults = new FaultList();
  names.forEach((name, i) => {
    const first = places.get(name);
    if (first === undefined) places.set(name, i);
    else faults.add(() => `${JSON.stringify(name)}: columns ${first + 1} and ${i + 1}`);
  });
  if (faults.count === 0) return names;
  throw new MlError(
    'DUPLICATE_NAME',
    `${where}: in the header of ${shown} names come twice:${faults}\n` +
      'Every column needs a name of its own; rename them in the file.',
  );
}

/** @throws MlError UNKNOWN_COLUMN (declared, and not there) | PARSE_ERROR (probably another delimiter) */
export function checkHeader(
  where: string,
  shown: string,
  names: readonly string[],
  settings: CsvSettings,
): void {
  const present = new Set(names);
  for (const name of settings.columns.keys()) {
    if (present.has(name)) continue;
    throw new MlError(
      'UNKNOWN_COLUMN',
      `${where}: ${shown} has no column ${JSON.stringify(name)}, which option columns declares. ` +
        describeKnown('Column', name, names),
    );
  }
  if (settings.delimiterChosen || names.length > 1) return;
  // A single column whose name holds a usual delimiter is a table read with the wrong one.
  const other = [';', '\t', '|'].find((sign) => names[0]!.includes(sign));
  if (other === undefined) return;
  throw new MlError(
    'PARSE_ERROR',
    `${where}: ${shown} has one column only, called ${JSON.stringify(names[0])}. ` +
      `If it is delimited by ${JSON.stringify(other)}, pass { delimiter: ${JSON.stringify(other)} }; ` +
      "if this is really its name, pass { delimiter: ',' }.",
  );
}
