import fc from 'fast-check';
import type { Schema, SchemaColumn } from 'mle-kit';
import { day } from './servers.js';

const tensors = (shape: unknown, data: unknown, more: object = {}) => ({
  inputs: [
    { name: 'wind', shape, datatype: 'FP64', data, ...more },
    { name: 'wet', shape: [1], datatype: 'BOOL', data: [true] },
    { name: 'city', shape: [1], datatype: 'BYTES', data: ['Seattle'] },
  ],
});

/** Requests that must be answered, whatever came before them: one in each dialect. */
export const goodBodies: readonly (readonly [url: string, body: object])[] = [
  ['/predict', day],
  ['/v2/models/storm/infer', tensors([1], [3])],
  ['/v1/models/storm:predict', { instances: [day] }],
  ['/invocations', { dataframe_records: [day] }],
];

interface Hostile {
  readonly name: string;
  readonly url: string;
  readonly body: string | Uint8Array;
  readonly type: string;
  readonly status: number;
  /** What the refusal must say. */
  readonly says: RegExp;
}

const hostile = (
  name: string,
  body: string | Uint8Array,
  status: number,
  says: RegExp,
  { url = '/predict', type = 'application/json' } = {},
): Hostile => ({ name, url, body, type, status, says });

const withWind = (text: string) => JSON.stringify(day).replace('12.5', text);
const batch = { url: '/predict/batch' };
const infer = { url: '/v2/models/storm/infer' };
const json = JSON.stringify;

/** The eighteen hostile requests (traversal in a name has a test of its own), some in several forms. */
export const hostileBodies: readonly Hostile[] = [
  hostile('a NaN literal', withWind('NaN'), 422, /JSON has no NaN/),
  hostile('an Infinity literal', withWind('-Infinity'), 422, /JSON has no -Infinity/),
  hostile('1e999', withWind('1e999'), 422, /finite_number.*Infinity/),
  hostile('-1e999', withWind('-1e999'), 422, /finite_number/),
  hostile('ragged rows', json(tensors([1, 1], [[1, 2]])), 400, /ragged/, infer),
  hostile('data shorter than its shape', json(tensors([2], [1])), 400, /shape says 2/, infer),
  hostile('an empty list', '[]', 422, /too_short/, batch),
  hostile('an empty list of tensors', '{"inputs":[]}', 400, /no rows/, infer),
  hostile(
    'duplicate keys',
    '{"wind":1,"wind":2,"wet":true,"city":"Seattle"}',
    422,
    /duplicate_key/,
  ),
  hostile(
    'duplicate keys, one of them escaped',
    '{"wind":1,"w\\u0069nd":2,"wet":true,"city":"Seattle"}',
    422,
    /"wind\\" comes twice/,
  ),
  hostile('2 MB', `{"city":"${'x'.repeat(2_000_000)}"}`, 413, /too large/),
  hostile('null', 'null', 422, /The record is null/),
  hostile('null for a number', withWind('null'), 422, /float_type/),
  hostile('true for a number', withWind('true'), 422, /is true, a boolean/),
  hostile('"1" for a number', withWind('"1"'), 422, /is \\"1\\", a string/),
  hostile('an extra key', json({ ...day, extra: 1 }), 422, /extra_forbidden/),
  hostile('__proto__', `{"__proto__":{"wet":true},${json(day).slice(1)}`, 422, /__proto__/),
  hostile(
    'constructor.prototype',
    `{"constructor":{"prototype":{"wet":true}},${json(day).slice(1)}`,
    422,
    /constructor/,
  ),
  hostile('100,000 levels of lists', '['.repeat(100_000) + ']'.repeat(100_000), 422, /too_deep/),
  hostile('100,000 levels of objects', `${'{"a":'.repeat(100_000)}1`, 422, /too_deep/),
  hostile(
    'bad UTF-8',
    Buffer.concat([Buffer.from('{"city":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
    422,
    /UTF-8/,
  ),
  hostile('a wrong content type', json(day), 415, /Unsupported Media Type/, { type: 'text/plain' }),
  hostile('a form', 'wind=1', 415, /Unsupported/, { type: 'application/x-www-form-urlencoded' }),
  hostile('a negative shape', json(tensors([-1], [1])), 400, /not negative/, infer),
  hostile('a shape that overflows', json(tensors([2 ** 53, 2 ** 53], [1])), 400, /shape/, infer),
  hostile('a shape of 4 thousand million', json(tensors([2 ** 32], [1])), 413, /at most/, infer),
  hostile('a fraction as a shape', json(tensors([1.5], [1])), 400, /whole/, infer),
  hostile(
    'a fraction as an integer',
    json({ inputs: [{ name: 'hour', shape: [1], datatype: 'INT8', data: [1.5] }] }),
    400,
    /whole numbers/,
    infer,
  ),
  hostile('an empty body', '', 422, /ends too soon/),
  hostile('half a body', '{"wind":', 422, /ends too soon/),
  hostile('a million rows', `[${'1,'.repeat(200_000)}1]`, 413, /at most 1000/, batch),
];

/** Any body for any dialect: JSON of all kinds, records that nearly fit, and noise. */
export function anyBody(): fc.Arbitrary<readonly [url: string, body: string | Uint8Array]> {
  const value = fc.oneof(
    fc.constantFrom<unknown>(...Object.values(day), null, 90, 0, 23, -1, 1e308, '', '__proto__'),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const record = fc.record(
    {
      wind: fc.oneof(fc.double({ min: 0, max: 90, noNaN: true }), value),
      hour: fc.oneof(fc.integer({ min: 0, max: 23 }), value),
      city: fc.oneof(fc.constant('Seattle'), value),
      wet: fc.oneof(fc.boolean(), value),
    },
    { requiredKeys: [] },
  );
  const close = fc
    .tuple(fc.constantFrom(...Object.keys(day), 'more'), value)
    .map(([key, one]) => ({ ...day, [key]: one }));
  const records = fc.array(fc.oneof(close, record), { maxLength: 4 });
  const inputs = fc.oneof(
    fc.tuple(value, value).map(([shape, data]) => tensors(shape, data).inputs),
    fc.array(fc.integer(), { minLength: 1, maxLength: 3 }).map((data) => tensors([1], data).inputs),
    value,
  );
  const text = (one: fc.Arbitrary<unknown>) =>
    one.map((item) => JSON.stringify(item) ?? 'undefined');
  const noise: fc.Arbitrary<string | Uint8Array> = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 100 }),
    text(value),
  );
  const at = (url: string, body: fc.Arbitrary<string | Uint8Array>) =>
    fc.tuple(fc.constant(url), fc.oneof({ arbitrary: body, weight: 4 }, noise));
  return fc.oneof(
    at('/predict', text(fc.oneof(close, record))),
    at('/predict/batch', text(records)),
    at('/v2/models/storm/infer', text(fc.record({ inputs }))),
    at('/v1/models/storm:predict', text(records.map((instances) => ({ instances })))),
    at('/v1/models/storm:predict', text(value.map((one) => ({ inputs: one })))),
    at('/invocations', text(records.map((rows) => ({ dataframe_records: rows })))),
    at(
      '/invocations',
      text(value.map((data) => ({ dataframe_split: { columns: ['wind'], data } }))),
    ),
  );
}

/** Texts of records that fit, as they are or with one letter changed: alone, or some in a list. */
export function nearlyRecords(
  schema: Schema,
): fc.Arbitrary<readonly [many: boolean, text: string]> {
  const value = ({ name }: SchemaColumn): fc.Arbitrary<unknown> => {
    if (name === 'wind') return fc.oneof(fc.double({ min: 0, max: 90, noNaN: true }), fc.nat(99));
    if (name === 'hour') return fc.oneof(fc.nat(23), fc.constant(null));
    return name === 'city' ? fc.constantFrom('Seattle', 'New York') : fc.boolean();
  };
  const record = fc.record(
    Object.fromEntries(schema.columns.map((column) => [column.name, value(column)])),
  );
  const one = record.map((item) => [false, JSON.stringify(item)] as const);
  const many = fc
    .array(record, { minLength: 1, maxLength: 6 })
    .map((items) => [true, JSON.stringify(items)] as const);
  const letter = fc.constantFrom(...'{}[]",:.-+eE019 \n\\nutfé\u0000');
  const change = fc.tuple(fc.nat(), fc.nat(2), letter);
  return fc
    .tuple(fc.oneof(one, many), fc.option(change, { freq: 1 }))
    .map(([[isList, text], changed]) => {
      if (changed === null) return [isList, text] as const;
      const [place, removed, put] = changed;
      const at = place % text.length;
      return [isList, text.slice(0, at) + put + text.slice(at + removed)] as const;
    });
}
