import type { Matrix } from '../core/index.js';
import { alignRows } from './align.js';
import { formatNumbers } from './formatNumbers.js';

const MOST = 10;

/** A matrix in aligned columns, at most ten rows of ten, with its shape above. */
export function matrixText(matrix: Matrix): string {
  const rows = Math.min(matrix.rows, MOST);
  const columns = Math.min(matrix.columns, MOST);
  const shape = `Matrix ${matrix.rows} × ${matrix.columns}`;
  if (rows === 0 || columns === 0) return shape;
  const texts = Array.from({ length: columns }, (_, j) =>
    formatNumbers(Array.from({ length: rows }, (__, i) => matrix.at(i, j))),
  );
  const wide = columns < matrix.columns;
  const cells = Array.from({ length: rows }, (_, i) => [
    ...texts.map((column) => column[i]!),
    ...(wide ? ['…'] : []),
  ]);
  const lines = alignRows(
    cells,
    cells[0]!.map(() => true),
  );
  return [shape, ...lines.map((line) => `  ${line}`), ...(rows < matrix.rows ? ['  …'] : [])].join(
    '\n',
  );
}
