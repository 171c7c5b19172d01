// Copies the digits of scikit-learn's wheel (in .venv-golden, made by npm run golden) into
// datasets/digits: node scripts/ts.mjs scripts/datasets/digits.ts
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { Table } from '../../src/core/index.js';
import { writeCsv } from '../../src/data/index.js';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const FILE = 'site-packages/sklearn/datasets/data/digits.csv.gz';

const python = readdirSync(at('.venv-golden/lib')).find((name) => name.startsWith('python'));
const rows = gunzipSync(readFileSync(at(`.venv-golden/lib/${python}/${FILE}`)))
  .toString('latin1')
  .trim()
  .split('\n')
  .map((line) => line.split(',').map(Number));
const column = (index: number) => rows.map((row) => row[index]!);
const pixels = Array.from({ length: 64 }, (_, i) => {
  const name = `pixel_${Math.floor(i / 8)}_${i % 8}`;
  return [name, column(i)] as const;
});
mkdirSync(at('datasets/digits'), { recursive: true });
await writeCsv(
  Table.from([['digit', column(64)] as const, ...pixels]),
  at('datasets/digits/digits.csv'),
);
