import { type ChildProcess, spawn } from 'node:child_process';
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
import type { Run, Work } from './benchmark.js';
import { peersPython, runPeer } from './startPeer.js';

const COLUMNS = Array.from({ length: 20 }, (_, j) => `x${j}`);
const ROWS = 2000;
const SECONDS = Number(process.env.MLE_BENCH_SECONDS ?? 3);
const root = join(import.meta.dirname, '..', '..');

/** How a service is started. */
export type Command = readonly [program: string, ...args: string[]];

/** What a service computes with. */
export type PeerModel = 'sklearn' | 'numpy';

/** Our service of a logistic regression on 20 columns; its data are written for the peer, too. */
export async function projectService(folder: string): Promise<Command> {
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
  return [
    process.execPath,
    join(root, 'src', 'bin', 'mle.js'),
    ...['serve', `bench@${version}`, '--registry', directory, '--port', '0', '--json'],
    ...['--log-level', 'error'],
  ];
}

/** The same in FastAPI on uvicorn, with the model stored, not trained at its start. */
export async function peerService(folder: string, model: PeerModel): Promise<Command> {
  const python = peersPython(root);
  const script = join(import.meta.dirname, 'peers', 'serve_predict.py');
  await runPeer(python, 'serve_predict.py', [folder, 'train'], 1);
  return [python, script, folder, model];
}

/** A service that runs until this process ends. */
export interface Service {
  readonly url: string;
  readonly child: ChildProcess;
}

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a service that says in one JSON line where it listens. */
export async function startService([command, ...args]: Command): Promise<Service> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  child.unref(); // it runs on, and keeps nobody waiting
  (child.stdout as Socket).unref();
  return { url: (JSON.parse(line) as { readonly url: string }).url, child };
}

/** One record of a request, or a list of them. */
export function requestBody(folder: string, path: '/predict' | '/predict/batch'): string {
  return readFileSync(join(folder, path === '/predict' ? 'record.json' : 'records.json'), 'utf8');
}

/** The probabilities of class 1 in an answer. @throws where it is not 200 */
export async function ask(url: string, body: string): Promise<number[]> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  if (answer.status !== 200) throw new Error(`bench: ${answer.status} ${await answer.text()}`);
  const { predictions, ...one } = (await answer.json()) as Answer & { predictions?: Answer[] };
  return (predictions ?? [one]).map(({ probabilities }) => probabilities['1']!);
}

interface Answer {
  readonly probabilities: Readonly<Record<string, number>>;
}

/** What `wrk` is to measure. */
export interface Asked {
  readonly path: '/predict' | '/predict/batch';
  /** Processes of the service, each asked by a wrk of its own, all at the same time. */
  readonly processes: number;
  /** Of each wrk. */
  readonly connections: number;
  /** Milliseconds for 1,000 answers, or those in which 99 of 100 requests are answered. */
  readonly measure: 'time' | 'p99';
}

/** Services of one kind, asked by wrk. */
export async function asked(folder: string, command: Command, how: Asked): Promise<Work> {
  const body = requestBody(folder, how.path);
  const script = join(folder, `post${how.path.replaceAll('/', '-')}.lua`);
  writeFileSync(
    script,
    `wrk.method = "POST"\nwrk.body = [=[${body}]=]\nwrk.headers["content-type"] = "application/json"\n`,
  );
  const services = await Promise.all(
    Array.from({ length: how.processes }, () => startService(command)),
  );
  const urls = services.map(({ url }) => `${url}${how.path}`);
  return async (): Promise<Run> => {
    const answer = await ask(urls[0]!, body);
    const found = await Promise.all(urls.map((url) => runWrk(script, url, how.connections)));
    const rate = found.reduce((sum, one) => sum + one.rate, 0);
    const p99 = Math.max(...found.map((one) => one.p99));
    return { amount: how.measure === 'time' ? 1e6 / rate : p99, answer };
  };
}

/** @throws where any answer was not 2xx, or wrk is not there */
async function runWrk(
  script: string,
  url: string,
  connections: number,
): Promise<{ readonly rate: number; readonly p99: number }> {
  const args = ['-t1', `-c${connections}`, `-d${SECONDS}s`, '--latency', '-s', script, url];
  const wrk = spawn('wrk', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  wrk.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  await once(wrk, 'close');
  const rate = Number(/Requests\/sec:\s+([\d.]+)/.exec(told)?.[1]);
  const [, time, unit] = /99%\s+([\d.]+)(us|ms|s)\b/.exec(told) ?? [];
  const failed = /Non-2xx or 3xx responses: \d+|Socket errors: .*/.exec(told)?.[0];
  if (failed !== undefined || !(rate > 0) || unit === undefined) {
    throw new Error(`bench: ${failed ?? 'wrk told no rate'} at ${url}\n${told}`);
  }
  return { rate, p99: Number(time) * (unit === 'us' ? 1e-3 : unit === 's' ? 1e3 : 1) };
}

/** The same rows for both: data.json to learn from, record.json and records.json to ask with. */
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
  const record = (shift: number) =>
    Object.fromEntries(COLUMNS.map((name, j) => [name, (j - 9 + shift) / 10]));
  const write = (name: string, what: unknown) =>
    writeFileSync(join(folder, name), JSON.stringify(what));
  write('data.json', { columns: Object.fromEntries(columns), y });
  write('record.json', record(0));
  write(
    'records.json',
    Array.from({ length: 64 }, (_, i) => record(i % 7)),
  );
  return { table, y };
}
