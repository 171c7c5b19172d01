// Writes penguins and weather from the pinned npm package vega-datasets, then the sizes and checksums
// of all data sets into the catalogue: node scripts/ts.mjs scripts/datasets/make.ts
// (digits.ts, sameService.ts and spokenDigits.ts beside it write theirs, and need more than npm.)
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Cell, Table } from '../../src/core/index.js';
import { writeCsv } from '../../src/data/index.js';

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const source = (file: string) => at(`node_modules/vega-datasets/data/${file}`);

/** The package's names and ours: short to type, with the unit at the end. */
const PENGUIN_COLUMNS: Record<string, string> = {
  Species: 'species',
  Island: 'island',
  'Beak Length (mm)': 'beak_length_mm',
  'Beak Depth (mm)': 'beak_depth_mm',
  'Flipper Length (mm)': 'flipper_length_mm',
  'Body Mass (g)': 'body_mass_g',
  Sex: 'sex',
};

const penguins = JSON.parse(readFileSync(source('penguins.json'), 'utf8')) as Record<
  string,
  Cell
>[];
await writeCsv(
  Table.fromRows(penguins).rename(PENGUIN_COLUMNS),
  at('datasets/penguins/penguins.csv'),
);
copyFileSync(source('weather.csv'), at('datasets/weather/weather.csv'));

const path = at('datasets/catalog.json');
const catalog = JSON.parse(readFileSync(path, 'utf8'));
const before = JSON.stringify(catalog);
interface File {
  readonly file: string;
  bytes: number;
  sha256: string;
}
const cards: { package?: string; files: File[] }[] = Object.values(catalog.datasets);
for (const card of cards) {
  const folder = card.package ? `node_modules/${card.package}` : 'datasets';
  for (const entry of card.files) {
    const content = readFileSync(at(`${folder}/${entry.file}`));
    entry.bytes = content.length;
    entry.sha256 = createHash('sha256').update(content).digest('hex');
  }
}
if (JSON.stringify(catalog) !== before) {
  writeFileSync(path, `${JSON.stringify(catalog, null, 2)}\n`);
  console.log('The catalogue has changed: look at the difference, then run npm run format.');
}
