import { join } from 'node:path';
import fc from 'fast-check';
import {
  defineSchema,
  LogisticRegression,
  ModelBundle,
  ModelRegistry,
  Pipeline,
  referenceProfile,
  StandardScaler,
  Table,
} from 'mle-kit';
import type { ModelServer } from 'mle-kit/serving';
import { beforeAll, describe, expect, it } from 'vitest';
import { AnswerText } from '../../../src/serving/answerText.js';
import type { ServedModel } from '../../../src/serving/servedModel.js';
import { published } from '../registry/bundles.js';
import { newFolder } from '../registry/newFolder.js';
import { anyBody, nearlyRecords } from './hostileBodies.js';
import { day, gustBundle, serve, servedRegistry, stormInput } from './servers.js';

/** Two servers of one model: what is logged is read record by record, and all else from the bytes. */
interface Pair {
  readonly direct: ModelServer;
  readonly closely: ModelServer;
}
let storms: Pair;
let gusts: Pair;

beforeAll(async () => {
  const registry = await servedRegistry();
  const pair = async (model: string): Promise<Pair> => ({
    direct: await serve(registry, { model }),
    closely: await serve(registry, {
      model,
      requestLog: { file: join(newFolder(), 'requests.jsonl') },
    }),
  });
  storms = await pair('storm');
  gusts = await pair('gusts');
});

async function ask(server: ModelServer, url: string, body: string | Uint8Array) {
  const headers = { 'content-type': 'application/json', 'x-request-id': 'a-1' };
  const answer = await server.inject({ method: 'POST', url, headers, body });
  const { date: _, ...others } = answer.headers;
  return { status: answer.statusCode, headers: others, body: answer.body };
}

async function expectSame(pair: Pair, url: string, body: string | Uint8Array): Promise<number> {
  const direct = await ask(pair.direct, url, body);
  expect(direct).toEqual(await ask(pair.closely, url, body));
  return direct.status;
}

/** What is measured of predictions, batches, and drift. */
async function measured(server: ModelServer): Promise<string[]> {
  const { body } = await server.inject({ url: '/metrics' });
  return body.split('\n').filter((line) => /^mle_(predictions|batch|feature|requests)/.test(line));
}

describe('an answer straight from the bytes', () => {
  it('and a refusal are the same, byte by byte, as of records that are read one by one', async () => {
    const statuses = new Map<number, number>();
    const run = async (pair: Pair, url: string, body: string | Uint8Array) => {
      const status = await expectSame(pair, url, body);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    };
    const urlOf = (many: boolean) => (many ? '/predict/batch' : '/predict');
    const settings = { numRuns: 600, seed: 16 };
    for (const [pair, schema] of [
      [storms, stormInput],
      [gusts, gustBundle().input],
    ] as const) {
      const near = nearlyRecords(schema);
      await fc.assert(
        fc.asyncProperty(near, ([many, text]) => run(pair, urlOf(many), text)),
        settings,
      );
    }
    await fc.assert(
      fc.asyncProperty(anyBody(), ([url, body]) => run(storms, url, body)),
      settings,
    );
    expect(statuses.get(200)).toBeGreaterThan(400);
    expect(statuses.get(422)).toBeGreaterThan(200);
    expect([...statuses.keys()].filter((status) => status >= 500)).toEqual([]);
    for (const { direct, closely } of [storms, gusts]) {
      expect(await measured(direct)).toEqual(await measured(closely));
    }
  }, 60_000);

  it('is refused in the words of the model, where its numbers are too large', async () => {
    const X = Table.from({ x: [-0.1, 0, 0.1, 0.2] });
    const bundle = new ModelBundle({
      pipeline: new Pipeline({
        steps: [new StandardScaler()],
        model: new LogisticRegression(),
      }).fit(X, ['a', 'a', 'b', 'b']),
      input: defineSchema({ x: { kind: 'number' } }),
      output: { kind: 'classification', name: 'y', classes: ['a', 'b'] },
      reference: referenceProfile(X),
    });
    const registry = await ModelRegistry.open(newFolder());
    await registry.publish(bundle, published('far'));
    const server = await serve(registry, { model: 'far', version: 1 });
    const one = await ask(server, '/predict', '{"x":1.7e308}');
    expect([one.status, one.body]).toEqual([422, expect.stringContaining('the record')]);
    const many = await ask(server, '/predict/batch', '[{"x":0},{"x":1.7e308}]');
    expect([many.status, many.body]).toEqual([422, expect.stringContaining('row 1')]);
    const counted = await measured(server);
    expect(counted).toContain('mle_batch_rows_count 2'); // once each, though they were tried twice
    expect(counted.filter((line) => line.startsWith('mle_predictions'))).toEqual([]);
  });

  it('is given at any depth that is allowed, and at no other', async () => {
    const registry = await servedRegistry();
    const shallow = await serve(registry, { limits: { depth: 1 } });
    const one = JSON.stringify(day);
    expect((await ask(shallow, '/predict', one)).status).toBe(200);
    expect((await ask(shallow, '/predict/batch', `[${one}]`)).body).toContain('json_too_deep');
  });
});

describe('AnswerText', () => {
  const textOf = (classes: readonly (string | number)[] | null) => {
    const output = classes === null ? { kind: 'regression' } : { kind: 'classification', classes };
    return new AnswerText({ name: 'storm', version: 3, output } as unknown as ServedModel);
  };

  it('writes what JSON.stringify writes of the same object, whatever the classes are called', () => {
    const name = fc.oneof(fc.string(), fc.integer({ min: -9, max: 99 }), fc.constant('__proto__'));
    const classes = fc.uniqueArray(name, { minLength: 2, maxLength: 6, selector: String });
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(classes, fc.array(number, { minLength: 6, maxLength: 6 }), (labels, numbers) => {
        const probabilities = numbers.slice(0, labels.length);
        const named = Object.create(null) as Record<string, number>;
        labels.forEach((label, k) => {
          named[String(label)] = probabilities[k]!;
        });
        const text = textOf(labels).one('a"1', { label: labels[1]!, probabilities });
        expect(text).toBe(
          JSON.stringify({
            prediction: labels[1],
            probabilities: named,
            model: 'storm',
            version: 3,
            id: 'a"1',
          }),
        );
      }),
      { numRuns: 500, seed: 17 },
    );
  });

  it('writes a number without probabilities, and one row behind the other', () => {
    const labels = Float64Array.of(1.5, -0);
    const text = textOf(null).many('b', { labels, probabilities: null });
    const rows = [1.5, 0].map((prediction) => ({ prediction, probabilities: null }));
    expect(text).toBe(JSON.stringify({ predictions: rows, model: 'storm', version: 3, id: 'b' }));
  });
});
