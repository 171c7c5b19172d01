import { assertNotEmpty, MlError } from '../core/index.js';
import { assertBox, type Box, isBox } from './intersectionOverUnion.js';
import { byLabel, showLabel } from './labels.js';

/** The id of an image or a category: a number or a text. */
export type Id = number | string;

/** One object in one image, as an annotator drew it. */
export interface TruthBox {
  readonly image: Id;
  readonly category: Id;
  readonly box: Box;
  /** Many objects in one box: nothing there counts as false. Default false. */
  readonly crowd?: boolean;
  /** PASCAL VOC's flag: finding it earns nothing, missing it costs nothing. Default false. */
  readonly difficult?: boolean;
  /** Area of the object in square pixels, for the split by area. Default: that of the box. */
  readonly area?: number;
}

/** One object in one image, as a detector sees it. */
export interface DetectedBox {
  readonly image: Id;
  readonly category: Id;
  readonly box: Box;
  /** How sure the detector is, on any scale. */
  readonly score: number;
}

/** What there is to find. */
export interface GroundTruth {
  /** Every image that was looked at, also those without an object. */
  readonly images: readonly Id[];
  /** The categories. Default: those of the boxes. */
  readonly categories?: readonly { readonly id: Id; readonly name: string }[];
  readonly boxes: readonly TruthBox[];
}

/** Boxes as columns: by category, by image within it, truths as given and detections best first. */
export interface DetectionColumns {
  /** Category ids, ascending. */
  readonly categories: readonly Id[];
  readonly truths: BoxColumns & { readonly crowd: Uint8Array; readonly difficult: Uint8Array };
  readonly detections: BoxColumns;
  /** (d,) places of the detections by category, best first whatever the image. */
  readonly byScore: Int32Array;
}

/** One row per box. */
export interface BoxColumns {
  /** (m × 4) */
  readonly boxes: Float64Array;
  readonly area: Float64Array;
  readonly category: Int32Array;
  readonly image: Int32Array;
}

/** Guards of the detection metrics; then all that they need in typed arrays. */
export function detectionColumns(
  where: string,
  truth: GroundTruth,
  detections: readonly DetectedBox[],
): DetectionColumns {
  assertNotEmpty(where, 'groundTruth.images', truth.images.length);
  const images = codesOf(where, 'image', truth.images);
  const listed = truth.categories !== undefined;
  const categories = codesOf(
    where,
    'category',
    listed
      ? truth.categories!.map(({ id }) => id)
      : [...new Set(truth.boxes.map((b) => b.category))],
  );
  const t = readBoxes(where, 'groundTruth.boxes', truth.boxes, images, categories, false);
  // Without a list of categories a detection of one that has no truth counts nowhere.
  const d = readBoxes(where, 'detections', detections, images, categories, !listed);
  const score = Float64Array.from(d.rows, (row) => detections[row]!.score);
  const lost = score.findIndex((value) => !Number.isFinite(value));
  if (lost >= 0) {
    throw new MlError(
      'NOT_FINITE',
      `${where}: detections[${d.rows[lost]}].score is ${score[lost]}, and it must be a finite number.`,
    );
  }
  const k = categories.size;
  const best = Int32Array.from(score.keys()).sort(
    (a, b) => score[b]! - score[a]! || d.image[a]! - d.image[b]! || a - b,
  );
  const grouped = group(group(best, d.image, images.size), d.category, k);
  const place = new Int32Array(grouped.length);
  grouped.forEach((row, at) => {
    place[row] = at;
  });
  const order = group(group(Int32Array.from(t.area.keys()), t.image, images.size), t.category, k);
  const flag = (of: 'crowd' | 'difficult'): Uint8Array =>
    Uint8Array.from(order, (row) => (truth.boxes[t.rows[row]!]![of] === true ? 1 : 0));
  return {
    categories: [...categories.keys()],
    truths: { ...pick(t, order), crowd: flag('crowd'), difficult: flag('difficult') },
    detections: pick(d, grouped),
    byScore: group(best, d.category, k).map((row) => place[row]!),
  };
}

/** Ascending ids with their places; refuses doubles. */
function codesOf(where: string, noun: string, ids: readonly Id[]): Map<Id, number> {
  const sorted = [...ids].sort(byLabel);
  const codes = new Map(sorted.map((id, code) => [id, code]));
  if (codes.size === ids.length) return codes;
  const twice = sorted.find((id, i) => id === sorted[i + 1]);
  throw new MlError(
    'DUPLICATE_NAME',
    `${where}: groundTruth has the ${noun} ${showLabel(twice)} twice. List each ${noun} once.`,
  );
}

function readBoxes(
  where: string,
  name: string,
  rows: readonly (TruthBox | DetectedBox)[],
  images: ReadonlyMap<Id, number>,
  categories: ReadonlyMap<Id, number>,
  skipUnknown: boolean,
): BoxColumns & { readonly rows: Int32Array } {
  const boxes = new Float64Array(4 * rows.length);
  const area = new Float64Array(rows.length);
  const category = new Int32Array(rows.length);
  const image = new Int32Array(rows.length);
  const kept = new Int32Array(rows.length);
  let m = 0;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r]!;
    const imageCode = images.get(row.image);
    const categoryCode = categories.get(row.category);
    if (imageCode === undefined)
      throw unknownId(where, `${name}[${r}]`, 'image', row.image, images);
    // Stryker disable next-line ConditionalExpression: spares the text of the place where all is well
    if (!isBox(row.box)) assertBox(where, `${name}[${r}].box`, row.box);
    if (categoryCode === undefined) {
      if (skipUnknown) continue;
      throw unknownId(where, `${name}[${r}]`, 'category', row.category, categories);
    }
    for (let k = 0; k < 4; k++) boxes[4 * m + k] = row.box[k]!;
    area[m] = (row as TruthBox).area ?? row.box[2] * row.box[3];
    if (!(area[m]! >= 0)) {
      throw new MlError('OUT_OF_RANGE', `${where}: ${name}[${r}].area is ${area[m]}, below 0.`);
    }
    category[m] = categoryCode;
    image[m] = imageCode;
    kept[m] = r;
    m++;
  }
  return {
    boxes: boxes.subarray(0, 4 * m),
    area: area.subarray(0, m),
    category: category.subarray(0, m),
    image: image.subarray(0, m),
    rows: kept.subarray(0, m),
  };
}

function unknownId(
  where: string,
  place: string,
  noun: string,
  id: Id,
  known: ReadonlyMap<Id, number>,
): MlError {
  const some = [...known.keys()].slice(0, 5).map(showLabel).join(', ');
  return new MlError(
    'INVALID_ARGUMENT',
    `${where}: ${place} names the ${noun} ${showLabel(id)} (${typeof id}), which groundTruth does ` +
      `not list. Its ids are like ${some}. Check that both come from the same data set.`,
  );
}

/** These rows by ascending code; rows of one code keep their order (counting sort). */
function group(rows: Int32Array, codes: Int32Array, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (const row of rows) starts[codes[row]! + 1] = starts[codes[row]! + 1]! + 1;
  for (let c = 0; c < count; c++) starts[c + 1] = starts[c + 1]! + starts[c]!;
  const grouped = new Int32Array(rows.length);
  for (const row of rows) grouped[starts[codes[row]!]!++] = row;
  return grouped;
}

function pick(from: BoxColumns, order: Int32Array): BoxColumns {
  const boxes = new Float64Array(4 * order.length);
  order.forEach((row, at) => {
    for (let k = 0; k < 4; k++) boxes[4 * at + k] = from.boxes[4 * row + k]!;
  });
  return {
    boxes,
    area: Float64Array.from(order, (row) => from.area[row]!),
    category: order.map((row) => from.category[row]!),
    image: order.map((row) => from.image[row]!),
  };
}
