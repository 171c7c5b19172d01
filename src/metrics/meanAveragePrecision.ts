import type { Vector } from '../core/index.js';
import { assertBetween, assertNotEmpty, MlError } from '../core/index.js';
import { type DetectedBox, detectionColumns, type GroundTruth, type Id } from './detectionInput.js';
import { FOUND, IGNORED, matchBoxes } from './matchBoxes.js';
import { precisionEnvelope } from './precisionEnvelope.js';

/** What `meanAveragePrecision` takes beside truth and detections. */
export interface MeanAveragePrecisionOptions {
  /** IoU from which on a detection matches. Default COCO's ten: 0.5, 0.55, … 0.95. */
  readonly iouThresholds?: ArrayLike<number>;
}

/** One category's share in the mean. */
export interface CategoryPrecision {
  readonly category: Id;
  /** Objects that count: all that are no crowd. */
  readonly objects: number;
  readonly ap: number;
  /** At IoU 0.5 and 0.75 alone; null when `iouThresholds` lacks it. */
  readonly ap50: number | null;
  readonly ap75: number | null;
  /** Recall with at most 100 detections per image, mean over the IoU thresholds. */
  readonly ar100: number;
  /** (101,) best precision at recall 0, 0.01, … 1 or more, at the first IoU threshold. */
  readonly curve: Vector;
}

/** COCO's twelve numbers. Null is COCO's −1: there is nothing of that area, or no such IoU. */
export interface MeanAveragePrecision {
  readonly ap: number;
  readonly ap50: number | null;
  readonly ap75: number | null;
  /** Objects below 32² square pixels, from there to 96², and above. */
  readonly apSmall: number | null;
  readonly apMedium: number | null;
  readonly apLarge: number | null;
  /** Average recall with at most 1, 10 or 100 detections per image and category. */
  readonly ar1: number;
  readonly ar10: number;
  readonly ar100: number;
  readonly arSmall: number | null;
  readonly arMedium: number | null;
  readonly arLarge: number | null;
  /** Categories with at least one object, by ascending id. */
  readonly byCategory: readonly CategoryPrecision[];
}

const RANGES = [
  { least: 0, most: 1e10 },
  { least: 0, most: 32 ** 2 },
  { least: 32 ** 2, most: 96 ** 2 },
  { least: 96 ** 2, most: 1e10 },
] as const;
const A = RANGES.length;
const MOST = [1, 10, 100] as const;
const RECALLS = 101;
const COCO_THRESHOLDS = Float64Array.from({ length: 10 }, (_, k) => 0.5 + k * ((0.95 - 0.5) / 9));

/**
 * Mean average precision (mAP) as COCO defines it, with its eleven companions.
 *
 * Per category, area range and IoU threshold the detections of all images are ranked by score and
 * matched (best score first, each to the free object it overlaps most); precision is read at 101
 * recalls, each time the best at that recall or a higher one. `ap` is the mean over thresholds,
 * recalls and categories with objects; `ar…` is the mean recall that is reached. A crowd is never
 * missed, and detections within one are ignored. Areas above 1e10 count nowhere.
 *
 * @param groundTruth image ids, boxes and, if there are any without a box, categories.
 * @param detections  boxes with scores; of each image and category the best 100 count.
 * @param options     `iouThresholds`.
 * @returns numbers in [0, 1], higher is better, and one row per category.
 * @throws MlError EMPTY (no image, no threshold) | SHAPE_MISMATCH (a box is not four numbers) |
 *   NOT_FINITE | OUT_OF_RANGE (a negative size) | DUPLICATE_NAME (an id listed twice) |
 *   INVALID_ARGUMENT (an image or category that groundTruth does not list) | UNDEFINED_METRIC (no
 *   object counts: recall would be 0/0).
 *
 * Cost: O(d log d + Σ over images and categories dᵢ gᵢ · 40). Inputs are not changed.
 * Source: Lin et al. (2014), Microsoft COCO, ECCV; the rules of cocodataset.org/#detection-eval.
 * Agrees with: pycocotools' COCOeval (test/golden/meanAveragePrecision.json), save that there an
 *   annotation with id 0 can never be found, and ids that do not match are passed over in silence.
 *
 * @example
 * const truth = { images: [1], boxes: [{ image: 1, category: 7, box: [0, 0, 10, 10] }] };
 * const detections = [{ image: 1, category: 7, box: [0, 0, 10, 8], score: 0.9 }];
 * meanAveragePrecision(truth, detections).ap50; // 1
 * meanAveragePrecision(truth, detections).ap; // 0.7
 */
export function meanAveragePrecision(
  groundTruth: GroundTruth,
  detections: readonly DetectedBox[],
  options: MeanAveragePrecisionOptions = {},
): MeanAveragePrecision {
  const where = 'meanAveragePrecision';
  const thresholds = Float64Array.from(options.iouThresholds ?? COCO_THRESHOLDS);
  const T = thresholds.length;
  assertNotEmpty(where, 'iouThresholds', T);
  thresholds.forEach((threshold, t) => {
    assertBetween(where, `iouThresholds[${t}]`, threshold, 0, 1);
  });
  const columns = detectionColumns(where, groundTruth, detections);
  const K = columns.categories.length;
  const matches = matchBoxes(columns, RANGES, thresholds, MOST[2]);
  const ap = new Float64Array(K * A * T);
  const recall = new Float64Array(K * (A + 2) * T); // areas at 100, then all areas at 1 and 10
  const curves = new Float64Array(K * RECALLS); // all areas, first threshold
  const precisionAt = new Float64Array(columns.byScore.length);

  let start = 0;
  for (const k of columns.categories.keys()) {
    let end = start;
    while (categoryAt(end) === k) end++;
    for (let a = 0; a < A; a++) {
      const toFind = matches.toFind[k * A + a]!;
      if (toFind === 0) continue;
      for (let t = 0; t < T; t++) {
        const found = walk(start, end, a, t, MOST[2]);
        recall[(k * (A + 2) + a) * T + t] = found / toFind;
        precisionEnvelope(precisionAt, found);
        let sum = 0;
        let need = 1;
        for (let r = 0; r < RECALLS; r++) {
          while (need / toFind < r * 0.01) need++;
          if (need > found) break;
          sum += precisionAt[need - 1]!;
          if (a === 0 && t === 0) curves[k * RECALLS + r] = precisionAt[need - 1]!;
        }
        ap[(k * A + a) * T + t] = sum / RECALLS;
        if (a > 0) continue;
        for (const m of [0, 1]) {
          recall[(k * (A + 2) + A + m) * T + t] = walk(start, end, 0, t, MOST[m]!) / toFind;
        }
      }
    }
    start = end;
  }

  /** Category of the detection at that place; undefined beyond the last. */
  function categoryAt(place: number): number | undefined {
    return columns.detections.category[columns.byScore[place]!];
  }

  /** Counts what is found, best first, and notes the precision at each find. */
  function walk(from: number, to: number, a: number, t: number, most: number): number {
    const { outcome, rank } = matches;
    let found = 0;
    let counted = 0;
    for (let place = from; place < to; place++) {
      const d = columns.byScore[place]!;
      if (rank[d]! >= most) continue;
      const what = outcome[(d * A + a) * T + t]!;
      if (what === IGNORED) continue;
      counted++;
      if (what === FOUND) precisionAt[found++] = found / counted;
    }
    return found;
  }

  /** Mean over categories with objects of that area, and over thresholds from `t0` to `t1`. */
  const meanOf = (values: Float64Array, slots: number, slot: number, a: number, t0 = 0, t1 = T) => {
    let sum = 0;
    let count = 0;
    for (let k = 0; k < K; k++) {
      if (matches.toFind[k * A + a] === 0) continue;
      for (let t = t0; t < t1; t++) sum += values[(k * slots + slot) * T + t]!;
      count += t1 - t0;
    }
    return count === 0 ? null : sum / count;
  };
  const meanAp = (a: number, t0 = 0, t1 = T) => meanOf(ap, A, a, a, t0, t1);
  const meanAr = (slot: number, a = slot) => meanOf(recall, A + 2, slot, a);
  const overall = meanAp(0);
  if (overall === null) {
    throw new MlError(
      'UNDEFINED_METRIC',
      `${where}: groundTruth has no object that counts (${groundTruth.boxes.length} boxes, all of ` +
        'them crowds or larger than 1e10), so recall is 0/0. Check that the annotations were read.',
    );
  }
  const t50 = thresholds.indexOf(0.5);
  const t75 = thresholds.indexOf(0.75);
  const at = (t: number) => (t < 0 ? null : meanAp(0, t, t + 1));
  const meanFor = (values: Float64Array, from: number) =>
    values.subarray(from, from + T).reduce((a, b) => a + b, 0) / T;
  const byCategory = columns.categories
    .map((category, k) => ({
      category,
      objects: matches.toFind[k * A]!,
      ap: meanFor(ap, k * A * T),
      ap50: t50 < 0 ? null : ap[k * A * T + t50]!,
      ap75: t75 < 0 ? null : ap[k * A * T + t75]!,
      ar100: meanFor(recall, k * (A + 2) * T),
      curve: curves.slice(k * RECALLS, (k + 1) * RECALLS),
    }))
    .filter(({ objects }) => objects > 0);
  return {
    ap: overall,
    ap50: at(t50),
    ap75: at(t75),
    apSmall: meanAp(1),
    apMedium: meanAp(2),
    apLarge: meanAp(3),
    ar1: meanAr(A, 0)!,
    ar10: meanAr(A + 1, 0)!,
    ar100: meanAr(0)!,
    arSmall: meanAr(1),
    arMedium: meanAr(2),
    arLarge: meanAr(3),
    byCategory,
  };
}
