import { readFileSync } from 'node:fs';
import { type ColumnInput, createRandom, type Random, Table } from '../../../src/core/index.js';
import type { Shape } from '../../../src/explore/index.js';

/** A column whose shape a person has named. */
export interface LabelledColumn {
  readonly name: string;
  readonly label: Shape;
  readonly column: ColumnInput;
}

/** Draws `n` numbers; each column has a stream of its own, so that adding one moves no other. */
function drawn(
  name: string,
  label: Shape,
  n: number,
  draw: (random: Random, i: number) => number,
): (seed: number) => LabelledColumn {
  return (seed) => {
    const random = createRandom(seed).fork(name);
    return { name, label, column: Float64Array.from({ length: n }, (_, i) => draw(random, i)) };
  };
}

const exponential = (random: Random) => -Math.log(1 - random.uniform());
const laplaceLike = (random: Random) =>
  (random.uniform() < 0.5 ? -1 : 1) * exponential(random) ** 1.3;

/** Columns that are drawn anew for each seed: their label is that of what they are drawn from. */
const DRAWN = [
  drawn('normal, 1000 rows', 'symmetric', 1000, (r) => r.normal(170, 8)),
  drawn('normal, 80 rows', 'symmetric', 80, (r) => r.normal()),
  drawn('normal with three wild readings', 'symmetric', 500, (r, i) => (i < 3 ? 9999 : r.normal())),
  drawn('uniform', 'symmetric', 400, (r) => r.uniform(-3, 3)),
  drawn('rounded to whole numbers', 'symmetric', 3000, (r) => Math.round(r.normal(100, 15))),
  drawn('rounded, 100000 rows', 'symmetric', 100000, (r) => Math.round(r.normal(40, 5))),
  drawn('rounded, with stray values far off', 'symmetric', 200_000, (r) =>
    Math.round(r.uniform() < 0.992 ? r.normal(0, 3) : r.uniform(-1000, 1000)),
  ),
  drawn('sum of four dice with a decimal', 'symmetric', 600, (r) =>
    [1, 2, 3, 4].reduce((sum) => sum + r.uniform(1, 6), 0),
  ),
  drawn('waiting times', 'long right tail', 300, exponential),
  drawn('incomes, 50 rows', 'long right tail', 50, (r) => Math.exp(r.normal(10, 1))),
  drawn('incomes, 20000 rows', 'long right tail', 20000, (r) => Math.exp(r.normal(10, 1))),
  drawn('mostly zero', 'long right tail', 2500, (r) =>
    r.uniform() < 0.97 ? 0 : Math.round(1e5 * exponential(r)) / 7,
  ),
  drawn('negated waiting times', 'long left tail', 500, (r) => 100 - exponential(r)),
  drawn(
    'marks of an easy test',
    'long left tail',
    900,
    (r) => Math.round(1000 * (1 - r.uniform() ** 3)) / 10,
  ),
  drawn('two groups, equal', 'two peaks', 500, (r) => r.normal(r.uniform() < 0.5 ? 0 : 4.5, 1)),
  drawn('two groups, one in five', 'two peaks', 900, (r) =>
    r.uniform() < 0.2 ? r.normal(0, 1) : r.normal(6, 1.5),
  ),
  drawn('two groups, 200000 rows', 'two peaks', 200000, (r) =>
    r.normal(r.uniform() < 0.6 ? 20 : 50, 8),
  ),
  drawn('off or running', 'two peaks', 400, (r) => (r.uniform() < 0.3 ? 0 : r.normal(50, 8))),
  drawn('a sine wave', 'two peaks', 1000, (_, i) => Math.sin(i / 7)),
  drawn('three groups', 'several peaks', 900, (r) => r.normal(7 * r.integer(0, 3), 1)),
  drawn('returns with shocks', 'heavy tails', 1500, (r) => r.normal() / Math.sqrt(r.uniform())),
  drawn('measured by a poor sensor', 'heavy tails', 4000, laplaceLike),
  drawn('rating from 1 to 5', 'discrete', 250, (r) => r.integer(1, 6)),
  drawn('a coin as 0 and 1', 'discrete', 100, (r) => r.integer(0, 2)),
  drawn('number of children', 'discrete', 2000, (r) => Math.floor(exponential(r) * 1.6)),
  drawn('row number', 'identifier-like', 5000, (_, i) => i + 1),
  drawn('customer_id', 'identifier-like', 300, (_, i) => 10_000_019 + 7919 * ((i * 37) % 300)),
  drawn('one value', 'constant', 40, () => 0.1),
  drawn('a dozen values', 'too few to tell', 12, (r) => r.normal()),
] as const;

/** The drawn columns, and real and written ones whose values are always the same. */
export function labelledColumns(seed: number): LabelledColumn[] {
  return [...DRAWN.map((column) => column(seed)), ...texts(seed), ...real()];
}

const REASONS = ['struck by a large bird', 'went off the runway', 'low on fuel and diverted'];

function texts(seed: number): LabelledColumn[] {
  const random = createRandom(seed).fork('texts');
  const words = ['the', 'left', 'engine', 'was', 'hit', 'by', 'one', 'large', 'bird', 'at', 'dusk'];
  const sentence = () => Array.from({ length: 8 }, () => random.choice(words)).join(' ');
  const code = (i: number) => `${random.integer(1000, 9999)}-${i}`;
  const city = () => `city ${Math.floor(exponential(random) * 60)}`;
  const yes = () => (random.uniform() < 0.2 ? null : random.uniform() < 0.5);
  const make = (n: number, value: (i: number) => string) =>
    Array.from({ length: n }, (_, i) => value(i));
  return [
    { name: 'ticket', label: 'identifier-like', column: make(500, code) },
    { name: 'remark', label: 'free text', column: make(300, sentence) },
    { name: 'reason', label: 'categorical', column: make(200, () => random.choice(REASONS)) },
    { name: 'city', label: 'many categories', column: make(2000, city) },
    { name: 'nothing', label: 'empty', column: { kind: 'string', values: [null, null] } },
    { name: 'answered', label: 'categorical', column: Array.from({ length: 60 }, yes) },
  ];
}

/** Columns of penguins and weather, looked at by eye. */
function real(): LabelledColumn[] {
  const labels: readonly [file: string, name: string, label: Shape][] = [
    ['penguins', 'species', 'categorical'],
    ['penguins', 'sex', 'categorical'],
    ['penguins', 'flipper_length_mm', 'two peaks'],
    ['penguins', 'body_mass_g', 'long right tail'],
    ['weather', 'date', 'evenly spaced'],
    ['weather', 'precipitation', 'long right tail'],
    ['weather', 'wind', 'long right tail'],
    ['weather', 'temp_min', 'symmetric'],
  ];
  return labels.map(([file, name, label]) => ({ name, label, column: realColumn(file, name) }));
}

function realColumn(file: string, name: string): ColumnInput {
  const { kind, values } = realTable(file).column(name);
  return { kind, values: values as ArrayLike<number> };
}

const known = new Map<string, Table>();

/** A data set of the course, read without the library's reader: no field of it is quoted. */
export function realTable(name: string): Table {
  const read = known.get(name);
  if (read !== undefined) return read;
  const url = new URL(`../../../datasets/${name}/${name}.csv`, import.meta.url);
  const [header, ...lines] = readFileSync(url, 'utf8').trim().split(/\r?\n/);
  const cells = lines.map((line) => line.split(','));
  const table = Table.from(
    header!.split(',').map((column, j): [string, ColumnInput] => {
      const values = cells.map((row) => (row[j] === '' || row[j] === 'NA' ? null : row[j]!));
      if (column === 'date') return [column, values.map((value) => new Date(`${value}T00:00:00Z`))];
      const numeric = values.every((value) => value === null || Number.isFinite(Number(value)));
      return [
        column,
        numeric ? values.map((value) => (value === null ? null : Number(value))) : values,
      ];
    }),
  );
  known.set(name, table);
  return table;
}
