import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));
const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
type Environment = Readonly<Record<string, string>>;

let folder: string;
let root: string;

/** A course without content: real set-up scripts, false tools, in a folder of its own. */
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'mle-setup-')));
  root = join(folder, 'course');
  cpSync(join(project, 'src', 'bin'), join(root, 'src', 'bin'), { recursive: true });
  for (const part of ['setup.mjs', 'setup', 'python']) {
    cpSync(join(project, 'scripts', part), join(root, 'scripts', part), { recursive: true });
  }
  const files = {
    'package.json': '{"type":"module"}',
    'package-lock.json': JSON.stringify({
      packages: { '': {}, 'node_modules/typescript': { version: '7.0.2' } },
    }),
    'tsconfig.json': '{}',
    'src/tsconfig.json': '{}',
    'src/index.ts': 'export {};\n',
    'src/helper.py': 'print(1)\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  mkdirSync(join(folder, 'bin'));
  // Says what the tools are, whatever a package.json above the temporary folder says.
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}');
  addTool('npm');
  addTool('python3');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function addTool(name: string): string {
  const path = join(folder, 'bin', name);
  writeFileSync(path, `#!${process.execPath}\n${readFileSync(fixture('fake-tool.cjs'), 'utf8')}`);
  chmodSync(path, 0o755);
  return path;
}

function start(environment: Environment = {}, args: readonly string[] = []): ChildProcess {
  return spawn(process.execPath, [join(root, 'scripts', 'setup.mjs'), ...args], {
    cwd: folder,
    env: {
      PATH: join(folder, 'bin'),
      FAKE_CALLS: join(folder, 'calls'),
      SPAWN_SPY: join(folder, 'spawned'),
      NODE_OPTIONS: `--require ${JSON.stringify(fixture('spawn-spy.cjs'))}`,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

const setUp = (environment?: Environment, args?: readonly string[]) =>
  outcomeOf(start(environment, args));

/** What was called since the last look, one line a call. */
function taken(name: 'calls' | 'spawned'): string[] {
  const path = join(folder, name);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  rmSync(path);
  return lines;
}

const callsOf = (pattern: RegExp) => taken('calls').filter((line) => pattern.test(line));

const WAITING = /^Another set-up \(process \d+\) is at work in this folder: waiting for it\.$/gm;

/** Starts one more set-up, and returns when it has said that it waits: its outcome, still to come. */
async function waiting(): Promise<readonly [Promise<Outcome>]> {
  const child = start();
  const outcome = outcomeOf(child);
  let said = '';
  child.stdout?.on('data', (text: string) => {
    said += text;
  });
  await vi.waitFor(() => expect(said).toMatch(WAITING), { timeout: 10_000, interval: 50 });
  return [outcome];
}

/** Lets a held npm finish. */
const release = () => writeFileSync(join(folder, 'calls.release'), '');

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// The false tools are scripts with a first line that Windows does not read.
describe.skipIf(process.platform === 'win32')('set-up', { timeout: 30_000 }, () => {
  it('brings everything in order, a line a step, and nothing the second time', async () => {
    const first = await setUp();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const named = [...first.stdout.matchAll(/✓ (.*?) {2,}[\d.]+ s/g)].map((match) => match[1]);
    expect(named).toEqual([
      'npm packages',
      'Python packages',
      'native TensorFlow',
      'mle-kit',
      'notebook kernel',
    ]);
    expect(existsSync(join(root, 'src/dist/index.js'))).toBe(true);
    expect(existsSync(join(root, 'src/dist/helper.py'))).toBe(true);
    expect(existsSync(join(root, 'build/setup.lock'))).toBe(false);

    taken('spawned');
    const second = await setUp();
    expect(second.stdout).toMatch(/^Set-up: nothing to do \([\d.]+ s\)\n$/);
    expect(taken('spawned')).toEqual([]); // no process, so no network either
    expect((await setUp({}, ['--quiet'])).stdout).toBe('');
  });

  it('writes a kernel that starts from any folder', async () => {
    await setUp();
    const spec = JSON.parse(
      readFileSync(join(root, '.venv/share/jupyter/kernels/tslab/kernel.json'), 'utf8'),
    );
    expect(spec.argv).toEqual([
      process.execPath,
      '--require',
      join(root, 'scripts/kernel/preload.cjs'),
      join(root, 'node_modules/tslab/bin/tslab'),
      'kernel',
      '--config-path',
      '{connection_file}',
    ]);
    expect(spec).toMatchObject({
      display_name: 'TypeScript (tslab)',
      language: 'typescript',
      env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_ENABLE_ONEDNN_OPTS: '0' },
    });
    // JupyterLab carries CommonJS tools, for which the root's "type": "module" must not hold.
    expect(readFileSync(join(root, '.venv/package.json'), 'utf8')).toContain('commonjs');
  });

  it.each([
    [
      'source',
      () => writeFileSync(join(root, 'src/index.ts'), 'export const a = 1;\n'),
      ['mle-kit'],
    ],
    ['npm lock', () => editLock(), ['npm packages', 'native TensorFlow', 'mle-kit']],
    [
      'requirement',
      () => writeFileSync(join(root, 'scripts/python/requirements.txt'), 'anyio==4.0.0\n'),
      ['Python packages'],
    ],
    ['deleted build', () => rmSync(join(root, 'src/dist'), { recursive: true }), ['mle-kit']],
  ])('makes again what a changed %s asks for, and only that', async (_, change, steps) => {
    await setUp();
    change();
    const { code, stdout } = await setUp({ FAKE_PYTHON: 'drifted' }, ['--quiet']);
    expect(code).toBe(0);
    const made = [...stdout.matchAll(/✓ (.*?) {2,}[\d.]+ s/g)].map((match) => match[1]);
    // Native TensorFlow is made only where a compiler is found; all else must be.
    expect(made).toEqual(
      steps.filter((name) => name !== 'native TensorFlow' || made.includes(name)),
    );
  });

  function editLock(): void {
    const packages = { '': {}, 'node_modules/typescript': { version: '7.0.3' } };
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
  }

  it('keeps what is sound when the stamp is gone', async () => {
    await setUp();
    rmSync(join(root, 'build'), { recursive: true });
    taken('calls');
    const { code, stdout } = await setUp();
    expect(code).toBe(0);
    expect(stdout).toMatch(/npm packages +kept\n.*Python packages +kept\n/);
    expect(callsOf(/npm ci|venv|pip install/)).toEqual([]);
  });

  it('makes a moved virtual environment anew, says why, and keeps the npm packages', async () => {
    await setUp();
    taken('calls');
    const old = root;
    root = join(folder, 'elsewhere');
    renameSync(old, root);
    const { code, stdout } = await setUp();
    expect(code).toBe(0);
    expect(stdout).toContain(
      `.venv was made in ${old}/.venv, and a virtual environment cannot be moved: making it again`,
    );
    expect(callsOf(/npm ci|venv/)).toEqual([`python -m venv ${join(root, '.venv')}`]);
    const spec = readFileSync(join(root, '.venv/share/jupyter/kernels/tslab/kernel.json'), 'utf8');
    expect(spec).toContain(root);
    expect(spec).not.toContain(`${old}/`);
  });

  it('runs on WebAssembly without a compiler, and takes the compiler when it comes', async () => {
    const without = await setUp();
    expect(without.stdout).toMatch(
      /no C\+\+ compiler was found: TensorFlow runs on WebAssembly\. For the native one: {2}(sudo apt install g\+\+|xcode-select --install) && node scripts\/setup\.mjs\n/,
    );
    addTool('c++');
    taken('calls');
    const { code, stdout } = await setUp({ CXX: join(folder, 'bin', 'c++') });
    expect(code).toBe(0);
    expect(callsOf(/^cxx/)).toHaveLength(1);
    expect(stdout).toContain('it does not load'); // the false compiler's work
    expect(stdout).toContain('WebAssembly');
  });

  it('runs on WebAssembly when the compiler fails, with its last words', async () => {
    addTool('c++');
    const environment = { CXX: join(folder, 'bin', 'c++'), FAKE_CXX: 'broken' };
    const { code, stdout } = await setUp(environment);
    expect(code).toBe(0);
    expect(stdout).toContain('the compiler failed: TensorFlow runs on WebAssembly');
    expect(stdout).toContain('      tfjs_backend.cc:1:10: fatal error: no such thing\n');
    taken('spawned');
    expect((await setUp(environment)).stdout).toContain('nothing to do');
    expect(taken('spawned')).toEqual([]);
  });

  it.each<[string, Environment, string, string]>([
    [
      'no npm registry',
      { FAKE_NPM: 'offline' },
      'The npm registry cannot be reached',
      'HTTPS_PROXY=',
    ],
    ['a full disk', { FAKE_NPM: 'full' }, 'The disk is full.', 'df -h .'],
    ['files of another user', { FAKE_NPM: 'foreign' }, 'npm may not write here', 'sudo chown'],
    [
      'a lock that is behind',
      { FAKE_NPM: 'lock' },
      'package-lock.json does not match',
      'npm install',
    ],
    ['an old Python', { FAKE_PYTHON: 'old' }, 'only 3.8 (/fake/python3)', 'python'],
    ['a Python without venv', { FAKE_PYTHON: 'bare' }, 'without venv and ensurepip', 'python'],
    [
      'a wrong MLE_PYTHON',
      { MLE_PYTHON: '/no/python' },
      'MLE_PYTHON is "/no/python"',
      'MLE_PYTHON=',
    ],
    [
      'no Python registry',
      { FAKE_PIP: 'offline' },
      'The Python registry cannot be reached',
      'HTTPS_PROXY=',
    ],
  ])('says in one sentence what is wrong and what mends it: %s', async (_, environment, sentence, remedy) => {
    const { code, stderr } = await setUp(environment);
    expect(code).toBe(1);
    const [first, second, ...rest] = stderr.trimEnd().split('\n');
    expect(first).toContain(sentence);
    expect(second).toMatch(/^Mend it with: {2}/);
    expect(second).toContain(remedy);
    expect(rest).toEqual([]); // no stack, nothing of npm's or pip's own words
    expect(await setUp()).toMatchObject({ code: 0 });
  });

  it('says that there is no Python at all', async () => {
    rmSync(join(folder, 'bin', 'python3'));
    const { code, stderr } = await setUp();
    expect(code).toBe(1);
    expect(stderr).toMatch(/^No Python 3\.10 or later was found\.\nMend it with: {2}\S.*\n$/);
  });

  it('says that npm is too old', async () => {
    const npm = join(folder, 'npm');
    mkdirSync(join(npm, 'bin'), { recursive: true });
    writeFileSync(join(npm, 'bin', 'npm-cli.js'), '');
    writeFileSync(join(npm, 'package.json'), '{"version":"6.14.18"}');
    const { code, stderr } = await setUp({ npm_execpath: join(npm, 'bin', 'npm-cli.js') });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^npm 6\.14\.18 is too old: 9 or later is needed\.\nMend it with: {2}npm install --global/,
    );
  });

  it('has npm bring all packages, and says so where it does not', async () => {
    const { code, stderr } = await setUp({ FAKE_NPM: 'sparing' });
    expect(callsOf(/npm ci/)).toEqual(['npm ci --include=dev --include=optional']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^npm ci has ended well, but node_modules\/typescript is missing: .*\nMend it with: {2}npm config list/,
    );
    expect(await setUp()).toMatchObject({ code: 0 }); // the stamp vouched for nothing
  });

  it('shows the last words of a fault that it does not know, and where the rest is', async () => {
    const { code, stderr } = await setUp({ FAKE_NPM: 'odd' });
    expect(code).toBe(1);
    expect(stderr).toContain(
      `npm ci failed; the whole output is in ${join(root, 'build/setup.log')}.`,
    );
    expect(stderr).toContain('\n    something nobody has seen before\n');
    expect(readFileSync(join(root, 'build/setup.log'), 'utf8')).toContain('nobody has seen');
  });

  it('says that the library does not compile, and where', async () => {
    writeFileSync(join(root, 'src/index.ts'), 'wrong\n');
    const { code, stderr } = await setUp();
    expect(code).toBe(1);
    expect(stderr).toContain('The library in src does not compile.');
    expect(stderr).toContain('    src/index.ts(1,1): error TS2322');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('says that the command cannot be bundled, and what was missing', async () => {
    const { code, stderr } = await setUp({ FAKE_BUNDLER: 'broken' });
    expect(code).toBe(1);
    expect(stderr).toContain('The mle command cannot be bundled.');
    expect(stderr).toContain('    Could not resolve "nothing"');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('says that the bundled command does not run, and why', async () => {
    const { code, stderr } = await setUp({ FAKE_BUNDLER: 'harmful' });
    expect(code).toBe(1);
    expect(stderr).toContain('The mle command cannot be bundled.');
    expect(stderr).toContain('Error: nothing to run');
  });

  it('refuses an option that it does not have', async () => {
    const { code, stderr } = await setUp({}, ['--quite']);
    expect(code).toBe(1);
    expect(stderr).toContain('Unknown option --quite.');
  });

  it.each([
    'SIGINT',
    'SIGTERM',
  ] as const)('ends its children on %s, and the next run goes on', async (signal) => {
    const child = start({ FAKE_NPM: 'slow60' });
    const finished = outcomeOf(child);
    const npm = await vi.waitFor(runningChild, { timeout: 10_000, interval: 50 });
    child.kill(signal);
    expect((await finished).code).toBe(130);
    expect(isRunning(npm)).toBe(false);
    expect(existsSync(join(root, 'build/setup.lock'))).toBe(false);
    taken('calls');
    expect(await setUp()).toMatchObject({ code: 0 });
    expect(callsOf(/npm ci/)).toHaveLength(1);
  });

  it('makes a virtual environment anew whose packages were cut off half way', async () => {
    const child = start({ FAKE_PIP: 'slow60' });
    const finished = outcomeOf(child);
    await vi.waitFor(
      () => expect(readFileSync(join(folder, 'calls'), 'utf8')).toContain('pip install'),
      {
        timeout: 10_000,
        interval: 50,
      },
    );
    child.kill('SIGINT');
    await finished;
    taken('calls');
    expect(await setUp()).toMatchObject({ code: 0 });
    expect(callsOf(/npm ci|-m venv/)).toEqual([`python -m venv ${join(root, '.venv')}`]);
  });

  it('waits for the orphan of a set-up that was killed, then starts over', async () => {
    const child = start({ FAKE_NPM: 'held' });
    const killed = outcomeOf(child);
    const npm = await vi.waitFor(runningChild, { timeout: 10_000, interval: 50 });
    child.kill('SIGKILL');
    await killed;
    expect(isRunning(npm)).toBe(true);
    const [finished] = await waiting();
    expect(isRunning(npm)).toBe(true);
    release();
    expect((await finished).code).toBe(0);
    expect(isRunning(npm)).toBe(false);
    expect(callsOf(/npm ci/)).toHaveLength(2); // what nobody saw to its end is not trusted
  });

  it('lets two at once wait for each other: one works, the other finds it done', async () => {
    const first = setUp({ FAKE_NPM: 'held' });
    await vi.waitFor(runningChild, { timeout: 10_000, interval: 50 });
    const [second] = await waiting();
    release();
    const outcomes = await Promise.all([first, second]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    expect(outcomes.map(({ stdout }) => stdout.match(WAITING)?.length ?? 0)).toEqual([0, 1]);
    expect(callsOf(/npm ci/)).toHaveLength(1);
  });

  it('lets one of two work that begin in the same moment', async () => {
    const outcomes = await Promise.all([setUp(), setUp()]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    expect(callsOf(/npm ci/)).toHaveLength(1);
  });

  it.each([
    ['a dead holder', () => JSON.stringify({ pid: 2 ** 30, host: hostname(), token: 'x' }), 0],
    ['half a file, long ago', () => '{"pi', 120],
    [
      'a pid that another process has now',
      () => JSON.stringify({ pid: process.pid, host: hostname(), token: 'x' }),
      120,
    ],
  ])('takes over the lock of %s', async (_, content, ageSeconds) => {
    const lock = join(root, 'build/setup.lock');
    mkdirSync(join(root, 'build'));
    writeFileSync(lock, content());
    const then = new Date(Date.now() - ageSeconds * 1000);
    utimesSync(lock, then, then);
    const { code, stdout } = await setUp();
    expect(code).toBe(0);
    expect(stdout).not.toContain('waiting');
    expect(existsSync(lock)).toBe(false);
  });

  /** The process that the lock says is at work, once it is. */
  function runningChild(): number {
    const { child } = JSON.parse(readFileSync(join(root, 'build/setup.lock'), 'utf8'));
    if (!readFileSync(join(folder, 'calls'), 'utf8').includes('npm ci')) throw new Error('not yet');
    return child as number;
  }
});
