#!/usr/bin/env node
// The `mle` command. Plain JavaScript and committed, so that it is there when npm links it.
// A service has to start fast, so it starts from the few files that the library is bundled into.
const args = process.argv.slice(2);
const entry = args[0] === 'serve' ? '../dist/command/index.js' : '../dist/cli/index.js';
let cli;
try {
  cli = await import(entry);
} catch (cause) {
  if (cause?.code !== 'ERR_MODULE_NOT_FOUND' || !cause.message.includes('dist')) throw cause;
  process.stderr.write('mle: the library is not built yet. Build it: node scripts/setup.mjs\n');
  process.exit(70);
}
process.exitCode = await cli.runMle(args);
