import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, Table, writeCsv } from 'mle-kit';

/** Rows of the file that `mixedCsv` writes. */
export const MIXED_ROWS = 100_000;

/** Writes a CSV file of 18 columns of numbers and 4 of quoted texts that repeat, 43 MB; returns its path. */
export async function mixedCsv(folder: string): Promise<string> {
  const random = createRandom(24);
  const columns: Record<string, Float64Array | string[]> = {};
  for (let j = 0; j < 18; j++)
    columns[`x${j}`] = Float64Array.from({ length: MIXED_ROWS }, () => random.normal());
  for (let j = 0; j < 4; j++) {
    columns[`word${j}`] = Array.from(
      { length: MIXED_ROWS },
      () => `place, number ${random.integer(0, 500)}`,
    );
  }
  const path = join(folder, 'data.csv');
  await writeCsv(Table.from(columns), path);
  return path;
}

/** Writes that file with its rows ten times over; returns its path. */
export async function tenMixedCsv(folder: string): Promise<string> {
  const once = readFileSync(await mixedCsv(folder));
  const path = join(folder, 'ten.csv');
  writeFileSync(path, once);
  for (let k = 1; k < 10; k++) appendFileSync(path, once.subarray(once.indexOf('\n') + 1));
  return path;
}
