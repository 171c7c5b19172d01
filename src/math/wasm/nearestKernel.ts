import {
  advance,
  assemble,
  block,
  doWhileBelow,
  f32x4,
  get,
  i32,
  i32x4,
  type Local,
  set,
  v128,
  WasmFunction,
} from './assembler.js';

/** Points that are looked at together: two vectors of four. */
export const POINTS = 8;
/** Centres that are looked at together: with two vectors of sums each they fill the registers. */
export const CENTERS = 4;

/** Whole numbers of an entry that tells of eight points: the first one's number, and what was found for each. */
export const ENTRY = POINTS + 1;
/** Found where rounding might have decided. */
export const UNCERTAIN = -2;

/** The functions of the module. */
export type NearestKernel = 'nearest';

/**
 * The module of `nearest`, which finds for each point the number of its nearest centre in single
 * precision, or `UNCERTAIN`, and writes an entry for those eight of which any is not what `labels`
 * has; at last, to `end`, where the entries end.
 *
 * Of ½‖x − c‖² only what differs between centres is summed, ½‖c‖² − x·c. It is certain where the
 * second best is more than near + ‖x‖ (far + farther · ‖x‖) behind.
 *
 * Points lie in memory by eights: their eight norms, then a column of theirs after the other, 32
 * bytes each and `group` together. Centres lie there by fours, in the same way, with ½‖c‖² first.
 */
export function nearestKernel(): Uint8Array {
  const f = new WasmFunction('nearest', {
    points: 'i32',
    pointsEnd: 'i32',
    group: 'i32',
    centers: 'i32',
    centersEnd: 'i32',
    labels: 'i32',
    point: 'i32',
    entries: 'i32',
    end: 'i32',
    near: 'f32',
    far: 'f32',
    farther: 'f32',
    infinity: 'f32',
  });
  const { points, pointsEnd, group, centers, centersEnd, labels, infinity } = f.parameters;
  const { point, entries, end } = f.parameters;
  const [x, xEnd, c, number] = f.locals('i32', 4) as [Local, Local, Local, Local];
  const halves = [0, 16].map((offset) => ({
    offset,
    column: f.local('v128'),
    sums: f.locals('v128', CENTERS),
    best: f.local('v128'),
    second: f.local('v128'),
    label: f.local('v128'),
  }));
  const factor = f.local('v128');
  const uncertain = f.local('v128');

  const sumProducts = block(
    ...halves.map(({ column, offset }) => set(column, v128.load(get(x), offset))),
    ...Array.from({ length: CENTERS }, (_, k) =>
      block(
        set(factor, v128.load32Splat(get(c), 4 * k)),
        ...halves.map(({ sums, column }) =>
          set(sums[k]!, f32x4.sub(get(sums[k]!), f32x4.mul(get(column), get(factor)))),
        ),
      ),
    ),
    advance(x, i32.const(4 * POINTS)),
    advance(c, i32.const(4 * CENTERS)),
  );

  const compare = Array.from({ length: CENTERS }, (_, k) =>
    block(
      ...halves.map(({ sums, best, second, label }) =>
        block(
          set(second, f32x4.pmin(get(second), f32x4.pmax(get(best), get(sums[k]!)))),
          set(
            label,
            v128.bitselect(
              i32x4.splat(get(number)),
              get(label),
              f32x4.lt(get(sums[k]!), get(best)),
            ),
          ),
          set(best, f32x4.pmin(get(best), get(sums[k]!))),
        ),
      ),
      advance(number, i32.const(1)),
    ),
  );

  const fourCenters = block(
    ...Array.from({ length: CENTERS }, (_, k) =>
      block(...halves.map(({ sums }) => set(sums[k]!, v128.load32Splat(get(c), 4 * k)))),
    ),
    advance(c, i32.const(4 * CENTERS)),
    set(x, i32.add(get(points), i32.const(4 * POINTS))),
    doWhileBelow(x, get(xEnd), sumProducts),
    ...compare,
  );

  const { near, far, farther } = f.parameters;
  const splat = (local: Local) => f32x4.splat(get(local));
  const eightPoints = block(
    ...halves.map(({ best, second }) =>
      block(set(best, splat(infinity)), set(second, splat(infinity))),
    ),
    set(number, i32.const(0)),
    set(c, get(centers)),
    set(xEnd, i32.add(get(points), get(group))),
    doWhileBelow(c, get(centersEnd), fourCenters),
    ...halves.map(({ offset, best, second, label, column: norm }) =>
      block(
        set(norm, v128.load(get(points), offset)),
        set(
          label,
          v128.bitselect(
            get(label),
            get(uncertain),
            f32x4.gt(
              f32x4.sub(get(second), get(best)),
              f32x4.add(
                splat(near),
                f32x4.mul(get(norm), f32x4.add(splat(far), f32x4.mul(splat(farther), get(norm)))),
              ),
            ),
          ),
        ),
        v128.store(get(entries), get(label), 4 + offset),
      ),
    ),
    i32.store(get(entries), get(point)),
    // The next entry overwrites this one where nothing is new: no branch that could be guessed wrong.
    advance(
      entries,
      i32.mul(
        i32.const(4 * ENTRY),
        v128.anyTrue(
          halves
            .map(({ offset, label }) => i32x4.ne(get(label), v128.load(get(labels), offset)))
            .reduce((a, b) => v128.or(a, b)),
        ),
      ),
    ),
    set(points, get(xEnd)),
    advance(labels, i32.const(4 * POINTS)),
    advance(point, i32.const(POINTS)),
  );

  f.body = block(
    set(uncertain, i32x4.splat(i32.const(UNCERTAIN))),
    doWhileBelow(points, get(pointsEnd), eightPoints),
    i32.store(get(end), get(entries)),
  );
  return assemble([f], 1);
}
