import {
  advance,
  assemble,
  block,
  doWhileBelow,
  f64x2,
  get,
  i32,
  i64x2,
  type Local,
  set,
  v128,
  WasmFunction,
} from './assembler.js';

/** Edges that a value is compared with while it is in a register. */
export const EDGES = 4;
/** Values that a step of the loop takes. */
export const VALUES = 4;

/**
 * The module of `count`, which adds to two whole numbers of 64 bits for each of four edges how many
 * values are at or above it: of even places, and of odd ones. NaN never is.
 */
export function countKernel(): Uint8Array {
  const f = new WasmFunction('count', {
    values: 'i32',
    valuesEnd: 'i32',
    edges: 'i32',
    counts: 'i32',
  });
  const { values, valuesEnd, edges, counts } = f.parameters;
  const pairs = f.locals('v128', VALUES / 2);
  const bounds = Array.from({ length: EDGES }, () => ({
    edge: f.local('v128'),
    count: f.local('v128'),
  })) as { readonly edge: Local; readonly count: Local }[];
  f.body = block(
    ...bounds.map(({ edge, count }, k) =>
      block(
        set(edge, v128.load64Splat(get(edges), 8 * k)),
        set(count, v128.load(get(counts), 16 * k)),
      ),
    ),
    doWhileBelow(
      values,
      get(valuesEnd),
      block(
        ...pairs.map((pair, k) => set(pair, v128.load(get(values), 16 * k))),
        ...bounds.flatMap(({ edge, count }) =>
          // A comparison that holds gives −1.
          pairs.map((pair) => set(count, i64x2.sub(get(count), f64x2.ge(get(pair), get(edge))))),
        ),
        advance(values, i32.const(8 * VALUES)),
      ),
    ),
    ...bounds.map(({ count }, k) => v128.store(get(counts), get(count), 16 * k)),
  );
  return assemble([f], 1);
}
