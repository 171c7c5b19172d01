import fc from 'fast-check';
import type { ModelServer } from 'mle-kit/serving';
import { beforeAll, describe, expect, it } from 'vitest';
import { serve, servedRegistry } from './servers.js';

let gusts: ModelServer;
let storm: ModelServer;
let waves: ModelServer;

beforeAll(async () => {
  const registry = await servedRegistry();
  gusts = await serve(registry, { model: 'gusts' });
  storm = await serve(registry);
  waves = await serve(registry, { model: 'waves' });
});

interface Answered {
  readonly status: number;
  readonly error?: string;
  readonly outputs?: readonly object[];
}

async function infer(name: string, to: ModelServer, inputs: readonly object[]): Promise<Answered> {
  const url = `/v2/models/${name}/infer`;
  const response = await to.inject({ method: 'POST', url, body: { inputs } });
  return { status: response.statusCode, ...(response.json() as object) };
}

const rows = (shape: readonly number[], data: readonly unknown[], more: object = {}) => [
  { name: 'input-0', shape, datatype: 'FP64', data, ...more },
];
const column = (name: string, data: readonly unknown[]) => ({
  name,
  shape: [data.length],
  datatype: 'FP64',
  data,
});

describe('one tensor of all columns', () => {
  it('is answered as a tensor a column is, flat or nested, for any rows', async () => {
    const row = fc.tuple(
      fc.double({ min: 0, max: 90, noNaN: true }),
      fc.integer({ min: 0, max: 23 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (given) => {
        const apart = [0, 1].map((j) =>
          column(
            ['wind', 'hour'][j]!,
            given.map((one) => one[j]!),
          ),
        );
        const { status, outputs } = await infer('gusts', gusts, apart);
        expect(status).toBe(200);
        for (const data of [given, given.flat()]) {
          const together = await infer('gusts', gusts, rows([given.length, 2], data));
          expect(together.outputs).toEqual(outputs);
        }
      }),
      { numRuns: 50, seed: 8 },
    );
  });

  it('has the columns in the order that the metadata tell', async () => {
    const { body } = await gusts.inject({ url: '/v2/models/gusts' });
    const { all_columns: told } = (JSON.parse(body) as { properties: { all_columns: string } })
      .properties;
    expect(told).toContain('FP64, of shape [-1, 2], with the columns ["wind","hour"]');
    const calm = await infer('gusts', gusts, rows([1, 2], [1, 20]));
    const storms = await infer('gusts', gusts, rows([1, 2], [20, 1]));
    expect([calm, storms].map(({ outputs }) => outputs![0])).toMatchObject([
      { data: ['calm'] },
      { data: ['storm'] },
    ]);
  });

  it('may be of one column, too, and lets null stand where the schema does', async () => {
    const given = rows([2, 1], [[3], [null]]);
    expect((await infer('waves', waves, given)).status).toBe(200);
    expect((await infer('gusts', gusts, rows([1, 2], [3, null]))).status).toBe(200);
    expect(await infer('gusts', gusts, rows([1, 2], [null, 3]))).toMatchObject({
      status: 400,
      error: expect.stringMatching(/inputs\.0\.wind: .*null/),
    });
  });

  it.each([
    ['rows of another width', rows([1, 3], [1, 2, 3]), /inputs\.0\.shape: .*\[n, 2\]/],
    ['fewer values than its shape', rows([2, 2], [1, 2, 3]), /3 values, and the shape says 4/],
    ['fewer rows than its shape', rows([2, 2], [[1, 2]]), /1 rows, and the shape says 2/],
    ['ragged rows', rows([2, 2], [[1, 2], [3]]), /data\.1: data is ragged.* 2 values/],
    ['rows nested deeper', rows([1, 2], [[[1, 2]]]), /ragged/],
    ['texts', rows([1, 2], ['1', '2']), /inputs\.0\.wind: .*"1", a string/],
    ['a datatype of texts', rows([1, 2], [1, 2], { datatype: 'BYTES' }), /must be one of FP64/],
    ['a fraction in whole numbers', rows([1, 2], [0.5, 2], { datatype: 'INT8' }), /whole numbers/],
    ['more than a byte in a byte', rows([1, 2], [0, 256], { datatype: 'UINT8' }), /0 to 255/],
    [
      'less than none in a byte',
      rows([1, 2], [-300, 0], { datatype: 'UINT8' }),
      /data\.0: .*UINT8/,
    ],
    ['less than a byte has', rows([1, 2], [-129, 0], { datatype: 'INT8' }), /-128 to 127/],
    ['a value out of range', rows([2, 2], [1, 2, 1, 24]), /inputs\.1\.hour: .*24/],
    ['no rows', rows([0, 2], []), /no rows/],
    ['parameters that are no object', rows([1, 2], [1, 2], { parameters: 5 }), /must be an object/],
    ['one dimension', rows([2], [1, 2]), /no input "input-0"; known are wind, hour/],
    ['another one beside it', [...rows([1, 2], [1, 2]), column('wind', [1])], /no input "input-0"/],
  ])('is refused with %s', async (_, inputs, says) => {
    expect(await infer('gusts', gusts, inputs)).toMatchObject({
      status: 400,
      error: expect.stringMatching(says),
    });
  });

  it('is refused with too many rows, by the status for that', async () => {
    const apart = [column('wind', new Array(1001).fill(1)), { name: 'hour' }];
    for (const inputs of [rows([2000, 2], []), apart]) {
      expect(await infer('gusts', gusts, inputs)).toMatchObject({
        status: 413,
        error: expect.stringMatching(/at most 1000/),
      });
    }
  });

  it('is taken to the very ends of its datatype, and then it is for the schema to say', async () => {
    const bytes = (data: readonly number[]) => rows([1, 2], data, { datatype: 'UINT8' });
    expect(await infer('gusts', gusts, bytes([0, 0]))).toMatchObject({ status: 200 });
    expect(await infer('gusts', gusts, bytes([255, 0]))).toMatchObject({
      error: expect.stringMatching(/inputs\.0\.wind: .*255/),
    });
  });

  it('is refused where the columns are of different kinds, and metadata do not tell of it', async () => {
    expect(await infer('storm', storm, rows([1, 4], [1, 2, 3, 4]))).toMatchObject({
      status: 400,
      error: expect.stringMatching(/different kinds\. .*wind, hour, city, wet/),
    });
    const metadata = await storm.inject({ url: '/v2/models/storm' });
    expect(metadata.json()).toMatchObject({ properties: {} });
  });
});

describe('a tensor of truth values', () => {
  const inputs = (data: readonly unknown[]) => [
    { name: 'wind', shape: [1], datatype: 'FP64', data: [3] },
    { name: 'city', shape: [1], datatype: 'BYTES', data: ['Seattle'] },
    { name: 'wet', shape: [1], datatype: 'BOOL', data },
  ];

  it("takes 1 and 0, as the protocol's own client sends them, and nothing else for true and false", async () => {
    const answers = [true, 1, false, 0].map((wet) => infer('storm', storm, inputs([wet])));
    const [yes, one, no, zero] = (await Promise.all(answers)).map(({ outputs }) => outputs);
    expect([one, zero]).toEqual([yes, no]);
    expect(no).not.toEqual(yes);
    for (const wet of [2, 0.5, -1, '1', 'true', null]) {
      expect((await infer('storm', storm, inputs([wet]))).status).toBe(400);
    }
  });
});
