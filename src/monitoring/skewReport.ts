import { assertKnownOptions, assertNotEmpty, MlError } from '../core/index.js';

/** What replays raw input: a fitted pipeline, or any code that makes features of one record. */
export interface Replayable {
  readonly outputNames: readonly string[];
  /** One record → its features, in the order of `outputNames`. */
  transformRecord(record: Readonly<Record<string, unknown>>): ArrayLike<number>;
}

/** One line of the request log: raw input, and the features that the model was given. */
export interface ServedRow {
  readonly input: Readonly<Record<string, unknown>>;
  /** In the order of the pipeline's outputs, or by name; null stands for NaN, as JSON writes it. */
  readonly features: ArrayLike<number | null> | Readonly<Record<string, number | null>>;
  /** How the row is found again. Default: its number. */
  readonly id?: string | number;
}

/** Where a feature was computed differently for the first time. */
export interface SkewExample {
  /** Row number, from 0, and the row's id, if it has one. */
  readonly row: number;
  readonly id: string | number | null;
  readonly input: Readonly<Record<string, unknown>>;
  /** What the model was given, and what training code makes of the input; null is NaN. */
  readonly served: number | null;
  readonly replayed: number | null;
}

/** One feature: how often and how far serving and training code disagree. */
export interface FeatureSkew {
  readonly name: string;
  readonly differing: number;
  /** Of the rows that could be compared. */
  readonly share: number;
  /** Largest |served − replayed|; null where one of them was NaN or infinite in every such row. */
  readonly largestDifference: number | null;
  readonly first: SkewExample | null;
}

/** Whether the features that were served are those that training code computes: plain JSON. */
export interface SkewReport {
  readonly kind: 'skewReport';
  readonly rowCount: number;
  /** Rows in which every feature is the same, bit for bit. */
  readonly identicalRows: number;
  /** Rows that training code refuses, though they were served; the first ten, with its words. */
  readonly refusedRows: number;
  readonly refused: readonly { readonly row: number; readonly message: string }[];
  /** In the order of the pipeline's outputs. */
  readonly features: readonly FeatureSkew[];
  readonly skewedFeatures: readonly string[];
  readonly skewed: boolean;
  readonly summary: string;
}

/** How `skewReport` compares. */
export interface SkewOptions {
  /** Differences up to this are let pass. Default 0: bit for bit. */
  readonly tolerance?: number;
}

const MOST_REFUSED = 10;

/**
 * Are features computed in serving as they were in training? Replays logged raw input through the
 * training pipeline, and compares with the logged features bit for bit.
 *
 * No drift test can find this: a feature that is computed in another way may keep its distribution
 * and ruin the model. NaN equals NaN, and −0 equals 0, since JSON cannot tell them apart.
 *
 * @param trainingPipeline a fitted `Pipeline`, or any `{ outputNames, transformRecord }`.
 * @param servedRows       lines of the request log.
 * @returns per feature the rows that differ, and the first of them with its input. A row that the
 *   pipeline refuses counts as skewed, and its reason is told.
 * @throws MlError EMPTY without rows; SHAPE_MISMATCH when a row has other features than the
 *   pipeline makes (then it logs another version's features); INVALID_ARGUMENT for options.
 *
 * Cost: one `transformRecord` a row.
 *
 * @example skewReport({ outputNames: ['km'], transformRecord: ({ m }) => [Number(m) / 1000] }, [{ input: { m: 500 }, features: [500] }]).summary; // '1 of 1 feature is computed differently: "km" in 1 of 1 row, first in row 0 (served 500, training code 0.5).'
 */
export function skewReport(
  trainingPipeline: Replayable,
  servedRows: readonly ServedRow[],
  options: SkewOptions = {},
): SkewReport {
  const where = 'skewReport';
  assertKnownOptions(where, options, ['tolerance']);
  const { tolerance = 0 } = options;
  if (!(tolerance >= 0)) {
    throw new MlError(
      'OUT_OF_RANGE',
      `${where}: tolerance is ${tolerance}, and it must be at least 0.`,
    );
  }
  assertNotEmpty(where, 'servedRows', servedRows.length);
  const names = trainingPipeline.outputNames;
  const tallies = names.map((name) => ({
    name,
    differing: 0,
    largest: -1,
    first: null as SkewExample | null,
  }));
  const refused: { row: number; message: string }[] = [];
  let refusedRows = 0;
  let identicalRows = 0;
  servedRows.forEach((servedRow, row) => {
    const served = servedValues(where, servedRow, names, row);
    let replayed: ArrayLike<number>;
    try {
      replayed = trainingPipeline.transformRecord(servedRow.input);
    } catch (error) {
      refusedRows++;
      const message = error instanceof Error ? error.message : String(error);
      if (refused.length < MOST_REFUSED) refused.push({ row, message });
      return;
    }
    let same = true;
    tallies.forEach((tally, j) => {
      const [a, b] = [served[j]!, replayed[j]!];
      const difference = Math.abs(a - b);
      if (a === b || (Number.isNaN(a) && Number.isNaN(b)) || difference <= tolerance) return;
      same = false;
      tally.differing++;
      if (Number.isFinite(difference)) tally.largest = Math.max(tally.largest, difference);
      tally.first ??= example(servedRow, row, a, b);
    });
    if (same) identicalRows++;
  });
  const compared = servedRows.length - refusedRows;
  const features = tallies.map(({ name, differing, largest, first }) => ({
    name,
    differing,
    share: compared === 0 ? 0 : differing / compared,
    largestDifference: largest < 0 ? null : largest,
    first,
  }));
  const skewed = features.filter(({ differing }) => differing > 0);
  return {
    kind: 'skewReport',
    rowCount: servedRows.length,
    identicalRows,
    refusedRows,
    refused,
    features,
    skewedFeatures: skewed.map(({ name }) => name),
    skewed: skewed.length > 0 || refusedRows > 0,
    summary: summarize(features, compared, refusedRows, refused[0]?.row),
  };
}

function servedValues(
  where: string,
  { features }: ServedRow,
  names: readonly string[],
  row: number,
): readonly number[] {
  const isList = Array.isArray(features) || ArrayBuffer.isView(features);
  const list = features as ArrayLike<number | null>;
  const byName = features as Readonly<Record<string, number | null>>;
  const count = isList ? list.length : Object.keys(features ?? {}).length;
  const cells = names.map((name, j) =>
    isList ? list[j] : Object.hasOwn(byName ?? {}, name) ? byName[name] : undefined,
  );
  if (count === names.length && cells.every((cell) => cell === null || typeof cell === 'number')) {
    return cells.map((cell) => cell ?? Number.NaN);
  }
  const absent = names.filter((_, j) => cells[j] === undefined).slice(0, 5);
  throw new MlError(
    'SHAPE_MISMATCH',
    `${where}: row ${row} has ${count} logged features, and the pipeline makes ${names.length}` +
      `${absent.length === 0 ? '' : ` (missing: ${absent.map((name) => JSON.stringify(name)).join(', ')})`}. ` +
      'Each must be a number or null. Compare rows with the pipeline of the version that served them.',
  );
}

function example(servedRow: ServedRow, row: number, served: number, replayed: number): SkewExample {
  return {
    row,
    id: servedRow.id ?? null,
    input: servedRow.input,
    served: Number.isNaN(served) ? null : served,
    replayed: Number.isNaN(replayed) ? null : replayed,
  };
}

function summarize(
  features: readonly FeatureSkew[],
  compared: number,
  refusedRows: number,
  firstRefused: number | undefined,
): string {
  const skewed = features.filter(({ differing }) => differing > 0);
  const worst = skewed.reduce<FeatureSkew | undefined>(
    (most, feature) => (most === undefined || feature.differing > most.differing ? feature : most),
    undefined,
  );
  const parts: string[] = [];
  if (worst === undefined) {
    parts.push(
      `No difference in ${count(compared, 'row')} of ${count(features.length, 'feature')}.`,
    );
  } else {
    const { row, served, replayed } = worst.first!;
    const verb = skewed.length === 1 ? 'is' : 'are';
    parts.push(
      `${skewed.length} of ${count(features.length, 'feature')} ${verb} computed differently: ` +
        `${skewed.length === 1 ? '' : 'most often '}${JSON.stringify(worst.name)} in ${worst.differing} of ` +
        `${count(compared, 'row')}, first in row ${row} (served ${shown(served)}, training code ${shown(replayed)}).`,
    );
  }
  if (refusedRows > 0) {
    parts.push(`Training code refuses ${count(refusedRows, 'row')}, first row ${firstRefused}.`);
  }
  return parts.join(' ');
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function shown(value: number | null): string {
  return value === null ? 'NaN' : String(value);
}
