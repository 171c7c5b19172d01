import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createRandom, ModelRegistry } from 'mle-kit';
import { expect } from 'vitest';
import { bufferBundle, published, readers } from '../unit/registry/bundles.js';
import { newFolder } from '../unit/registry/newFolder.js';
import { type Job, patternOf } from './registryJobs.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const worker = join(root, 'test', 'faults', 'registryWorker.ts');
const NODE = [
  process.execPath,
  '--conditions=source',
  '--import',
  import.meta.resolve('tsx'),
  worker,
];
const MEGABYTE = 2 ** 20;

interface Worker {
  readonly child: ChildProcess;
  /** What it printed so far. */
  readonly lines: unknown[];
  /** When it has printed "ready". */
  readonly ready: Promise<unknown>;
  readonly ended: Promise<unknown>;
}

function start(job: Job): Worker {
  const [command, ...args] = NODE;
  const child = spawn(command!, [...args, JSON.stringify(job)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: unknown[] = [];
  const reader = createInterface({ input: child.stdout! });
  const ready = once(reader, 'line');
  reader.on('line', (line) => lines.push(JSON.parse(line)));
  return { child, lines, ready, ended: once(child, 'close') };
}

/**
 * Kills publishers of 8 MB at random moments, and after each looks at every byte: no version is
 * torn, none is lost that was acknowledged, no number is left out, and the alias points at a sound
 * one.
 *
 * @returns how many kills left a temporary behind: those that hit the middle of a publish.
 */
export async function killPublishers(
  kills: number,
  seed: number,
): Promise<{ readonly inside: number }> {
  const random = createRandom(seed);
  const directory = newFolder();
  const registry = await ModelRegistry.open(directory, { readers });
  const weights = patternOf(8 * MEGABYTE);
  const begin = () => start({ kind: 'loop', directory, bytes: weights.length });
  let inside = 0;
  let next = begin();
  for (let kill = 1; kill <= kills; kill++) {
    const before = (await registry.list())[0]?.versions ?? [];
    const { child, lines, ready, ended } = next;
    await ready;
    child.stdin!.write('go\n');
    await sleep(random.integer(0, 250));
    child.kill('SIGKILL');
    await ended;
    if (kill < kills) next = begin(); // starts up while we look

    const [summary] = await registry.list();
    const versions = summary?.versions ?? [];
    const last = before[before.length - 1] ?? 0;
    const added = Array.from({ length: versions.length - before.length }, (_, i) => last + 1 + i);
    expect(versions, 'no gap').toEqual([...before, ...added]);
    expect(versions, 'nothing acknowledged is lost').toEqual(
      expect.arrayContaining(lines.slice(1)),
    );
    expect(await registry.verify(), 'nothing is torn').toMatchObject({ faults: [] });
    if (summary?.aliases.staging !== undefined) {
      const { bundle, version } = await registry.get('waves', 'staging');
      expect(versions).toContain(version);
      expect(Buffer.compare(bundle.buffers['layer/weights']!, weights)).toBe(0);
    }
    const { temporaries } = await registry.prune({ olderThanMs: 0, keep: 1 });
    if (temporaries > 0) inside++;
    expect(readdirSync(join(directory, 'tmp')), 'nothing is left over').toEqual([]);
  }
  const newest = (await registry.list())[0]!.versions.slice(-1)[0]!;
  expect(await registry.publish(bufferBundle(weights), published('waves'))).toBe(newest + 1);
  return { inside };
}

/** Publishers in many processes at once: every version is there, each number once, none left out. */
export async function racePublishers(processes: number, each: number): Promise<void> {
  const directory = newFolder();
  const registry = await ModelRegistry.open(directory, { readers });
  const workers = Array.from({ length: processes }, () =>
    start({ kind: 'race', directory, count: each }),
  );
  await Promise.all(workers.map(({ ready }) => ready));
  for (const { child } of workers) child.stdin!.write('go\n');
  await Promise.all(workers.map(({ ended }) => ended));
  const numbers = Array.from({ length: processes * each }, (_, i) => i + 1);
  const told = workers.flatMap(({ lines }) => lines.slice(1) as number[]);
  expect(told.sort((a, b) => a - b)).toEqual(numbers);
  expect((await registry.list())[0]!.versions).toEqual(numbers);
  const report = await registry.verify();
  expect(report).toMatchObject({ versions: numbers.length, faults: [] });
  expect(readdirSync(join(directory, 'tmp'))).toEqual([]);
}

/**
 * Flips every bit position of the header's bytes in turn (one bit of each byte), so many random
 * bits of all files, and cuts each file short: all of it is refused, and the version before stays live.
 */
export async function damageVersion(bytes: number, bits: number, seed: number): Promise<void> {
  const random = createRandom(seed);
  const registry = await ModelRegistry.open(newFolder(), { readers });
  for (const weights of [patternOf(bytes), patternOf(bytes).reverse()]) {
    await registry.publish(bufferBundle(weights), published('waves'));
  }
  const force = { reason: 'a test' };
  await registry.promote('waves', 1, 'production', { force });
  const folder = join(registry.directory, 'models', 'waves', 'versions', '2');
  const files = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return { name, path, sound: readFileSync(path) };
  });
  const refused = async (): Promise<void> => {
    await expect(registry.promote('waves', 2, 'production', { force })).rejects.toMatchObject({
      code: 'CHECKSUM_MISMATCH',
    });
    expect(await registry.resolve('waves', 'production')).toBe(1);
  };

  const header = files.find(({ name }) => name.startsWith('manifest.'))!;
  for (let i = 0; i < header.sound.length; i++) {
    flipBit(header.path, 8 * i + (i % 8));
    await expect(registry.get('waves', 2)).rejects.toMatchObject({ code: 'CHECKSUM_MISMATCH' });
    flipBit(header.path, 8 * i + (i % 8));
  }
  const total = files.reduce((sum, { sound }) => sum + sound.length, 0);
  for (let i = 0; i < bits; i++) {
    let place = random.integer(0, 8 * total);
    const file = files.find(({ sound }) => {
      if (place < 8 * sound.length) return true;
      place -= 8 * sound.length;
      return false;
    })!;
    flipBit(file.path, place);
    await refused();
    flipBit(file.path, place);
  }
  for (const { path, sound } of files) {
    for (const length of [0, 1, random.integer(1, sound.length), sound.length - 1]) {
      truncateSync(path, length);
      await refused();
      const file = openSync(path, 'w');
      writeSync(file, sound);
      closeSync(file);
    }
  }
  const live = await registry.get('waves', 'production');
  expect(live.version).toBe(1);
  expect(Buffer.compare(live.bundle.buffers['layer/weights']!, patternOf(bytes))).toBe(0);
  expect((await registry.verify()).faults).toEqual([]); // every harm was mended
  expect((await registry.promote('waves', 2, 'production', { force })).version).toBe(2);
}

function flipBit(path: string, bit: number): void {
  const file = openSync(path, 'r+');
  const byte = Buffer.alloc(1);
  readSync(file, byte, 0, 1, bit >> 3);
  byte[0]! ^= 1 << (bit & 7);
  writeSync(file, byte, 0, 1, bit >> 3);
  closeSync(file);
}

/** Why no small disk can be mounted here; undefined where it can, in a namespace that ends with us. */
export function noSmallDisk(): string | undefined {
  if (process.platform !== 'linux') return 'small disks are mounted on Linux only';
  const tried = spawnSync('unshare', [...NAMESPACE, 'mount -t tmpfs -o size=1m none /tmp']);
  if (tried.error) return `unshare is not installed (${tried.error.message})`;
  return tried.status === 0 ? undefined : `mounting is not allowed: ${String(tried.stderr).trim()}`;
}

/** Of `unshare`: a shell that may mount. */
export const NAMESPACE = [
  ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
  '--mount',
  'sh',
  '-c',
];

/** What a publisher sees on a disk of 40 MB that gets full. */
export function fillDisk(): unknown {
  const directory = newFolder();
  const job: Job = { kind: 'full', directory, bytes: 8 * MEGABYTE };
  const script = 'mount -t tmpfs -o size=40m none "$0" && exec "$@"';
  const run = spawnSync(
    'unshare',
    [...NAMESPACE, script, directory, ...NODE, JSON.stringify(job)],
    {
      encoding: 'utf8',
    },
  );
  if (run.status !== 0) throw new Error(`exit ${run.status}: ${run.stderr}`);
  return JSON.parse(run.stdout);
}
