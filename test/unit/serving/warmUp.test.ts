import {
  ColumnTransformer,
  defineSchema,
  FittedPipeline,
  type Matrix,
  MlError,
  ModelBundle,
  ModelRegistry,
  OneHotEncoder,
  Pipeline,
  type Predictor,
  Ridge,
  referenceProfile,
  StandardScaler,
  Table,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { published } from '../registry/bundles.js';
import { newFolder } from '../registry/newFolder.js';
import { serve } from './servers.js';

/** So many codes that the profile keeps none as it is: no made-up record fits the pattern. */
const ROWS = 300;
const stations = Table.from({
  code: Array.from({ length: ROWS }, (_, i) => `AB${1000 + i}`),
  wind: Array.from({ length: ROWS }, (_, i) => i % 20),
});
const winds = stations.select(['wind']);

type Answering = (rows: number) => Float64Array;

/** A model that does what a test says, and tells how often it was asked, and let go. */
class Puppet implements Predictor {
  readonly state = { kind: 'puppet' };
  asked = 0;
  disposed = 0;
  constructor(readonly answer: Answering) {}
  predict({ rows }: Matrix): Float64Array {
    this.asked++;
    return this.answer(rows);
  }
  dispose(): void {
    this.disposed++;
  }
}

const zeros: Answering = (rows) => new Float64Array(rows);
const broken: Answering = () => {
  throw new Error('it cannot');
};
const picky: Answering = () => {
  throw new MlError('UNKNOWN_CATEGORY', 'No such code.');
};

function bundleOf(columns: Table): ModelBundle {
  const coded = columns.columnNames.includes('code');
  const wind = { columns: ['wind'], steps: [new StandardScaler()] };
  const code = { columns: ['code'], steps: [new OneHotEncoder({ unseen: 'zeros' })] };
  const parts = coded ? [code, wind] : [wind];
  const pipeline = new Pipeline({ steps: [new ColumnTransformer({ parts })], model: new Ridge() });
  const { steps } = pipeline.fit(columns, stations.number('wind'));
  return new ModelBundle({
    pipeline: new FittedPipeline<Predictor>(steps, new Puppet(zeros)),
    input: defineSchema({
      ...(coded ? { code: { kind: 'string', pattern: '[A-Z]{2}[0-9]{4}' } as const } : {}),
      wind: { kind: 'number' },
    }),
    output: { kind: 'regression', name: 'waves' },
    reference: referenceProfile(columns),
  });
}

/** The turn of the event loop, while a version is swapped. */
let turn = 0;

/** A service of version 1, which answers zeros, that is asked to take version 2. */
async function swapTo(answer: Answering, columns: Table) {
  const puppets: Puppet[] = [];
  const answers = [zeros, answer];
  const puppet = () => {
    puppets.push(new Puppet(answers[puppets.length]!));
    return puppets.at(-1)!;
  };
  const registry = await ModelRegistry.open(newFolder(), { readers: { puppet } });
  for (let i = 0; i < 2; i++) await registry.publish(bundleOf(columns), published('storm'));
  await registry.promote('storm', 1, 'staging');
  const server = await serve(registry);
  await registry.promote('storm', 2, 'staging');
  const swapping = server.refresh();
  let swapped = false;
  void swapping.then(() => {
    swapped = true;
  });
  for (; !swapped; turn++) await new Promise((done) => setImmediate(done));
  return { live: server.status.live, before: puppets[0]!, next: puppets[1]!, server };
}

describe('a new version none of whose made-up records fits its schema', () => {
  it('is refused all the same when it fails, and let go', async () => {
    const { live, before, next, server } = await swapTo(broken, stations);
    expect([live, next.asked, next.disposed, before.disposed]).toEqual([1, 1, 1, 0]);
    const body = { code: 'AB1000', wind: 3 };
    expect((await server.inject({ method: 'POST', url: '/predict', body })).statusCode).toBe(200);
  });

  it('may refuse them', async () => {
    const { live, next } = await swapTo(picky, stations);
    expect([live, next.asked]).toEqual([2, 3]);
  });
});

describe('a new version whose examples fit', () => {
  it('has to answer them', async () => {
    expect((await swapTo(picky, winds)).live).toBe(1);
    expect((await swapTo(zeros, winds)).live).toBe(2);
  });

  it('answers them for some 50 ms at most, and lets others have their turn', async () => {
    const turns: number[] = [];
    const slow: Answering = (rows) => {
      turns.push(turn);
      const end = performance.now() + 5;
      while (performance.now() < end);
      return new Float64Array(rows);
    };
    const { live, next } = await swapTo(slow, winds);
    expect(live).toBe(2);
    expect(next.asked).toBeGreaterThanOrEqual(3);
    expect(next.asked).toBeLessThanOrEqual(3 + 50 / 5 + 2);
    expect(new Set(turns.slice(0, -1)).size).toBe(next.asked - 1); // the last is of all at once
  });
});
