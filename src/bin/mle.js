#!/usr/bin/env node
// The `mle` command. Plain JavaScript and committed, so that it is there when npm links it.
// A service has to start fast, and a job of scoring starts threads: both run from what set-up bundled.
import { fileURLToPath } from 'node:url';

const BUNDLED = ['serve', 'score'];
const args = process.argv.slice(2);
let cli;
try {
  if (BUNDLED.includes(args[0])) {
    const { loadBundle } = await import('./loadBundle.js');
    cli = loadBundle(fileURLToPath(new URL('../dist/command/mle.cjs', import.meta.url))).exports;
  } else cli = await import('../dist/cli/index.js');
} catch (cause) {
  const absent = ['ERR_MODULE_NOT_FOUND', 'ENOENT'].includes(cause?.code);
  if (!absent || !cause.message.includes('dist')) throw cause;
  process.stderr.write('mle: the library is not built yet. Build it: node scripts/setup.mjs\n');
  process.exit(70);
}
process.exitCode = await cli.runMle(args);
