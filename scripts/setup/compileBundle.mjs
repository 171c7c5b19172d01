// Runs a bundle and keeps what V8 compiled of it, beside it: node compileBundle.mjs FILE
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiledOf, loadBundle } from '../../src/bin/loadBundle.js';

const [path] = process.argv.slice(2);
const { script, exports } = loadBundle(path);
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
    const registry = ['--registry', join(folder, 'registry'), '--json'];
    await call(runMle, ['train', data, '--target', 'sky', '--name', 'sky', ...registry]);
    let answer;
    const quietly = ['--port', '0', '--drain', '0', '--log-level', 'error'];
    await call(runMle, ['serve', 'sky@1', ...quietly, ...registry], (told) => {
      answer = ask(told);
    });
    if ((await answer) !== 200) throw new Error(`The bundled service answered: ${await answer}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks the service that says where it listens, and stops it. @returns the status, or what went wrong */
async function ask(told) {
  try {
    const { url } = JSON.parse(told);
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ wind: 3, clouds: 5 });
    return (await fetch(`${url}/predict`, { method: 'POST', headers, body })).status;
  } catch (cause) {
    return String(cause);
  } finally {
    process.emit('SIGTERM'); // as if it came from outside
  }
}

async function call(runMle, args, out = () => {}) {
  let complaints = '';
  const err = (text) => {
    complaints += text;
  };
  const code = await runMle(args, { out, err });
  if (code !== 0) throw new Error(`mle ${args[0]} ended with ${code}:\n${complaints}`);
}
