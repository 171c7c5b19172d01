import { assertKnownOptions, MlError } from '../core/index.js';
import type { BaselineComparison } from '../evaluation/index.js';
import { isPlainObject, plainJson } from './plainJson.js';

/** A metric on rows that the model has not seen, with what chance in them leaves open. */
export interface MetricInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Share of such intervals that should hold the true value. */
  readonly level: number;
}

/** The data that a model learned from. */
export interface DatasetRecord {
  /** What people call it: `'weather: Seattle before 2015'`. */
  readonly name: string;
  /** Of the file, or of the table by `hashTable`: 64 hexadecimal digits. */
  readonly sha256: string;
  readonly rows: number;
}

/** Where a model comes from and what is known of it. */
export interface BundleRecord {
  /** By name of the metric: `{ rocAuc: bootstrapInterval(…) }`. */
  readonly metrics: Readonly<Record<string, MetricInterval>>;
  /** What `compareWithBaseline` found: the shipping gate asks for it. */
  readonly comparison: BaselineComparison | null;
  readonly dataset: DatasetRecord | null;
  /** The commit of the code that trained it; `+changes` where files differed from it. */
  readonly codeRevision: string | null;
  /** By name of what was drawn: `{ split: 1, model: 2 }`. */
  readonly seeds: Readonly<Record<string, number>>;
  /** By name: `{ node: '22.12.0' }`. */
  readonly libraries: Readonly<Record<string, string>>;
  /** What the next person should know, in words. */
  readonly notes: string;
}

const EMPTY: BundleRecord = {
  metrics: {},
  comparison: null,
  dataset: null,
  codeRevision: null,
  seeds: {},
  libraries: {},
  notes: '',
};

/** The names of the fields of a record. */
export const RECORD_FIELDS = Object.keys(EMPTY) as readonly (keyof BundleRecord)[];

/** A frozen record, checked; what is not given is empty. @throws MlError INVALID_ARGUMENT */
export function readRecord(where: string, given: Partial<BundleRecord>): BundleRecord {
  assertKnownOptions(where, given, RECORD_FIELDS);
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  const record: BundleRecord = { ...EMPTY, ...Object.fromEntries(said) };
  const { metrics, comparison, dataset, codeRevision, seeds, libraries, notes } = record;
  return Object.freeze({
    metrics: mapValues(where, 'metrics', metrics, readMetric),
    comparison: readComparison(where, comparison),
    dataset: dataset === null ? null : readDataset(where, dataset),
    codeRevision: codeRevision === null ? null : text(where, 'codeRevision', codeRevision),
    seeds: mapValues(where, 'seeds', seeds, finite),
    libraries: mapValues(where, 'libraries', libraries, text),
    notes: text(where, 'notes', notes),
  });
}

/** The four numbers; a bootstrap's thousand values stay behind. */
function readMetric(where: string, path: string, given: unknown): MetricInterval {
  const { estimate, low, high, level } = (given ?? {}) as Partial<MetricInterval>;
  const metric = {
    estimate: finite(where, `${path}.estimate`, estimate),
    low: finite(where, `${path}.low`, low),
    high: finite(where, `${path}.high`, high),
    level: finite(where, `${path}.level`, level),
  };
  if (metric.low > metric.high) {
    throw wrong(where, path, `from ${low} to ${high}`, 'an interval whose low end is the lower');
  }
  if (metric.level <= 0 || metric.level >= 1) {
    throw wrong(where, `${path}.level`, level, 'a share between 0 and 1');
  }
  return Object.freeze(metric);
}

function readDataset(where: string, given: unknown): DatasetRecord {
  const { name, sha256, rows } = (given ?? {}) as Partial<DatasetRecord>;
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) {
    throw wrong(
      where,
      'dataset.sha256',
      sha256,
      '64 hexadecimal digits (of the file, or hashTable)',
    );
  }
  if (!Number.isSafeInteger(rows) || (rows as number) < 1) {
    throw wrong(where, 'dataset.rows', rows, 'a whole number from 1 on');
  }
  return Object.freeze({ name: text(where, 'dataset.name', name), sha256, rows: rows as number });
}

function readComparison(where: string, given: unknown): BaselineComparison | null {
  if (given === null) return null;
  if (!isPlainObject(given) || given.kind !== 'baselineComparison') {
    throw wrong(where, 'comparison', 'something else', 'what compareWithBaseline returned');
  }
  return plainJson(where, 'comparison', given) as unknown as BaselineComparison;
}

function mapValues<T>(
  where: string,
  path: string,
  given: unknown,
  read: (where: string, path: string, value: unknown) => T,
): Readonly<Record<string, T>> {
  if (!isPlainObject(given)) throw wrong(where, path, given, 'an object of names');
  const entries = Object.entries(given).map(
    ([name, value]) => [name, read(where, `${path}.${name}`, value)] as const,
  );
  return Object.freeze(Object.fromEntries(entries));
}

function finite(where: string, path: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0;
  throw wrong(where, path, value, 'a finite number');
}

function text(where: string, path: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw wrong(where, path, value, 'a text');
}

function wrong(where: string, path: string, value: unknown, needed: string): MlError {
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return new MlError('INVALID_ARGUMENT', `${where}: ${path} is ${shown}, and ${needed} is needed.`);
}
