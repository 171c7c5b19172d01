import type { ModelRegistry } from 'mle-kit';
import type { ModelServer } from 'mle-kit/serving';
import { beforeAll, describe, expect, it } from 'vitest';
import { day, serve, servedRegistry, stormBundle } from './servers.js';

let registry: ModelRegistry;
let server: ModelServer;
let waves: ModelServer;
const answer = stormBundle().predictRecordProbabilities(day) as Float64Array;
const calm = { ...day, wind: 1 };

beforeAll(async () => {
  registry = await servedRegistry();
  server = await serve(registry, { docs: true });
  waves = await serve(registry, { model: 'waves', docs: true });
});

async function post(url: string, body: object | string, to = server) {
  const response = await to.inject({ method: 'POST', url, body });
  return { status: response.statusCode, body: response.json() as Record<string, unknown> };
}

async function get(url: string, from = server) {
  const response = await from.inject({ url });
  return { status: response.statusCode, body: response.json() as Record<string, unknown> };
}

describe('POST /predict, in the manner of FastAPI', () => {
  it('answers one record as the bundle does, bit for bit', async () => {
    const { status, body } = await post('/predict', day);
    expect(status).toBe(200);
    expect(body).toEqual({
      prediction: 'storm',
      probabilities: { calm: answer[0], storm: answer[1] },
      model: 'storm',
      version: 1,
      id: expect.stringMatching(/^[\w-]+-\w+$/),
    });
  });

  it('answers a number without probabilities, and lets a nullable value be left out', async () => {
    const { status, body } = await post('/predict', {}, waves);
    expect([status, body.probabilities]).toEqual([200, null]);
    expect(body.prediction).toEqual(
      (await post('/predict', { wind: null }, waves)).body.prediction,
    );
  });

  it('answers a list of records in order', async () => {
    const { body } = await post('/predict/batch', [day, calm]);
    const labels = (body.predictions as { prediction: string }[]).map((one) => one.prediction);
    expect(labels).toEqual(['storm', 'calm']);
    expect(body).toMatchObject({ model: 'storm', version: 1 });
  });

  it('tells everything that is wrong with a record at once', async () => {
    const { status, body } = await post('/predict', {
      wind: '1',
      hour: 24,
      city: 'Rome',
      wet: true,
      sun: 1,
    });
    expect(status).toBe(422);
    const told = (body.detail as { loc: unknown; type: string; input: unknown }[]).map(
      ({ loc, type, input }) => [loc, type, input],
    );
    expect(told).toEqual([
      [['body', 'wind'], 'float_type', '1'],
      [['body', 'hour'], 'less_than_equal', 24],
      [['body', 'city'], 'literal_error', 'Rome'],
      [['body', 'sun'], 'extra_forbidden', null],
    ]);
  });

  it('says which record of a list is wrong, and names what is missing', async () => {
    const { status, body } = await post('/predict/batch', [day, { city: 'Seattle', wet: true }]);
    expect(status).toBe(422);
    expect(body.detail).toEqual([
      {
        loc: ['body', 1, 'wind'],
        msg: 'There is no value; a number is needed.',
        type: 'missing',
        input: { city: 'Seattle', wet: true },
      },
    ]);
  });

  it('takes the id of the client where it is one, and sends it back', async () => {
    const ask = (id: string) =>
      server.inject({
        method: 'POST',
        url: '/predict',
        body: day,
        headers: { 'x-request-id': id },
      });
    expect((await ask('phone-17')).headers['x-request-id']).toBe('phone-17');
    expect((await ask('a b\tc')).headers['x-request-id']).not.toContain('a b');
  });
});

describe('the Open Inference Protocol', () => {
  const tensors = [
    { name: 'wind', shape: [2], datatype: 'FP64', data: [12.5, 1] },
    { name: 'hour', shape: [2, 1], datatype: 'INT64', data: [[7], [7]] },
    { name: 'city', shape: [2], datatype: 'BYTES', data: ['Seattle', 'Seattle'] },
    { name: 'wet', shape: [2], datatype: 'BOOL', data: [true, true] },
  ];

  it('answers tensors with tensors', async () => {
    const { status, body } = await post('/v2/models/storm/infer', { id: 'seven', inputs: tensors });
    expect(status).toBe(200);
    expect(body).toMatchObject({ model_name: 'storm', model_version: '1', id: 'seven' });
    const [label, probabilities] = body.outputs as Record<string, unknown>[];
    expect(label).toEqual({
      name: 'weather',
      datatype: 'BYTES',
      shape: [2],
      data: ['storm', 'calm'],
    });
    expect(probabilities).toMatchObject({ name: 'probabilities', datatype: 'FP64', shape: [2, 2] });
    expect((probabilities?.data as number[]).slice(0, 2)).toEqual([...answer]);
  });

  it('answers only the outputs that are asked for, and by version', async () => {
    const body = { inputs: tensors, outputs: [{ name: 'weather' }] };
    const given = await post('/v2/models/storm/versions/1/infer', body);
    expect((given.body.outputs as unknown[]).length).toBe(1);
    expect((await post('/v2/models/storm/versions/2/infer', body)).status).toBe(404);
    const strange = { inputs: tensors, outputs: [{ name: 'sun' }] };
    expect(await post('/v2/models/storm/infer', strange)).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('"sun"') },
    });
  });

  it.each([
    [
      'a key that is not known',
      [{ name: 'weather', nmae: 1 }],
      /outputs\.0\.nmae: There is no such/,
    ],
    ['parameters that are none', [{ name: 'weather', parameters: 1 }], /must be an object/],
    ['no list', { name: 'weather' }, /must be a list/],
    ['no name', [{}], /There is no output "undefined"/],
    ['no object', [null], /There is no output "undefined"/],
  ])('refuses outputs with %s', async (_, outputs, says) => {
    expect(await post('/v2/models/storm/infer', { inputs: tensors, outputs })).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(says) },
    });
  });

  it('tells of itself, its health and its tensors', async () => {
    expect((await get('/v2')).body).toEqual({ name: 'mle-kit', version: '2', extensions: [] });
    expect((await get('/v2/health/live')).body).toEqual({ live: true });
    expect((await get('/v2/health/ready')).body).toEqual({ ready: true });
    expect((await get('/v2/models/storm/ready')).body).toEqual({ name: 'storm', ready: true });
    expect((await get('/v2/models/storm')).body).toMatchObject({
      name: 'storm',
      versions: ['1'],
      inputs: [
        { name: 'wind', datatype: 'FP64', shape: [-1] },
        { name: 'hour', datatype: 'FP64', shape: [-1] },
        { name: 'city', datatype: 'BYTES', shape: [-1] },
        { name: 'wet', datatype: 'BOOL', shape: [-1] },
      ],
      outputs: [
        { name: 'weather', datatype: 'BYTES' },
        { name: 'probabilities', shape: [-1, 2] },
      ],
    });
    expect(await get('/v2/models/other')).toMatchObject({
      status: 404,
      body: { error: expect.stringContaining('other') },
    });
  });
});

describe("TensorFlow Serving's API", () => {
  it('answers rows, and columns', async () => {
    const rows = await post('/v1/models/storm:predict', { instances: [day, calm] });
    expect(rows.body).toEqual({
      predictions: [
        { weather: 'storm', probabilities: [...answer] },
        { weather: 'calm', probabilities: expect.any(Array) },
      ],
    });
    const columns = { wind: [12.5], hour: [7], city: ['Seattle'], wet: [true] };
    const given = await post('/v1/models/storm/versions/1:predict', { inputs: columns });
    expect(given.body).toEqual({ outputs: { weather: ['storm'], probabilities: [[...answer]] } });
    const numbers = await post('/v1/models/waves:predict', { instances: [{ wind: 3 }] }, waves);
    expect(numbers.body.predictions).toEqual([expect.any(Number)]);
  });

  it('tells the state of versions, and refuses in its own words', async () => {
    expect((await get('/v1/models/storm')).body).toMatchObject({
      model_version_status: [{ version: '1', state: 'AVAILABLE' }],
    });
    expect(await post('/v1/models/storm:predict', { instances: [] })).toEqual({
      status: 400,
      body: { error: 'instances: There are no rows; at least one is needed.' },
    });
    expect((await post('/v1/models/other:predict', { instances: [day] })).status).toBe(404);
    expect((await post('/v1/models/storm:classify', { instances: [day] })).status).toBe(404);
  });
});

describe("MLflow's /invocations", () => {
  const columns = Object.keys(day);
  it.each([
    ['dataframe_split', { columns, data: [Object.values(day), Object.values(calm)] }],
    ['dataframe_records', [day, calm]],
    ['instances', [day, calm]],
    ['inputs', { wind: [12.5, 1], hour: [7, 7], city: ['Seattle', 'Seattle'], wet: [true, true] }],
  ])('answers %s', async (form, rows) => {
    const { status, body } = await post('/invocations', { [form]: rows });
    expect([status, body]).toEqual([200, { predictions: ['storm', 'calm'] }]);
  });

  it('refuses too many rows by the status for that, in each of its forms', async () => {
    const wind = new Array(1001).fill(1);
    const forms = [
      { dataframe_split: { columns: ['wind'], data: wind.map((one) => [one]) } },
      { dataframe_records: wind },
      { inputs: { wind } },
    ];
    for (const body of forms) {
      expect(await post('/invocations', body)).toMatchObject({
        status: 413,
        body: { message: expect.stringContaining('at most 1000') },
      });
    }
  });

  it('refuses two forms at once, and ragged rows', async () => {
    expect(await post('/invocations', { instances: [day], inputs: [day] })).toMatchObject({
      status: 400,
      body: { error_code: 'BAD_REQUEST', message: expect.stringContaining('Exactly one') },
    });
    const ragged = { columns, data: [Object.values(day), [1]] };
    const refused = await post('/invocations', { dataframe_split: ragged });
    expect(refused.body.message).toMatch(/^dataframe_split.data.1: The row is ragged/);
    expect((await server.inject({ url: '/ping' })).statusCode).toBe(200);
  });
});

describe('a method that an address does not have', () => {
  it.each([
    ['DELETE', '/predict', 'POST', { detail: 'Method Not Allowed' }],
    ['GET', '/predict/batch?x=1', 'POST', { detail: 'Method Not Allowed' }],
    ['POST', '/v2/models/storm', 'GET, HEAD', { error: 'Method Not Allowed' }],
    ['PUT', '/v2/models/other/versions/9/infer', 'POST', { error: 'Method Not Allowed' }],
    ['GET', '/v1/models/storm:predict', 'POST', { error: 'Method Not Allowed' }],
    ['POST', '/v1/models/storm/versions/1', 'GET, HEAD', { error: 'Method Not Allowed' }],
    ['GET', '/invocations', 'POST', { error_code: 'BAD_REQUEST', message: 'Method Not Allowed' }],
    ['POST', '/docs/static/index.html', 'GET, HEAD', { detail: 'Method Not Allowed' }],
  ] as const)('%s %s is refused by 405, which names those that it has', async (...row) => {
    const [method, url, allow, says] = row;
    const { statusCode, headers, body } = await server.inject({ method, url });
    expect([statusCode, headers.allow, JSON.parse(body)]).toEqual([405, allow, says]);
  });

  it('is no excuse for an address that is not there', async () => {
    for (const url of [
      '/predicted',
      '/v2/models/storm/explain',
      '/v1/models/storm:classify',
      '/x',
    ]) {
      expect((await server.inject({ method: 'DELETE', url })).statusCode).toBe(404);
    }
  });
});

describe('the description', () => {
  it("has the model's own schema, and examples that are answered", async () => {
    const { body } = await get('/openapi.json');
    const { components, paths } = body as {
      components: { schemas: { Record: { properties: object; additionalProperties: boolean } } };
      paths: Record<string, { post: { requestBody: { content: Record<string, unknown> } } }>;
    };
    expect(components.schemas.Record).toMatchObject({
      additionalProperties: false,
      required: ['wind', 'city', 'wet'],
      properties: { wind: { type: 'number', minimum: 0, maximum: 90, description: 'in m/s' } },
    });
    const content = paths['/predict']!.post.requestBody.content['application/json'];
    const { examples } = content as { examples: Record<string, { value: object }> };
    expect(Object.keys(examples)).toEqual(['typical', 'low', 'high']);
    for (const { value } of Object.values(examples)) {
      expect((await post('/predict', value)).status).toBe(200);
    }
  });

  it('names only addresses that are there, with examples that are answered', async () => {
    const { body } = await get('/openapi.json');
    const paths = body.paths as Record<string, Record<string, Operation>>;
    for (const [url, methods] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const content = operation.requestBody?.content['application/json'];
        const example = content?.example ?? Object.values(content?.examples ?? {})[0]?.value;
        const { statusCode } = await server.inject({
          method: method === 'post' ? 'POST' : 'GET',
          url,
          ...(example === undefined ? {} : { body: example }),
        });
        expect([url, statusCode]).toEqual([url, 200]);
      }
    }
  });

  it('is a page that asks nobody else', async () => {
    const page = await server.inject({ url: '/docs' });
    const there = page.statusCode === 200 ? page : await server.inject({ url: '/docs/' });
    expect(there.headers['content-security-policy']).toMatch(/^default-src 'self';/);
    expect(there.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    for (const [, file] of there.body.matchAll(/(?:src|href)="\.?\/?([^"]+)"/g)) {
      const url = file!.startsWith('docs') ? `/${file}` : `/docs/${file}`;
      expect([url, (await server.inject({ url })).statusCode]).toEqual([url, 200]);
    }
    expect((await get('/docs/json')).body).toEqual((await get('/openapi.json')).body);
  });
});

interface Operation {
  readonly requestBody?: {
    readonly content: Record<
      string,
      { readonly example?: object; readonly examples?: Record<string, { readonly value: object }> }
    >;
  };
}
