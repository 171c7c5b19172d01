import type { BooleanColumn, StringColumn } from '../core/index.js';
import type { ProfileSettings } from './profileSettings.js';
import type { BooleanProfile, StringProfile, ValueCount } from './profileTypes.js';
import { textShape } from './textShape.js';

/** The profile of a column of texts. */
export function stringProfile(column: StringColumn, settings: ProfileSettings): StringProfile {
  const counts = countValues(column.values);
  const missing = counts.get(null) ?? 0;
  counts.delete(null);
  const present = counts as Map<string, number>;
  const count = column.values.length - missing;
  return {
    name: column.name,
    kind: 'string',
    count,
    missing,
    distinct: present.size,
    shape: textShape(count, present.size, () => meanWords(present, count)),
    mostFrequent: mostFrequentOf(present, settings.mostFrequent),
  };
}

/** The profile of a column of truth values. */
export function booleanProfile(column: BooleanColumn, settings: ProfileSettings): BooleanProfile {
  let yes = 0;
  let no = 0;
  for (const value of column.values) {
    if (value === true) yes++;
    else if (value === false) no++;
  }
  return describeBooleans(column.name, column.values.length, yes, no, settings);
}

/** The profile of truth values from their counts. */
export function describeBooleans(
  name: string,
  rows: number,
  yes: number,
  no: number,
  settings: ProfileSettings,
): BooleanProfile {
  const count = yes + no;
  const both: ValueCount<boolean>[] = [
    { value: false, count: no },
    { value: true, count: yes },
  ];
  const found = both.filter((entry) => entry.count > 0).sort((a, b) => b.count - a.count);
  return {
    name,
    kind: 'boolean',
    count,
    missing: rows - count,
    distinct: found.length,
    shape: count === 0 ? 'empty' : found.length === 1 ? 'constant' : 'categorical',
    trueShare: count === 0 ? null : yes / count,
    mostFrequent: found.slice(0, settings.mostFrequent),
  };
}

function countValues(values: readonly (string | null)[]): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** The most frequent entries, equally frequent ones by code unit. */
function mostFrequentOf(counts: ReadonlyMap<string, number>, most: number): ValueCount<string>[] {
  const top: ValueCount<string>[] = [];
  for (const [value, count] of counts) {
    const last = top[top.length - 1];
    if (last !== undefined && top.length === most && !isBefore({ value, count }, last)) continue;
    let place = top.length;
    while (place > 0 && isBefore({ value, count }, top[place - 1]!)) place--;
    top.splice(place, 0, { value, count });
    if (top.length > most) top.pop();
  }
  return top;
}

function isBefore(a: ValueCount<string>, b: ValueCount<string>): boolean {
  return a.count !== b.count ? a.count > b.count : a.value < b.value;
}

/** Mean number of stretches between spaces. */
function meanWords(counts: ReadonlyMap<string, number>, total: number): number {
  let words = 0;
  for (const [text, count] of counts) words += count * text.split(' ').length;
  return words / total;
}
