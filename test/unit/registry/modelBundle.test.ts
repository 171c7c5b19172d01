import fc from 'fast-check';
import {
  defineSchema,
  MlError,
  ModelBundle,
  type ModelReaders,
  modelBundleFromState,
  Table,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { recordsToTable } from '../../../src/registry/recordsToTable.js';
import { bufferBundle, days, rainBundle, readers, waveBundle } from './bundles.js';

const bundle = rainBundle();
const parts = {
  pipeline: bundle.pipeline,
  input: bundle.input,
  output: bundle.output,
  reference: bundle.reference,
};

describe('ModelBundle', () => {
  it('answers what its data say: dry in a calm, rain in a storm', () => {
    expect([...(bundle.predict(days) as string[])].slice(0, 4)).toEqual([
      'dry',
      'dry',
      'rain',
      'dry',
    ]);
    expect(bundle.predictRecord({ wind: 19 })).toBe('rain');
    expect(bundle.predictRecord({ wind: 1 })).toBe('dry');
  });

  it('gives a record the same bits alone, among others, and in a table', () => {
    const winds = fc.array(fc.option(fc.double({ min: 0, max: 90, noNaN: true })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(winds, (values) => {
        const records = values.map((wind) => ({ wind }));
        const table = Table.from({ wind: { kind: 'number', values } });
        const probabilities = bundle.predictProbabilities(table) as { data: Float64Array };
        const alone = records.flatMap((record) => [
          ...(bundle.predictRecordProbabilities(record) as Float64Array),
        ]);
        expect(alone).toEqual([...probabilities.data]);
        expect(bundle.predictRecords(records)).toEqual(bundle.predict(table));
        expect(bundle.predictRecords(records)).toEqual(records.map((r) => bundle.predictRecord(r)));
      }),
      { numRuns: 30 },
    );
  });

  it('predicts the same bits after a journey through JSON', async () => {
    const back = await modelBundleFromState(JSON.parse(JSON.stringify(bundle.state)));
    expect(back.state).toEqual(bundle.state);
    expect(back.predictProbabilities(days)).toEqual(bundle.predictProbabilities(days));
    expect(back.buffers).toEqual({});
  });

  it('gives predictions and probabilities in one go', () => {
    const both = bundle.predictWithProbabilities(days);
    expect(both).toEqual({
      predictions: bundle.predict(days),
      probabilities: bundle.predictProbabilities(days),
    });
    expect(waveBundle(2).predictWithProbabilities(days)).toMatchObject({ probabilities: null });
  });

  it('lets a record leave out what may be missing, and only that', () => {
    expect(bundle.predictRecord({})).toBe(bundle.predictRecord({ wind: null }));
    expect(bundle.predictRecord({ wind: undefined })).toBe(bundle.predictRecord({ wind: null }));
    expect(bundle.toTable([{}, { wind: 3 }]).number('wind')).toEqual(
      new Float64Array([Number.NaN, 3]),
    );
    const strict = new ModelBundle({ ...parts, input: defineSchema({ wind: { kind: 'number' } }) });
    expect(() => strict.predictRecord({})).toThrow('WRONG_COLUMNS');
    expect(() => strict.toTable([{ wind: 1 }, {}])).toThrow(/record 1: .*"?wind"?.*WRONG_COLUMNS/s);
  });

  it.each([
    ['a text for a number', { wind: '3' }],
    ['a truth value for a number', { wind: true }],
    ['an unknown key', { wind: 3, humidity: 1 }],
    ['an own __proto__', JSON.parse('{"wind": 3, "__proto__": {"a": 1}}')],
    ['an array', [3]],
  ])('refuses %s, alone and among others', (_, record) => {
    expect(() => bundle.predictRecord(record)).toThrow(/WRONG_COLUMNS|WRONG_KIND/);
    expect(() => bundle.predictRecords([{ wind: 1 }, record])).toThrow(
      /record 1: .*WRONG_COLUMNS/s,
    );
  });

  it('keeps no array of a metric but its four numbers, and never changes', () => {
    const interval = {
      estimate: 0.5,
      low: 0.4,
      high: 0.6,
      level: 0.9,
      values: new Float64Array(9),
    };
    const told = bundle.withRecord({ metrics: { accuracy: interval }, notes: 'new' });
    expect(told.metrics).toEqual({ accuracy: { estimate: 0.5, low: 0.4, high: 0.6, level: 0.9 } });
    expect([told.notes, bundle.notes, told.seeds]).toEqual(['new', 'For tests.', { split: 7 }]);
    expect([told, told.metrics, told.output, told.state.seeds].every(Object.isFrozen)).toBe(true);
  });

  it('waits for models that compute asynchronously, carries their bytes, and frees them', async () => {
    const summed = bufferBundle(new Uint8Array([1, 2, 3]));
    expect(await summed.predictRecord({ wind: 1 })).toBe(6);
    expect(await summed.predictWithProbabilities(days)).toMatchObject({ probabilities: null });
    const state = JSON.parse(JSON.stringify(summed.state));
    const back = await modelBundleFromState(state, summed.buffers, readers);
    expect(await back.predictRecords([{ wind: 1 }])).toEqual(new Float64Array([6]));
    back.dispose();
    expect(back.pipeline.model).toMatchObject({ disposed: 1 });
    expect(() => bundle.dispose()).not.toThrow();
    await expect(modelBundleFromState(state, summed.buffers)).rejects.toThrow(
      /"bytes".*no light model.*UNKNOWN_KIND/s,
    );
  });

  it('says that a model without probabilities gives none', () => {
    expect(() => waveBundle(2).predictProbabilities(days)).toThrow(/"ridge" .*UNSUPPORTED/);
    expect(() => waveBundle(2).predictRecordProbabilities({ wind: 1 })).toThrow('UNSUPPORTED');
  });

  const schema = defineSchema({ wind: { kind: 'string' }, extra: { kind: 'number' } });
  it.each<[string, object, string]>([
    ['no pipeline', { pipeline: undefined }, 'INVALID_ARGUMENT'],
    ['a column of another kind', { input: schema }, 'WRONG_COLUMNS'],
    [
      'a reference without the input',
      { reference: { ...parts.reference, columns: [] } },
      'WRONG_COLUMNS',
    ],
    ['no reference', { reference: undefined }, 'UNKNOWN_KIND'],
    [
      'classes in another order',
      { output: { kind: 'classification', name: 'x', classes: ['rain', 'dry'] } },
      'INVALID_ARGUMENT',
    ],
    [
      'a number from a classifier',
      { output: { kind: 'regression', name: 'x' } },
      'INVALID_ARGUMENT',
    ],
    ['an unknown output', { output: { kind: 'oracle', name: 'x' } }, 'INVALID_ARGUMENT'],
    ['an unknown field', { metric: {} }, 'INVALID_ARGUMENT'],
    ['a metric without an interval', { metrics: { f1: { estimate: 1 } } }, 'INVALID_ARGUMENT'],
    [
      'an interval upside down',
      { metrics: { f1: { estimate: 1, low: 2, high: 1, level: 0.9 } } },
      'INVALID_ARGUMENT',
    ],
    [
      'a sure interval',
      { metrics: { f1: { estimate: 1, low: 0, high: 1, level: 1 } } },
      'INVALID_ARGUMENT',
    ],
    ['a short hash', { dataset: { name: 'x', sha256: 'ab', rows: 1 } }, 'INVALID_ARGUMENT'],
    ['no rows', { dataset: { name: 'x', sha256: 'a'.repeat(64), rows: 0 } }, 'INVALID_ARGUMENT'],
    ['another comparison', { comparison: { kind: 'x' } }, 'INVALID_ARGUMENT'],
    ['a seed that is no number', { seeds: { split: Number.NaN } }, 'INVALID_ARGUMENT'],
    ['notes that are no text', { notes: 3 }, 'INVALID_ARGUMENT'],
  ])('refuses %s', (_, change, code) => {
    expect(() => new ModelBundle({ ...parts, ...change } as never)).toThrow(code);
  });

  it('names every fault of an output at once', () => {
    const output = { kind: 'regression', name: '', unit: 3, range: [5, 1], scale: 1 };
    expect(() => new ModelBundle({ ...parts, output } as never)).toThrow(
      /field "scale"; name must be a text; unit must be a text; range must be/,
    );
    const classes = { kind: 'classification', name: 'x', classes: ['a', 'a'] };
    expect(() => new ModelBundle({ ...parts, output: classes } as never)).toThrow(
      'classes must be',
    );
    const positive = { ...parts.output, positiveClass: 'snow' };
    expect(() => new ModelBundle({ ...parts, output: positive } as never)).toThrow('"snow"');
  });
});

describe('modelBundleFromState', () => {
  const state = JSON.parse(JSON.stringify(bundle.state)) as Record<string, unknown>;
  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'UNKNOWN_KIND'],
    ['another kind', { ...state, kind: 'pipeline' }, 'UNKNOWN_KIND'],
    ['a later format', { ...state, format: 2 }, 'UNSUPPORTED'],
    [
      'a pipeline without a model',
      { ...state, pipeline: { kind: 'pipeline', steps: [], model: null } },
      'UNKNOWN_KIND',
    ],
    ['a damaged schema', { ...state, input: { kind: 'schema', columns: 3 } }, 'INVALID_STATE'],
    ['a damaged record', { ...state, seeds: 3 }, 'INVALID_STATE'],
    [
      'a schema of other columns',
      { ...state, input: defineSchema({ a: { kind: 'date' } }) },
      'INVALID_STATE',
    ],
  ])('refuses %s', async (_, given, code) => {
    const refusal = await modelBundleFromState(given).catch((cause: unknown) => cause);
    expect(refusal).toBeInstanceOf(MlError);
    expect(refusal).toMatchObject({ code });
  });

  it('lets the model go when the rest of the bundle is refused', async () => {
    const summed = bufferBundle(Uint8Array.of(1));
    let disposed = 0;
    const dispose = () => {
      disposed++;
    };
    const keeping: ModelReaders = {
      bytes: async (...given) => Object.assign(await readers.bytes!(...given), { dispose }),
    };
    const broken = { ...summed.state, seeds: 3 };
    await expect(modelBundleFromState(broken, summed.buffers, keeping)).rejects.toThrow(
      'INVALID_STATE',
    );
    expect(disposed).toBe(1);
    await modelBundleFromState(summed.state, summed.buffers, keeping);
    expect(disposed).toBe(1);
  });
});

describe('recordsToTable', () => {
  it('takes a value that is left out for missing, whatever every object has by that name', () => {
    const name = { kind: 'string', nullable: true } as const;
    const schema = defineSchema(
      Object.fromEntries([
        ['wind', { kind: 'number' } as const],
        ['constructor', name],
      ]),
    );
    const table = recordsToTable('test', [{ wind: 1 }, { wind: 2, constructor: 'Ann' }], schema);
    expect([...table.column('constructor').values]).toEqual([null, 'Ann']);
  });
});
