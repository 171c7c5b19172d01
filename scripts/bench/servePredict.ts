import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import {
  createRandom,
  defineSchema,
  hashTable,
  LogisticRegression,
  ModelBundle,
  ModelRegistry,
  Pipeline,
  referenceProfile,
  StandardScaler,
  Table,
} from 'mle-kit';
import type { Benchmark, Run, Work } from './benchmark.js';
import { peersPython } from './startPeer.js';

const COLUMNS = Array.from({ length: 20 }, (_, j) => `x${j}`);
const ROWS = 2000;
const SECONDS = 3;
const root = join(import.meta.dirname, '..', '..');

/** Both sides are asked by wrk, one thread, 32 connections; a side is one process. */
export const benchmark: Benchmark = {
  title: 'predict, one row of 20, 1,000 requests: wrk -t1 -c32, one process, metrics and drift on',
  peer: 'FastAPI + uvicorn + scikit-learn',
  atMost: 0.083, // twelve times as many a second
  threads: 1,
  tolerance: 1e-4, // two optimisers of the same model
  async prepare(folder) {
    const { table, y } = writeData(folder);
    const steps = [new StandardScaler()];
    const pipeline = new Pipeline({ steps, model: new LogisticRegression() }).fit(table, y);
    const bundle = new ModelBundle({
      pipeline,
      input: defineSchema(COLUMNS.map((name) => [name, { kind: 'number', range: [-100, 100] }])),
      output: { kind: 'classification', name: 'y', classes: [0, 1] },
      reference: referenceProfile(table),
    });
    const directory = join(folder, 'registry');
    const registry = await ModelRegistry.open(directory);
    const version = await registry.publish(bundle, {
      name: 'bench',
      metrics: { rocAuc: { estimate: 0.9, low: 0.8, high: 1, level: 0.95 } },
      dataset: { name: 'made for the benchmark', sha256: hashTable(table), rows: ROWS },
    });
    return asked(folder, process.execPath, [
      join(root, 'src', 'bin', 'mle.js'),
      ...['serve', `bench@${version}`, '--registry', directory, '--port', '0', '--json'],
      ...['--log-level', 'error'],
    ]);
  },
  preparePeer(folder) {
    return asked(folder, peersPython(root), [
      '-B',
      join(import.meta.dirname, 'peers', 'serve_predict.py'),
      folder,
    ]);
  },
};

/** The same rows for both. */
function writeData(folder: string): { readonly table: Table; readonly y: number[] } {
  const random = createRandom(12);
  const columns = COLUMNS.map(
    (name) => [name, Array.from({ length: ROWS }, () => random.normal())] as const,
  );
  const table = Table.from(columns);
  const y = Array.from({ length: ROWS }, (_, i) => {
    const sum = columns[0]![1][i]! - columns[1]![1][i]! + 0.5 * columns[2]![1][i]!;
    return sum + random.normal() > 0 ? 1 : 0;
  });
  const record = Object.fromEntries(COLUMNS.map((name, j) => [name, (j - 9) / 10]));
  writeFileSync(
    join(folder, 'data.json'),
    JSON.stringify({ columns: Object.fromEntries(columns), y }),
  );
  writeFileSync(join(folder, 'record.json'), JSON.stringify(record));
  writeFileSync(
    join(folder, 'post.lua'),
    `wrk.method = "POST"\nwrk.body = [[${JSON.stringify(record)}]]\n` +
      'wrk.headers["content-type"] = "application/json"\n',
  );
  return { table, y };
}

/** A service that says in one JSON line where it listens, asked by wrk: milliseconds for 1,000 answers. */
async function asked(folder: string, command: string, args: readonly string[]): Promise<Work> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  process.on('exit', () => child.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  child.unref(); // it runs on, and keeps nobody waiting
  (child.stdout as Socket).unref();
  const url = `${(JSON.parse(line) as { readonly url: string }).url}/predict`;
  return async (): Promise<Run> => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: readFileSync(join(folder, 'record.json'), 'utf8'),
    });
    const { probabilities } = (await answer.json()) as { probabilities: Record<string, number> };
    return { amount: await milliseconds(folder, url), answer: [probabilities['1']!] };
  };
}

/** Of one wrk run. @throws where any answer was not 2xx, or wrk is not there */
async function milliseconds(folder: string, url: string): Promise<number> {
  const script = join(folder, 'post.lua');
  const args = ['-t1', '-c32', `-d${SECONDS}s`, '-s', script, url];
  const wrk = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  wrk.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  await once(wrk, 'close');
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(told)?.[1]);
  const failed = /Non-2xx or 3xx responses: \d+|Socket errors: .*/.exec(told)?.[0];
  if (failed !== undefined || !(rate > 0)) {
    throw new Error(`bench servePredict: ${failed ?? 'wrk told no rate'}\n${told}`);
  }
  return 1e6 / rate;
}
