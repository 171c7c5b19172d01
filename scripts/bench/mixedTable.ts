import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ColumnTransformer,
  createRandom,
  OneHotEncoder,
  Pipeline,
  SimpleImputer,
  StandardScaler,
  Table,
} from 'mle-kit';
import { writeNumbers } from './data.js';

const ROWS = 100_000;
const NUMBERS = Array.from({ length: 16 }, (_, j) => `x${j}`);
const WORDS = Array.from({ length: 4 }, (_, j) => `word${j}`);

/** A table of 16 numeric columns with gaps and 4 of words, kept for the peer, too. */
export function mixedTable(folder: string): Table {
  const random = createRandom(25);
  const gap = (value: number) => (random.uniform() < 0.02 ? Number.NaN : value);
  const numbers = NUMBERS.map(() =>
    Float64Array.from({ length: ROWS }, () => gap(random.normal())),
  );
  const codes = WORDS.map(() => Float64Array.from({ length: ROWS }, () => random.integer(0, 12)));
  writeNumbers(folder, 'numbers', Float64Array.from(numbers.flatMap((column) => [...column])));
  writeNumbers(folder, 'codes', Float64Array.from(codes.flatMap((column) => [...column])));
  writeFileSync(join(folder, 'rows.txt'), String(ROWS));
  return Table.from({
    ...Object.fromEntries(NUMBERS.map((name, j) => [name, numbers[j]!])),
    ...Object.fromEntries(
      WORDS.map((name, j) => [name, Array.from(codes[j]!, (code) => `w${code}`)]),
    ),
  });
}

/** Impute and scale the numbers, one-hot the words. */
export function fitMixed(table: Table) {
  const parts = [
    { columns: NUMBERS, steps: [new SimpleImputer(), new StandardScaler()] },
    { columns: WORDS, steps: [new OneHotEncoder({ unseen: 'zeros' })] },
  ];
  return new Pipeline({ steps: [new ColumnTransformer({ parts })] }).fit(table);
}
