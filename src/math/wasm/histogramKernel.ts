import {
  advance,
  assemble,
  block,
  doWhileBelow,
  f64,
  f64x2,
  get,
  i32,
  type Local,
  set,
  v128,
  WasmFunction,
} from './assembler.js';

/** Features whose bins lie together, a byte each, and are counted in one pass over the rows. */
export const FEATURES = 4;

/** The functions of the module. */
export type HistogramKernel = 'count' | 'subtract';

/** The modules for histograms of `BinnedRows`, by how many numbers are summed beside the count of rows. */
export const HISTOGRAM_KERNELS = {
  1: (): Uint8Array => assemble([count(1), subtract()], 1),
  2: (): Uint8Array => assemble([count(2), subtract()], 1),
};

/**
 * Adds rows to the histograms of four features: to the cell of each one's bin the row's numbers,
 * and 1 for the row. The first two numbers of a cell are one vector.
 */
function count(sums: 1 | 2) {
  const f = new WasmFunction('count', {
    order: 'i32',
    orderEnd: 'i32',
    bins: 'i32',
    first: 'i32',
    second: 'i32',
    histogram0: 'i32',
    histogram1: 'i32',
    histogram2: 'i32',
    histogram3: 'i32',
  });
  const { order, orderEnd, bins, first, second } = f.parameters;
  const { histogram0, histogram1, histogram2, histogram3 } = f.parameters;
  const [row, four, number] = f.locals('i32', 3) as [Local, Local, Local];
  const pair = f.local('v128');
  const features = [histogram0, histogram1, histogram2, histogram3].map((histogram, k) => ({
    histogram,
    shift: 8 * k,
    cell: f.local('i32'),
  }));
  const width = 8 * (sums + 1);
  const one = f64x2.splat(f64.const(1));
  f.body = doWhileBelow(
    order,
    get(orderEnd),
    block(
      set(row, i32.load(get(order))),
      set(four, i32.load(i32.add(get(bins), i32.shl(get(row), i32.const(2))))),
      set(number, i32.shl(get(row), i32.const(3))),
      set(
        pair,
        f64x2.firsts(
          v128.load64Splat(i32.add(get(first), get(number))),
          sums === 1 ? one : v128.load64Splat(i32.add(get(second), get(number))),
        ),
      ),
      ...features.map(({ histogram, shift, cell }) =>
        set(
          cell,
          i32.add(
            get(histogram),
            i32.mul(
              i32.and(i32.shrU(get(four), i32.const(shift)), i32.const(255)),
              i32.const(width),
            ),
          ),
        ),
      ),
      ...features.map(({ cell }) =>
        v128.store(get(cell), f64x2.add(v128.load(get(cell)), get(pair))),
      ),
      ...(sums === 1
        ? []
        : features.map(({ cell }) =>
            f64.store(get(cell), f64.add(f64.load(get(cell), 16), f64.const(1)), 16),
          )),
      advance(order, i32.const(4)),
    ),
  );
  return f;
}

/** Takes from a row of pairs of doubles another one. */
function subtract() {
  const f = new WasmFunction('subtract', { from: 'i32', fromEnd: 'i32', what: 'i32' });
  const { from, fromEnd, what } = f.parameters;
  f.body = doWhileBelow(
    from,
    get(fromEnd),
    block(
      v128.store(get(from), f64x2.sub(v128.load(get(from)), v128.load(get(what)))),
      advance(from, i32.const(16)),
      advance(what, i32.const(16)),
    ),
  );
  return f;
}
