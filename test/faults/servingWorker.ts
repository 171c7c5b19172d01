// `mle` in a process of its own, from the sources, for tests that end it: its arguments are mle's.
import { runMle } from '../../src/cli/index.js';

process.exitCode = await runMle(process.argv.slice(2));
