import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createRandom,
  defineSchema,
  KNeighborsClassifier,
  ModelBundle,
  ModelRegistry,
  Pipeline,
  referenceProfile,
  StandardScaler,
  Table,
} from 'mle-kit';
import { expect } from 'vitest';
import { published } from '../unit/registry/bundles.js';
import { newFolder } from '../unit/registry/newFolder.js';
import { send, startServer } from './serving.js';

const COLUMNS = Array.from({ length: 20 }, (_, j) => `x${j}`);
/**
 * A request is 64 records for a model that compares each with all these rows: some ten milliseconds of
 * arithmetic, beside which its bytes are little. The rows fit a core's own cache, since in memory that cores share
 * those who send the load would slow the model down as well.
 */
const ROWS = 2000;
const RECORDS = 64;
const RECORD = Object.fromEntries(COLUMNS.map((name) => [name, 0]));
const PATH = '/predict/batch';
const BODY = JSON.stringify(Array.from({ length: RECORDS }, () => RECORD));
/** How often the load is topped up, in milliseconds. */
const TICK_MS = 2;

/** What came of a time with too many requests. */
export interface Overload {
  /** Answers a second of a service that is never asked too much. */
  readonly peak: number;
  /** Milliseconds in which it answers 99 of 100 requests of a single client. */
  readonly unloadedP99: number;
  /** Requests a second that were sent. */
  readonly offered: number;
  /** Answers a second, and the milliseconds in which 99 of 100 of them came. */
  readonly goodput: number;
  readonly acceptedP99: number;
  readonly accepted: number;
  readonly refused: number;
  /** Whatever is neither an answer nor a refusal with Retry-After. */
  readonly odd: readonly string[];
  /** Resident megabytes of the service: after a fifth of the time, and at its end. */
  readonly memory: readonly [early: number, late: number];
}

/**
 * Sends `times` as many requests as a service can answer, whatever it answers, for `seconds`.
 *
 * The service takes one request at a time (`--max-in-flight 1`): whoever is let in waits until the one
 * before is done, and twice the latency of a service without load leaves room for no more. What it can
 * answer is measured on one that takes all, from clients that wait for their answers; before and
 * after, and for long, since the speed of a virtual machine varies: by a seventh from one two seconds to the
 * next (standard deviation) where a bare loop was timed with nothing beside it.
 */
export async function overloadFor(seconds: number, times: number): Promise<Overload> {
  const registry = await slowRegistry();
  const calm = await startServer(registry, ['--drain', '0'], 'slow@1');
  const strict = await startServer(registry, ['--drain', '0', '--max-in-flight', '1'], 'slow@1');
  const measured = Math.min(20, seconds / 2);
  for (const { url } of [calm, strict]) await closedLoop(url, 1, measured / 5); // the compiler learns
  const before = await capacity(calm.url, measured);
  const memory = [sleep(200 * seconds), sleep(1000 * seconds)].map((time) =>
    time.then(() => residentMegabytes(strict.url)),
  );
  const found = await openLoop(strict.url, times * before.peak, seconds);
  const [early, late] = await Promise.all(memory);
  const agent = new Agent();
  expect(
    (await send(strict.url, agent, PATH, BODY)).status,
    'it answers when the load is gone',
  ).toBe(200);
  agent.destroy();
  const after = await capacity(calm.url, measured);
  for (const { child, ended } of [calm, strict]) {
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  }
  const unloadedP99 = quantile([...before.times, ...after.times], 0.99);
  return {
    peak: (before.peak + after.peak) / 2,
    unloadedP99,
    ...found,
    memory: [early!, late!],
  };
}

/** Answers a second that four clients get, and the times in which a single one is answered. */
async function capacity(url: string, seconds: number) {
  const { times } = await closedLoop(url, 1, seconds / 2);
  return { times, peak: (await closedLoop(url, 4, seconds)).rate };
}

/** A model that looks at nearly all its training rows for each record: the nearest neighbours in 20 dimensions. */
async function slowRegistry(): Promise<ModelRegistry> {
  const random = createRandom(9);
  const columns = COLUMNS.map(
    (name) => [name, Float64Array.from({ length: ROWS }, () => random.normal())] as const,
  );
  const table = Table.from(columns);
  const y = Array.from({ length: ROWS }, () => (random.uniform() < 0.5 ? 'no' : 'yes'));
  const steps = [new StandardScaler()];
  const bundle = new ModelBundle({
    pipeline: new Pipeline({ steps, model: new KNeighborsClassifier() }).fit(table, y),
    input: defineSchema(COLUMNS.map((name) => [name, { kind: 'number' }])),
    output: { kind: 'classification', name: 'y', classes: ['no', 'yes'] },
    reference: referenceProfile(table),
  });
  const registry = await ModelRegistry.open(newFolder());
  await registry.publish(bundle, published('slow'));
  return registry;
}

/** Clients that ask again as soon as they are answered. */
async function closedLoop(
  url: string,
  clients: number,
  seconds: number,
): Promise<{ readonly rate: number; readonly times: readonly number[] }> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  const begin = performance.now();
  const one = async (): Promise<void> => {
    while (performance.now() - begin < 1000 * seconds) {
      const asked = performance.now();
      const { status } = await send(url, agent, PATH, BODY);
      if (status === 200) times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: clients }, one));
  agent.destroy();
  return { rate: (1000 * times.length) / (performance.now() - begin), times };
}

/** So many requests a second, whether the ones before are answered or not. */
async function openLoop(url: string, rate: number, seconds: number) {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  const odd: string[] = [];
  let [sent, refused] = [0, 0];
  const one = async (): Promise<void> => {
    const asked = performance.now();
    try {
      const { status, headers } = await send(url, agent, PATH, BODY);
      if (status === 200) times.push(performance.now() - asked);
      else if (status === 503 && headers['retry-after'] === '1') refused++;
      else odd.push(`${status}`);
    } catch (cause) {
      odd.push(String(cause));
    }
  };
  const begin = performance.now();
  const all: Promise<void>[] = [];
  for (let passed = 0; passed < seconds; passed = (performance.now() - begin) / 1000) {
    for (; sent < rate * passed; sent++) all.push(one());
    await sleep(TICK_MS);
  }
  await Promise.all(all);
  const took = (performance.now() - begin) / 1000;
  agent.destroy();
  return {
    offered: sent / took,
    goodput: times.length / took,
    acceptedP99: quantile(times, 0.99),
    accepted: times.length,
    refused,
    odd,
  };
}

async function residentMegabytes(url: string): Promise<number> {
  const agent = new Agent();
  const { text } = await send(url, agent, '/metrics', null);
  agent.destroy();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 2 ** 20;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
