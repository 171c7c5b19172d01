import { assertBetween, assertOneOf, MlError } from '../core/index.js';
import { type DetectedBox, detectionColumns, type GroundTruth, type Id } from './detectionInput.js';
import { overlapShare } from './intersectionOverUnion.js';
import { precisionEnvelope } from './precisionEnvelope.js';

/** What `vocAveragePrecision` takes beside truth and detections. */
export interface VocOptions {
  /** IoU from which on a detection matches, in (0, 1]. Default 0.5. */
  readonly iouThreshold?: number;
  /**
   * `'all-point'` (default, VOC 2010 and later): the area under the envelope of the curve;
   * `'11-point'` (VOC 2007): its mean at recall 0, 0.1, … 1.
   */
  readonly rule?: 'all-point' | '11-point';
}

/** AP per category and on average, as PASCAL VOC defines it. */
export interface VocAveragePrecision {
  /** The mean over categories with at least one object that counts. */
  readonly mean: number;
  /** By ascending id; null where no object counts. */
  readonly byCategory: readonly { readonly category: Id; readonly ap: number | null }[];
}

/**
 * Average precision as PASCAL VOC defines it, by either of its two rules.
 *
 * Per category the detections of all images are ranked by score. Each looks at the one object of
 * its image that it overlaps most: at IoU ≥ threshold it finds it, unless an earlier detection did
 * (then it is false: a double). What matches a `difficult` object or a crowd counts neither way.
 * Unlike COCO, a detection whose best object is taken does not look for the next one.
 *
 * @param groundTruth image ids, boxes and, if there are any without a box, categories.
 * @param detections  boxes with scores, all of which count.
 * @param options     `iouThreshold`, `rule`.
 * @returns numbers in [0, 1]; higher is better.
 * @throws MlError EMPTY | SHAPE_MISMATCH | NOT_FINITE | OUT_OF_RANGE | DUPLICATE_NAME |
 *   INVALID_ARGUMENT (an image or category that groundTruth does not list) | UNDEFINED_METRIC (no
 *   object counts).
 *
 * Cost: O(d log d + Σ over images and categories dᵢ gᵢ). Inputs are not changed.
 * Source: Everingham et al. (2010), The PASCAL Visual Object Classes Challenge, IJCV 88(2). Widths
 *   are differences of edges here; VOC's own program adds 1 to them, since it counts pixels.
 * Agrees with: scripts/golden/vocAveragePrecision.py, written from the paper.
 *
 * @example
 * const truth = { images: [1], boxes: [{ image: 1, category: 7, box: [0, 0, 10, 10] }] };
 * const found = { image: 1, category: 7, box: [0, 0, 10, 8] };
 * vocAveragePrecision(truth, [{ ...found, score: 0.9 }, { ...found, score: 0.8 }]).mean; // 1
 */
export function vocAveragePrecision(
  groundTruth: GroundTruth,
  detections: readonly DetectedBox[],
  options: VocOptions = {},
): VocAveragePrecision {
  const where = 'vocAveragePrecision';
  const { iouThreshold = 0.5, rule = 'all-point' } = options;
  assertBetween(where, 'iouThreshold', iouThreshold, Number.MIN_VALUE, 1);
  assertOneOf(where, 'rule', rule, ['all-point', '11-point']);
  const columns = detectionColumns(where, groundTruth, detections);
  const { truths, detections: found, byScore } = columns;
  const passed = Uint8Array.from(truths.crowd, (crowd, g) => crowd | truths.difficult[g]!);
  const K = columns.categories.length;
  const toFind = new Int32Array(K);
  truths.category.forEach((k, g) => {
    if (passed[g] === 0) toFind[k] = toFind[k]! + 1;
  });

  const objectOf = bestObjects(columns, iouThreshold);
  const taken = new Uint8Array(passed.length);
  const precisionAt = new Float64Array(byScore.length);
  const byCategory: { category: Id; ap: number | null }[] = [];
  let place = 0;
  for (let k = 0; k < K; k++) {
    let hits = 0;
    let counted = 0;
    for (; found.category[byScore[place]!] === k; place++) {
      const object = objectOf[byScore[place]!]!;
      if (passed[object] === 1) continue;
      counted++;
      if (object < 0 || taken[object] === 1) continue;
      taken[object] = 1;
      precisionAt[hits++] = hits / counted;
    }
    precisionEnvelope(precisionAt, hits);
    const ap = toFind[k] === 0 ? null : area(precisionAt, hits, toFind[k]!, rule);
    byCategory.push({ category: columns.categories[k]!, ap });
  }
  const defined = byCategory.flatMap(({ ap }) => (ap === null ? [] : [ap]));
  if (defined.length === 0) {
    throw new MlError(
      'UNDEFINED_METRIC',
      `${where}: groundTruth has no object that counts, so recall is 0/0. ` +
        'Check that the annotations were read, and how many of them are difficult.',
    );
  }
  return { mean: defined.reduce((a, b) => a + b, 0) / defined.length, byCategory };
}

/** For each detection the object that it overlaps most, or −1 when that is below the threshold. */
function bestObjects(
  { truths, detections }: ReturnType<typeof detectionColumns>,
  iouThreshold: number,
): Int32Array {
  const best = new Int32Array(detections.area.length).fill(-1);
  /** Whether object g comes before or after the detection's image; NaN beyond the last object. */
  const compare = (d: number, g: number): number =>
    truths.category[g]! - detections.category[d]! || truths.image[g]! - detections.image[d]!;
  const least = Math.min(iouThreshold, 1 - 1e-10); // equal boxes miss 1 where edges are rounded
  let first = 0; // both are sorted by category and image
  for (let d = 0; d < best.length; d++) {
    while (compare(d, first) < 0) first++;
    let most = 0;
    for (let g = first; compare(d, g) === 0; g++) {
      const share = overlapShare(detections.boxes, d, truths.boxes, g, false);
      if (share <= most) continue;
      most = share;
      best[d] = share >= least ? g : -1;
    }
  }
  return best;
}

function area(
  envelope: Float64Array,
  hits: number,
  toFind: number,
  rule: NonNullable<VocOptions['rule']>,
): number {
  let sum = 0;
  if (rule === 'all-point') {
    for (let k = 0; k < hits; k++) sum += envelope[k]!;
    return sum / toFind;
  }
  for (let tenth = 0; tenth <= 10; tenth++) {
    const need = Math.max(1, Math.ceil((tenth * toFind) / 10));
    if (need <= hits) sum += envelope[need - 1]!;
  }
  return sum / 11;
}
