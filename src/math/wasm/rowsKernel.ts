import {
  advance,
  assemble,
  block,
  doWhileBelow,
  f64x2,
  get,
  i32,
  type Local,
  set,
  v128,
  WasmFunction,
} from './assembler.js';

/** Columns that `gram` looks at together, on either side: their sums fill the registers. */
export const GRAM = 4;
/** Columns that `addTransposed` looks at together. */
export const COLUMNS = 8;
/** Rows that `times` looks at together. */
export const ROWS = 4;

/** The functions of the module. */
export type RowsKernel = 'scale' | 'gram' | 'times' | 'addTransposed';

/**
 * The module for products of a block of rows, doubles of `row` bytes each: with a vector from
 * either side, and with itself. Whatever reaches over the end of a row meets numbers that the
 * caller sees to, or results that it does not read.
 */
export function rowsKernel(): Uint8Array {
  return assemble([scale(), gram(), times(), addTransposed()], 1);
}

/** Row by row `to` = `x` times a number of `factors`. */
function scale() {
  const f = new WasmFunction('scale', {
    x: 'i32',
    xEnd: 'i32',
    row: 'i32',
    factors: 'i32',
    to: 'i32',
  });
  const { x, xEnd, row, factors, to } = f.parameters;
  const [from, rowEnd, target] = f.locals('i32', 3) as [Local, Local, Local];
  const factor = f.local('v128');
  f.body = doWhileBelow(
    x,
    get(xEnd),
    block(
      set(factor, v128.load64Splat(get(factors))),
      set(from, get(x)),
      set(target, get(to)),
      advance(x, get(row)),
      set(rowEnd, get(x)),
      doWhileBelow(
        from,
        get(rowEnd),
        block(
          v128.store(get(target), f64x2.mul(v128.load(get(from)), get(factor))),
          advance(from, i32.const(16)),
          advance(target, i32.const(16)),
        ),
      ),
      advance(to, get(row)),
      advance(factors, i32.const(8)),
    ),
  );
  return f;
}

/** Adds to 4 × 4 cells, `cellsRow` bytes apart, the products of four columns with four columns. */
function gram() {
  const f = new WasmFunction('gram', {
    left: 'i32',
    leftEnd: 'i32',
    right: 'i32',
    row: 'i32',
    cells: 'i32',
    cellsRow: 'i32',
  });
  const { left, leftEnd, right, row, cells, cellsRow } = f.parameters;
  const [first, second, factor] = f.locals('v128', 3) as [Local, Local, Local];
  const sums = Array.from({ length: GRAM }, () => ({
    low: f.local('v128'),
    high: f.local('v128'),
  }));
  f.body = block(
    doWhileBelow(
      left,
      get(leftEnd),
      block(
        set(first, v128.load(get(right))),
        set(second, v128.load(get(right), 16)),
        ...sums.map(({ low, high }, i) =>
          block(
            set(factor, v128.load64Splat(get(left), 8 * i)),
            set(low, f64x2.add(get(low), f64x2.mul(get(factor), get(first)))),
            set(high, f64x2.add(get(high), f64x2.mul(get(factor), get(second)))),
          ),
        ),
        advance(left, get(row)),
        advance(right, get(row)),
      ),
    ),
    ...sums.map(({ low, high }) =>
      block(
        v128.store(get(cells), f64x2.add(v128.load(get(cells)), get(low))),
        v128.store(get(cells), f64x2.add(v128.load(get(cells), 16), get(high)), 16),
        advance(cells, get(cellsRow)),
      ),
    ),
  );
  return f;
}

/** `to` = each row times the vector `v`: even and odd columns by themselves, then both. */
function times() {
  const f = new WasmFunction('times', {
    x: 'i32',
    xEnd: 'i32',
    row: 'i32',
    v: 'i32',
    vEnd: 'i32',
    to: 'i32',
  });
  const { x, xEnd, row, v, vEnd, to } = f.parameters;
  const at = f.local('i32');
  const pair = f.local('v128');
  const rows = Array.from({ length: ROWS }, () => ({
    pointer: f.local('i32'),
    sum: f.local('v128'),
  }));
  const pairs = [rows.slice(0, 2), rows.slice(2)] as [typeof rows, typeof rows];
  f.body = doWhileBelow(
    x,
    get(xEnd),
    block(
      ...rows.map(({ pointer, sum }) =>
        block(set(pointer, get(x)), set(sum, v128.zero), advance(x, get(row))),
      ),
      set(at, get(v)),
      doWhileBelow(
        at,
        get(vEnd),
        block(
          set(pair, v128.load(get(at))),
          ...rows.map(({ pointer, sum }) =>
            block(
              set(sum, f64x2.add(get(sum), f64x2.mul(v128.load(get(pointer)), get(pair)))),
              advance(pointer, i32.const(16)),
            ),
          ),
          advance(at, i32.const(16)),
        ),
      ),
      ...pairs.map(([a, b], k) =>
        v128.store(
          get(to),
          f64x2.add(
            f64x2.firsts(get(a!.sum), get(b!.sum)),
            f64x2.seconds(get(a!.sum), get(b!.sum)),
          ),
          16 * k,
        ),
      ),
      advance(to, i32.const(8 * ROWS)),
    ),
  );
  return f;
}

/** Adds to `sums` eight columns times the vector `factors`, row by row. */
function addTransposed() {
  const f = new WasmFunction('addTransposed', {
    x: 'i32',
    xEnd: 'i32',
    row: 'i32',
    factors: 'i32',
    sums: 'i32',
  });
  const { x, xEnd, row, factors, sums } = f.parameters;
  const columns = f.locals('v128', COLUMNS / 2);
  const factor = f.local('v128');
  f.body = block(
    ...columns.map((sum, k) => set(sum, v128.load(get(sums), 16 * k))),
    doWhileBelow(
      x,
      get(xEnd),
      block(
        set(factor, v128.load64Splat(get(factors))),
        ...columns.map((sum, k) =>
          set(sum, f64x2.add(get(sum), f64x2.mul(v128.load(get(x), 16 * k), get(factor)))),
        ),
        advance(x, get(row)),
        advance(factors, i32.const(8)),
      ),
    ),
    ...columns.map((sum, k) => v128.store(get(sums), get(sum), 16 * k)),
  );
  return f;
}
