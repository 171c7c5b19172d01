// Runs a bundle and keeps what V8 compiled of it, beside it: node compileBundle.mjs FILE
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledOf, runBundle } from '../../src/bin/loadBundle.js';

const [path] = process.argv.slice(2);
const { script, exports } = runBundle(path);
if (exports.runMle !== undefined) await serveOnce(exports.runMle);
writeFileSync(compiledOf(path), script.createCachedData());

/** V8 compiles a function when it is first called, so all are called that the start of a service takes. */
async function serveOnce(runMle) {
  delete process.env.MLE_API_KEYS; // this one asks for none
  const folder = mkdtempSync(join(tmpdir(), 'mle-compile-'));
  try {
    const data = join(folder, 'days.csv');
    const days = Array.from({ length: 60 }, (_, day) => {
      return `${day % 7},${(day * day) % 11},${day % 7 > 3 ? 'wet' : 'dry'}`;
    });
    writeFileSync(data, `wind,clouds,sky\n${days.join('\n')}\n`);
    const registry = ['--registry', join(folder, 'registry')];
    await call(runMle, ['train', data, '--target', 'sky', '--name', 'sky', ...registry, '--json']);
    const quietly = ['--drain', '0', '--log-level', 'error', '--json'];
    await call(runMle, ['serve', 'sky@1', '--port', '0', ...quietly, ...registry], async (told) => {
      const { url } = JSON.parse(told);
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ wind: 3, clouds: 5 });
      const { status } = await fetch(`${url}/predict`, { method: 'POST', headers, body });
      process.emit('SIGTERM'); // as if it came from outside
      if (status !== 200) throw new Error(`The bundled service answered ${status}.`);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Calls the command. @param onOutput what to do when it says something. */
async function call(runMle, args, onOutput = async () => {}) {
  const told = [];
  const done = [];
  const terminal = {
    out: (text) => {
      told.push(text);
      done.push(onOutput(text));
    },
    err: (text) => told.push(text),
  };
  const code = await runMle(args, terminal);
  await Promise.all(done);
  if (code !== 0) throw new Error(`mle ${args[0]} ended with ${code}:\n${told.join('')}`);
}
