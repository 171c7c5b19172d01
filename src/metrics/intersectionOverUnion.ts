import { assertSameLength, MlError } from '../core/index.js';

/** A rectangle as COCO writes it: its left and upper edge, its width and height, in pixels. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/**
 * Intersection over union (IoU, Jaccard index): how far two boxes cover the same place.
 *
 * area(A ∩ B) / area(A ∪ B), with edges as real numbers: a box from 0 to 10 is 10 wide, not 11.
 *
 * @param a [x, y, width, height], widths and heights ≥ 0.
 * @param b the other box, in the same unit.
 * @returns dimensionless, in [0, 1]; 1 for equal boxes, 0 for boxes that only touch. A box without
 *   area has 0 with every box, itself included.
 * @throws MlError SHAPE_MISMATCH (not four numbers) | NOT_FINITE | OUT_OF_RANGE (a negative width or
 *   height, or an area too large for a number).
 *
 * Cost: O(1).
 * Agrees with: pycocotools.mask.iou (test/golden/intersectionOverUnion.json).
 *
 * @example intersectionOverUnion([0, 0, 10, 10], [5, 0, 10, 10]); // 0.3333333333333333
 */
export function intersectionOverUnion(a: Box, b: Box): number {
  assertBox('intersectionOverUnion', 'a', a);
  assertBox('intersectionOverUnion', 'b', b);
  const width = sharedSide(a[0], a[2], b[0], b[2]);
  const height = sharedSide(a[1], a[3], b[1], b[3]);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return Math.min(1, shared / (a[2] * a[3] + b[2] * b[3] - shared));
}

/** How much of two sides lies on each other: at most the shorter one, also where edges are rounded. */
function sharedSide(x: number, width: number, u: number, other: number): number {
  const shorter = Math.min(width, other);
  return x === u ? shorter : Math.min(shorter, x + width - u, u + other - x);
}

/**
 * The same for boxes that lie in columns of four, with edges rounded as pycocotools rounds them: it
 * can miss 1 by the last digits. With a crowd as `b` the share is of `a` alone: how much of the
 * detection lies within the crowd.
 */
export function overlapShare(
  a: ArrayLike<number>,
  i: number,
  b: ArrayLike<number>,
  j: number,
  crowd: boolean,
): number {
  const p = 4 * i;
  const q = 4 * j;
  const width = Math.min(a[p]! + a[p + 2]!, b[q]! + b[q + 2]!) - Math.max(a[p]!, b[q]!);
  if (width <= 0) return 0;
  const height =
    Math.min(a[p + 1]! + a[p + 3]!, b[q + 1]! + b[q + 3]!) - Math.max(a[p + 1]!, b[q + 1]!);
  if (height <= 0) return 0;
  const shared = width * height;
  const own = a[p + 2]! * a[p + 3]!;
  return shared / (crowd ? own : own + b[q + 2]! * b[q + 3]! - shared);
}

/** Whether these are four finite numbers, width and height at least 0, the area finite. */
export function isBox(box: ArrayLike<number>): boolean {
  if (box?.length !== 4 || !Number.isFinite(box[0]) || !Number.isFinite(box[1])) return false;
  const [, , width, height] = box as unknown as Box;
  if (!Number.isFinite(width) || !Number.isFinite(height)) return false;
  return width >= 0 && height >= 0 && width * height <= MOST_AREA;
}

/** Throws unless these are four finite numbers, width and height at least 0, the area finite. */
export function assertBox(where: string, name: string, box: ArrayLike<number>): void {
  if (isBox(box)) return;
  assertSameLength(where, name, box?.length ?? 0, 'a box [x, y, width, height]', 4);
  for (let k = 0; k < 4; k++) {
    if (Number.isFinite(box[k])) continue;
    throw new MlError(
      'NOT_FINITE',
      `${where}: ${name}[${k}] is ${box[k]}, and a box is four finite numbers x, y, width, height.`,
    );
  }
  const [, , width, height] = box as unknown as Box;
  throw new MlError(
    'OUT_OF_RANGE',
    `${where}: ${name} is ${width} wide and ${height} high, and both must be at least 0, with an ` +
      'area of at most 1e300. Boxes are [x, y, width, height], not two corners.',
  );
}

/** Two such areas can still be added. */
const MOST_AREA = 1e300;
