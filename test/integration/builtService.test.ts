import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { ModelRegistry } from 'mle-kit';
import { neuralReaders } from 'mle-kit/neural';
import { describe, expect, it } from 'vitest';
import { compiledOf } from '../../src/bin/loadBundle.js';
import { published } from '../unit/registry/bundles.js';
import { newFolder } from '../unit/registry/newFolder.js';
import { day, servedRegistry } from '../unit/serving/servers.js';
import { networkBundle } from './networkBundle.js';

const command = join(import.meta.dirname, '..', '..', 'src', 'bin', 'mle.js');
const TELL_LOADED =
  "import Module from 'node:module';" +
  "process.on('exit', () => console.error(JSON.stringify(Object.keys(Module._cache).filter((file) => file.includes('node_modules')))));";

/** `mle serve` as it is built. `ends` gives its exit code, and which packages it has loaded. */
async function startBuilt(model: string, more: readonly string[] = [], from?: ModelRegistry) {
  const { directory } = from ?? (await servedRegistry());
  const tell = `data:text/javascript,${encodeURIComponent(TELL_LOADED)}`;
  const child = spawn(
    process.execPath,
    [
      ...['--import', tell, command, 'serve', model, '--registry', directory],
      ...['--port', '0', '--json', '--log-level', 'error', ...more],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const told = text(child.stderr);
  const ended = once(child, 'close');
  const line = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended]);
  const ends = async () => {
    child.kill('SIGTERM');
    const [code] = await ended;
    const loaded = JSON.parse((await told).split('\n').at(-2)!) as string[];
    return { code, loaded, told: await told };
  };
  return { first: String(line[0]), ends };
}

const urlIn = (line: string) => (JSON.parse(line) as { readonly url: string }).url;
const ask = (url: string, body: object = day) =>
  fetch(`${url}/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** What V8 says of the compiled form of a bundle, in a process of its own: one that knows the source looks at no file. */
function rejectedWhereNothingIsCompiled(bundle: string): string {
  const loader = JSON.stringify(new URL('../../src/bin/loadBundle.js', import.meta.url));
  const program = `import { loadBundle } from ${loader};
    const { script, exports } = loadBundle(${JSON.stringify(bundle)});
    console.log(script.cachedDataRejected, ...Object.values(exports).map((one) => typeof one));`;
  const args = ['--input-type=module', '--eval', program];
  const [rejected, ...kinds] = execFileSync(process.execPath, args, { encoding: 'utf8' })
    .trim()
    .split(' ');
  expect(kinds).toContain('function');
  return rejected!;
}

describe('mle serve, as it is built', () => {
  it('answers and ends without having loaded a package beside its bundle', async () => {
    const file = join(newFolder(), 'log.jsonl');
    const log = ['--request-log', file];
    const { first, ends } = await startBuilt('storm@1', [...log, '--rate-limit', '2']);
    const url = urlIn(first);
    const statuses = [];
    for (let asked = 0; asked < 3; asked++) statuses.push((await ask(url)).status);
    expect(statuses).toEqual([200, 200, 429]);
    const { code, loaded } = await ends();
    expect([code, loaded]).toEqual([0, []]);
    expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBe(2);
  }, 60_000);

  it('has its page, loaded when somebody asks for it', async () => {
    const { first, ends } = await startBuilt('storm@1');
    const url = urlIn(first);
    const page = await fetch(`${url}/docs`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('swagger-ui')]);
    const style = await fetch(`${url}/docs/static/swagger-ui.css`, { method: 'HEAD' });
    expect([style.status, style.headers.get('content-type')]).toEqual([
      200,
      'text/css; charset=utf-8',
    ]);
    expect((await fetch(`${url}/docs/static/no-such-file`)).status).toBe(404);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('route="docs"');
    const { code, loaded } = await ends();
    expect(code).toBe(0);
    expect(loaded.join()).toContain('swagger-ui');
  }, 60_000);

  it('serves a network, too', async () => {
    const { bundle } = await networkBundle();
    const registry = await ModelRegistry.open(newFolder(), { readers: neuralReaders });
    await registry.publish(bundle, published('net'));
    const { first, ends } = await startBuilt('net@1', [], registry);
    const answer = await ask(urlIn(first), { wind: 3 });
    expect(await answer.json()).toMatchObject({
      prediction: await bundle.predictRecord({ wind: 3 }),
    });
    expect((await ends()).code).toBe(0);
  }, 60_000);

  it.each([
    'mle.cjs',
    'threadTask.cjs',
  ])('is compiled already, and compiled anew where that is lost or harmed: %s', (name) => {
    const kept = join(command, '..', '..', 'dist', 'command', name);
    const bundle = join(newFolder(), name);
    copyFileSync(kept, bundle);
    const compiled = readFileSync(compiledOf(kept));
    const rejected = [undefined, compiled, compiled.subarray(0, compiled.length / 2)].map(
      (bytes) => {
        if (bytes !== undefined) writeFileSync(compiledOf(bundle), bytes);
        return rejectedWhereNothingIsCompiled(bundle);
      },
    );
    expect(rejected).toEqual(['undefined', 'false', 'true']);
  });

  it('says what is wrong as the command does elsewhere', async () => {
    const { ends } = await startBuilt('no-such-model');
    const { code, told } = await ends();
    expect([code, JSON.parse(told.split('\n')[0]!)]).toEqual([
      3,
      { error: expect.objectContaining({ code: 'UNKNOWN_MODEL' }) },
    ]);
  }, 60_000);
});
