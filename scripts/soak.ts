// npm run test:soak: the faults of test/integration in full, from minutes to hours; every test in test/soak.
// npm run test:soak -- registry: those files only whose path has the word.
import { fileURLToPath } from 'node:url';
import { stopChild } from './testing/runChild.js';
import { runVitest } from './testing/runVitest.js';
import { tallyLine } from './testing/tally.js';

process.env.MLE_SOAK = '1'; // vitest.config.ts leaves test/soak out without it
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopChild);

const root = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2);
const wanted = words.length === 0 ? ['test/soak'] : words.map((word) => `test/soak/${word}`);
const tally = await runVitest(root, 'soak', wanted);
console.log(tallyLine(tally));
process.exitCode = tally.failed > 0 ? 1 : 0;
