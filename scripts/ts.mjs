// Runs a TypeScript entry point against mle-kit's sources: node scripts/ts.mjs scripts/start.ts 08 13
// The same as `npx tsx --conditions=source …`, without a shell and on every platform.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const tsx = fileURLToPath(import.meta.resolve('tsx/cli'));
const child = spawn(process.execPath, [tsx, '--conditions=source', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// The child decides how to end: it has children of its own to stop first.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
