import type { DetectionColumns } from './detectionInput.js';
import { overlapShare } from './intersectionOverUnion.js';

/** What became of a detection. */
export const FALSE = 0;
export const FOUND = 1;
export const IGNORED = 2;

/** Which areas of objects count, in square pixels, both ends included. */
export interface AreaRange {
  readonly least: number;
  readonly most: number;
}

/** What became of each detection at each area range and threshold, and how much there was to find. */
export interface BoxMatches {
  /** (d × a × t) FALSE, FOUND or IGNORED. */
  readonly outcome: Uint8Array;
  /** (d,) place of the detection among those of its image and category, best first, from 0. */
  readonly rank: Int32Array;
  /** (k × a) objects that count. */
  readonly toFind: Int32Array;
}

/**
 * COCO's matching: the detections of one image and category, best first, each take the free object
 * that they overlap most. An object outside the area range, or a crowd, takes part only where no
 * other is left, and what matches it is ignored; a crowd may be matched again and again. What
 * matches nothing is false, unless its own area is outside the range: then it is ignored.
 */
export function matchBoxes(
  columns: DetectionColumns,
  ranges: readonly AreaRange[],
  thresholds: Float64Array,
  mostPerImage: number,
): BoxMatches {
  const { truths, detections, categories } = columns;
  const A = ranges.length;
  const T = thresholds.length;
  const D = detections.area.length;
  const outcome = new Uint8Array(D * A * T);
  const rank = new Int32Array(D);
  const toFind = new Int32Array(categories.length * A);
  const ignored = new Uint8Array(truths.area.length * A);
  truths.area.forEach((area, g) => {
    ranges.forEach((range, a) => {
      const at = truths.category[g]! * A + a;
      if (truths.crowd[g] === 1 || isOutside(area, range)) ignored[g * A + a] = 1;
      else toFind[at] = toFind[at]! + 1;
    });
  });

  let overlaps = new Float64Array(256); // (d, g) of one image and category
  let order = new Int32Array(64); // its objects, those that count first
  let taken = new Uint8Array(64);
  let g0 = 0;
  for (let d0 = 0; d0 < D; ) {
    const category = detections.category[d0]!;
    const image = detections.image[d0]!;
    let d1 = d0;
    // Beyond the last row there is no category, which ends these loops too.
    while (detections.category[d1] === category && detections.image[d1] === image) {
      rank[d1] = d1 - d0;
      d1++;
    }
    while (
      truths.category[g0]! < category ||
      (truths.category[g0] === category && truths.image[g0]! < image)
    ) {
      g0++;
    }
    let g1 = g0;
    while (truths.category[g1] === category && truths.image[g1] === image) g1++;
    const size = g1 - g0;
    const end = Math.min(d1, d0 + mostPerImage);
    const cells = (end - d0) * size;
    // Stryker disable next-line ConditionalExpression,EqualityOperator: a new buffer serves as well as an old one
    if (overlaps.length < cells) overlaps = new Float64Array(2 * cells);
    // Stryker disable next-line ConditionalExpression,EqualityOperator: so here
    if (order.length < size) {
      order = new Int32Array(2 * size);
      taken = new Uint8Array(2 * size);
    }
    let largest = 0;
    for (let d = d0; d < end; d++) {
      for (let g = g0; g < g1; g++) {
        const share = overlapShare(detections.boxes, d, truths.boxes, g, truths.crowd[g] === 1);
        overlaps[(d - d0) * size + g - g0] = share;
        largest = Math.max(largest, share);
      }
    }
    for (let a = 0; a < A; a++) {
      let m = 0;
      for (let g = 0; g < size; g++) if (ignored[(g0 + g) * A + a] === 0) order[m++] = g;
      const counting = m;
      for (let g = 0; g < size; g++) if (ignored[(g0 + g) * A + a] === 1) order[m++] = g;
      for (let t = 0; t < T; t++) {
        const least = Math.min(thresholds[t]!, 1 - 1e-10);
        taken.fill(0, 0, size);
        for (let d = d0; d < end; d++) {
          let best = -1;
          let bestShare = least;
          // Stryker disable next-line ConditionalExpression,EqualityOperator: a short cut where nothing overlaps enough
          for (let o = 0; o < (largest < least ? 0 : size); o++) {
            const g = order[o]!;
            if (o === counting && best >= 0) break; // none that is ignored, where one counts
            if (taken[g] === 1 && truths.crowd[g0 + g] === 0) continue;
            const share = overlaps[(d - d0) * size + g]!;
            if (share < bestShare) continue;
            bestShare = share;
            best = g;
          }
          const at = (d * A + a) * T + t;
          if (best >= 0) {
            taken[best] = 1;
            outcome[at] = ignored[(g0 + best) * A + a] === 1 ? IGNORED : FOUND;
          } else if (isOutside(detections.area[d]!, ranges[a]!)) outcome[at] = IGNORED;
        }
      }
    }
    d0 = d1;
  }
  return { outcome, rank, toFind };
}

function isOutside(area: number, { least, most }: AreaRange): boolean {
  return area < least || area > most;
}
