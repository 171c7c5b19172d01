import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, Matrix } from 'mle-kit';

/** A matrix of standard normal numbers, kept for the peer as `<name>.f64`, row by row. */
export function normalMatrix(folder: string, rows: number, columns: number, name = 'X'): Matrix {
  const random = createRandom(20);
  const data = Float64Array.from({ length: rows * columns }, () => random.normal());
  writeNumbers(folder, name, data);
  return new Matrix(data, rows, columns);
}

/** A file that NumPy reads by `fromfile`. */
export function writeNumbers(folder: string, name: string, values: Float64Array): void {
  writeFileSync(
    join(folder, `${name}.f64`),
    new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  );
}
