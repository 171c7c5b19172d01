import { beforeAll, describe, expect, it } from 'vitest';
import { askByProtocol, examine, prepareJudges } from '../python/judges.js';
import { goodBodies } from '../unit/serving/hostileBodies.js';
import { day, serve, servedRegistry } from '../unit/serving/servers.js';

beforeAll(prepareJudges, 300_000);

interface Answered {
  readonly server: object;
  readonly metadata: { readonly inputs: readonly object[]; readonly properties: object };
  readonly refused: readonly (readonly [string, number])[];
  readonly answers: readonly { readonly id: string; readonly outputs: readonly object[] }[];
  readonly strange: readonly string[];
}

const column = (name: string, datatype: string, data: readonly unknown[]) => ({
  name,
  datatype,
  shape: [data.length],
  data,
});

describe("the Open Inference Protocol's own client", () => {
  it('gets what its OpenAPI says, for a tensor a column', async () => {
    const server = await serve(await servedRegistry(), { docs: true });
    const url = await server.listen({ port: 0 });
    const inputs = [
      column('wind', 'FP64', [12.5, 1]),
      column('hour', 'INT64', [7, 8]),
      column('city', 'BYTES', ['Seattle', 'New York']),
      column('wet', 'BOOL', [true, false]),
    ];
    const [, example] = goodBodies[1]!;
    const { body } = await server.inject({ url: '/openapi.json' });
    const described = JSON.parse(body).paths['/v2/models/storm/infer'].post.requestBody.content[
      'application/json'
    ].example as object;
    const requests = [
      { id: 'seven', parameters: { priority: 1 }, inputs },
      { inputs, outputs: [{ name: 'weather' }] },
      example,
      described,
    ];
    const said = (await askByProtocol({ url, name: 'storm', version: '1', requests })) as Answered;
    expect(said.strange).toEqual([]);
    expect(said.refused).toEqual([
      ['NotFoundError', 404],
      ['BadRequestError', 400],
      ['ApiError', 404],
    ]);
    expect(said.server).toEqual({ name: 'mle-kit', version: '2', extensions: [] });
    expect(said.metadata.inputs.length).toBe(4);
    const [first, second, third, fourth] = said.answers;
    expect(first).toMatchObject({
      id: 'seven',
      outputs: [{ name: 'weather', data: ['storm', 'calm'] }, { shape: [2, 2] }],
    });
    expect(second!.outputs).toEqual([first!.outputs[0]]);
    expect([third, fourth].map((answer) => answer!.outputs.length)).toEqual([2, 2]);
    const one = await server.inject({ method: 'POST', url: '/predict', body: day });
    const { probabilities } = one.json() as { probabilities: Record<string, number> };
    const [, told] = first!.outputs as { data: number[] }[];
    expect(told!.data.slice(0, 2)).toEqual(Object.values(probabilities));
  }, 60_000);

  it('gets what its OpenAPI says, for one tensor of all columns', async () => {
    const server = await serve(await servedRegistry(), { model: 'gusts' });
    const url = await server.listen({ port: 0 });
    const given = { name: 'input-0', shape: [2, 2], datatype: 'FP32' };
    const nested = [
      [20, 7],
      [1, 8],
    ];
    const said = (await askByProtocol({
      url,
      name: 'gusts',
      version: '1',
      requests: [
        { inputs: [{ ...given, data: nested.flat() }] },
        { inputs: [{ ...given, data: nested }] },
      ],
    })) as Answered;
    expect(said.strange).toEqual([]);
    expect(said.answers[0]!.outputs[0]).toMatchObject({ data: ['storm', 'calm'] });
    expect(said.answers[1]!.outputs).toEqual(said.answers[0]!.outputs);
    expect(said.metadata.properties).toHaveProperty('all_columns');
  }, 60_000);
});

/** The full number is that of `npm run test:soak`. */
describe('Schemathesis, in short', () => {
  it('finds nothing wrong with the service by its own description', async () => {
    const server = await serve(await servedRegistry(), { docs: true });
    const url = await server.listen({ port: 0 });
    const good = { url: '/predict', body: day };
    const { cases, withFailures, operations, told } = await examine(url, 10, good);
    expect(withFailures, told).toBe(0);
    expect(operations).toBe(13);
    expect(cases).toBeGreaterThan(300);
    const { body } = await server.inject({ url: '/metrics' });
    expect(body).not.toMatch(/mle_requests_total\{[^}]*status="5/);
    expect(body).toMatch(/mle_requests_total\{[^}]*status="422"\} [1-9]/);
  }, 120_000);
});
