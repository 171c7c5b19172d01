#!/usr/bin/env node
// The `mle` command. Plain JavaScript and committed, so that it is there when npm links it.
let cli;
try {
  cli = await import('../dist/cli/index.js');
} catch (cause) {
  if (cause?.code !== 'ERR_MODULE_NOT_FOUND' || !cause.message.includes('dist')) throw cause;
  process.stderr.write('mle: the library is not built yet. Build it: node scripts/setup.mjs\n');
  process.exit(70);
}
process.exitCode = await cli.runMle(process.argv.slice(2));
