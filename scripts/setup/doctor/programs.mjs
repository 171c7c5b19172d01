// Programs that the doctor runs in processes of their own, so that what crashes there crashes alone.

/** Which backend loads, and how fast it multiplies two 1024 × 1024 matrices (best of three). */
export const TENSORFLOW = `
import { describeBackend, loadBackend } from 'mle-kit/neural';
const backend = await loadBackend({ print: () => {} });
const { tf, name } = backend;
const n = 1024;
const a = tf.randomUniform([n, n], -1, 1, 'float32', 1);
const b = tf.randomUniform([n, n], -1, 1, 'float32', 2);
let best = Infinity;
for (let run = 0; run < (name === 'cpu' ? 1 : 4); run++) {
  const began = performance.now();
  const product = tf.matMul(a, b);
  await product.data();
  best = Math.min(best, performance.now() - began);
  product.dispose();
}
console.log(JSON.stringify({
  name,
  line: describeBackend(backend),
  version: tf.version.tfjs ?? tf.version['tfjs-core'],
  gigaflops: (2 * n ** 3) / best / 1e6,
}));
`;

/** Whether DuckDB's own binary loads and answers a question. */
export const DUCKDB = `
import { DuckDBInstance } from '@duckdb/node-api';
const connection = await (await DuckDBInstance.create()).connect();
const reader = await connection.runAndReadAll('select version() as version, sum(i) as total from range(101) t(i)');
const [[version, total]] = reader.getRows();
if (Number(total) !== 5050) throw new Error('DuckDB adds up to ' + total);
console.log(JSON.stringify({ version }));
process.exit(0);
`;

/** Whether every data set is the one that the catalogue describes. */
export const DATA = `
import { verifyCatalogue } from 'mle-kit';
console.log(JSON.stringify(await verifyCatalogue()));
`;
