// The `mle` command from its sources, in a process of its own, for tests that stop it.
import { runMle } from '../../src/cli/index.js';

process.exitCode = await runMle(process.argv.slice(2));
