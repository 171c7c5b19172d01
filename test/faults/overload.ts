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
  /** Resident megabytes of the service: after the first part of the time, and after the last. */
  readonly memory: readonly [early: number, late: number];
}

/**
 * Sends `times` as many requests as a service can answer, whatever it answers, for `seconds`.
 *
 * The service takes one request at a time (`--max-in-flight 1`): whoever is let in waits until the one
 * before is done, and twice the latency of a service without load leaves room for no more. What it can
 * answer is measured on one that takes all, from clients that wait for their answers; in turn with the
 * overload, a part of it after another, and for as long, since the speed of a virtual machine varies: by a seventh
 * from one two seconds to the next (standard deviation) where a bare loop was timed with nothing beside it.
 */
export async function overloadFor(seconds: number, times: number): Promise<Overload> {
  const parts = Math.max(1, Math.floor(seconds / PART_SECONDS));
  const part = seconds / parts;
  const registry = await slowRegistry();
  const calm = await startServer(registry, ['--drain', '0'], 'slow@1');
  const strict = await startServer(registry, ['--drain', '0', '--max-in-flight', '1'], 'slow@1');
  for (const { url } of [calm, strict]) await closedLoop(url, 1, part); // the compiler learns
  const alone = new Sample();
  const full = new Sample();
  const loaded = new Sample();
  const odd: string[] = [];
  const memory: number[] = [];
  let [sent, refused] = [0, 0];
  for (let k = 0; k < parts; k++) {
    alone.add(await closedLoop(calm.url, 1, part / 4));
    full.add(await closedLoop(calm.url, 4, part));
    const found = await openLoop(strict.url, times * full.rate, part);
    loaded.add(found);
    odd.push(...found.odd);
    sent += found.sent;
    refused += found.refused;
    memory.push(await residentMegabytes(strict.url));
  }
  const agent = new Agent();
  expect(
    (await send(strict.url, agent, PATH, BODY)).status,
    'it answers when the load is gone',
  ).toBe(200);
  agent.destroy();
  for (const { child, ended } of [calm, strict]) {
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  }
  return {
    peak: full.rate,
    unloadedP99: alone.p99,
    offered: sent / loaded.seconds,
    goodput: loaded.rate,
    acceptedP99: loaded.p99,
    accepted: loaded.times.length,
    refused,
    odd,
    memory: [memory[0]!, memory.at(-1)!],
  };
}

/** Seconds after which what it can answer is measured anew. */
const PART_SECONDS = 10;

/** Milliseconds that answers took, gathered in a number of seconds. */
interface Answers {
  readonly times: readonly number[];
  readonly seconds: number;
}

/** What several measurements found together. */
class Sample implements Answers {
  readonly times: number[] = [];
  seconds = 0;

  add({ times, seconds }: Answers): void {
    this.times.push(...times);
    this.seconds += seconds;
  }

  /** Answers a second. */
  get rate(): number {
    return this.times.length / this.seconds;
  }

  get p99(): number {
    const sorted = [...this.times].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(0.99 * sorted.length))] ?? Number.NaN;
  }
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
async function closedLoop(url: string, clients: number, seconds: number): Promise<Answers> {
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
  return { times, seconds: (performance.now() - begin) / 1000 };
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
  agent.destroy();
  return { times, seconds: (performance.now() - begin) / 1000, sent, refused, odd };
}

async function residentMegabytes(url: string): Promise<number> {
  const agent = new Agent();
  const { text } = await send(url, agent, '/metrics', null);
  agent.destroy();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 2 ** 20;
}
