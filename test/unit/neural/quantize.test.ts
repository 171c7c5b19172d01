import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { accuracy, createRandom, Matrix } from 'mle-kit';
import {
  batchNormalization,
  conv2d,
  dense,
  fittedNeuralFromState,
  flatten,
  loadNeural,
  NeuralClassifier,
  NeuralRegressor,
  neuralReaders,
  packCodes,
  QuantizedNeuralClassifier,
  quantizeNeural,
  quantizeValues,
  saveNeural,
  unpackCodes,
} from 'mle-kit/neural';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';

interface Case {
  readonly name: string;
  readonly bits: number;
  readonly values: readonly number[];
  readonly codes: readonly number[];
  readonly step: number;
  readonly packed?: readonly number[];
}
const golden = loadGolden<Case>('quantize');
const packed = golden.cases.filter((one) => one.packed !== undefined);
const bitsFrom2To16 = fc.integer({ min: 2, max: 16 });

describe('quantizeValues', () => {
  it('agrees with a rounding by hand: a step of 0.3, the largest value at the highest code', () => {
    const { codes, step } = quantizeValues([0.9, -0.5, 0.1, 0], 3);
    expect(step).toBeCloseTo(0.3, 15);
    expect([...codes]).toEqual([3, -2, 0, 0]);
  });

  it.each(golden.cases)(`agrees with ${golden.reference} on $name`, (given) => {
    const { codes, step } = quantizeValues(given.values, given.bits);
    expect([...codes]).toEqual(given.codes);
    expect(Math.abs(step / given.step - 1)).toBeLessThan(1e-6); // Keras divides in 32 bits
  });

  it('moves no value by more than half a step, and none out of its range', () => {
    const values = fc.array(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
    );
    fc.assert(
      fc.property(values, bitsFrom2To16, (given, bits) => {
        const { codes, step } = quantizeValues(given, bits);
        const most = 2 ** (bits - 1) - 1;
        return given.every((value, i) => {
          const moved = Math.abs(value - codes[i]! * step);
          return moved <= (step / 2) * (1 + 1e-9) + 1e-300 && Math.abs(codes[i]!) <= most;
        });
      }),
    );
  });

  it('is symmetric: the opposite values have the opposite codes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -100, max: 100 })), bitsFrom2To16, (given, bits) => {
        const opposite = quantizeValues(
          given.map((value) => -value),
          bits,
        ).codes;
        return quantizeValues(given, bits).codes.every((code, i) => code + opposite[i]! === 0);
      }),
    );
  });

  it('leaves what is rounded already as it is', () => {
    const once = quantizeValues([0.3, -0.1, 0.25, 0.02], 5);
    const again = quantizeValues(
      Array.from(once.codes, (code) => code * once.step),
      5,
    );
    expect(again.codes).toEqual(once.codes);
  });

  it('has a step of 0 where every value is 0, and stays in range at the edge of what numbers hold', () => {
    expect(quantizeValues([0, 0], 4)).toEqual({ codes: Int16Array.of(0, 0), step: 0 });
    const tiny = quantizeValues([Number.MIN_VALUE * 10, 0], 4);
    expect(Math.max(...tiny.codes)).toBeLessThanOrEqual(7);
  });

  it.each([
    ['one bit', [1], 1, 'OUT_OF_RANGE'],
    ['seventeen bits', [1], 17, 'OUT_OF_RANGE'],
    ['half a bit', [1], 2.5, 'OUT_OF_RANGE'],
    ['a value that is no number', [Number.NaN], 8, 'NOT_FINITE'],
  ])('refuses %s', (_, values, bits, code) => {
    expect(() => quantizeValues(values, bits)).toThrow(code);
  });
});

describe('packCodes', () => {
  it('agrees with bytes by hand: the first code in the lowest bits', () => {
    expect([...packCodes([1, -1, 7], 4)]).toEqual([0xf1, 0x07]);
    expect([...packCodes([1, -2, -1, 0, 1], 2)]).toEqual([0b00_11_10_01, 0b01]);
    expect([...packCodes([-1, 0, 3], 3)]).toEqual([0b11_000_111, 0b0]);
  });

  it.each(packed)(`agrees with ${golden.reference} on $name`, (given) => {
    expect([...packCodes(given.codes, 4)]).toEqual(given.packed);
  });

  it('is undone by unpackCodes, in no more bytes than the bits need', () => {
    const bitsAndCodes = bitsFrom2To16.chain((bits) => {
      const code = fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 });
      return fc.tuple(fc.constant(bits), fc.array(code));
    });
    fc.assert(
      fc.property(bitsAndCodes, ([bits, codes]) => {
        const bytes = packCodes(codes, bits);
        expect(bytes.length).toBe(Math.ceil((codes.length * bits) / 8));
        expect([...unpackCodes(bytes, bits, codes.length)]).toEqual(codes);
      }),
    );
  });

  it('refuses a code that the bits cannot hold, and bytes of another count', () => {
    expect(() => packCodes([8], 4)).toThrow('OUT_OF_RANGE');
    expect(() => packCodes([-9], 4)).toThrow('OUT_OF_RANGE');
    expect(() => packCodes([0.5], 4)).toThrow('OUT_OF_RANGE');
    expect(() => unpackCodes(Uint8Array.of(1), 4, 3)).toThrow('SHAPE_MISMATCH');
    expect(() => unpackCodes(Uint8Array.of(1), 1, 8)).toThrow('OUT_OF_RANGE');
  });
});

const random = createRandom(5);
const rows = Array.from({ length: 60 }, (_, i) =>
  Array.from({ length: 16 }, (_, j) => random.normal() + (j % 2 === i % 2 ? 2 : 0)),
);
const X = Matrix.from(rows);
const y = rows.map((_, i) => (i % 2 === 0 ? 'even' : 'odd'));
const layers = [dense(6, { activation: 'relu' }), batchNormalization()];
const fit = () => new NeuralClassifier({ layers, epochs: 20, batchSize: 8, seed: 2 }).fit(X, y);
const regress = () =>
  new NeuralRegressor({ layers, epochs: 3, seed: 2 }).fit(
    X,
    rows.map(([first]) => first!),
  );

describe('quantizeNeural', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quantize-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('takes as many bytes as its bits say: kernels packed, vectors in 32 bits', async () => {
    const fitted = await fit();
    const [kernels, vectors] = [16 * 6 + 6 * 2, 6 + 2 + 4 * 6];
    expect(fitted.buffers.weights.length).toBe(4 * (kernels + vectors));
    for (const bits of [2, 4, 8, 16]) {
      const { length } = quantizeNeural(fitted, { bits }).buffers.weights;
      expect(length).toBe((kernels * bits) / 8 + 4 * vectors);
    }
    expect(quantizeNeural(fitted).state.bits).toBe(8);
  });

  it('moves no weight by more than half a step of its layer, and vectors not at all', async () => {
    const fitted = await fit();
    const light = quantizeNeural(fitted, { bits: 5 });
    fitted.weights.forEach(({ shape, values }, i) => {
      const rounded = light.weights[i]!.values;
      const step = light.state.steps[i];
      expect(step === null).toBe(shape.length === 1);
      const most = step === null ? 0 : (step! / 2) * (1 + 1e-6);
      values.forEach((value, k) => {
        expect(Math.abs(value - rounded[k]!)).toBeLessThanOrEqual(most);
      });
    });
  });

  it('answers as the full network at 16 bits, and leaves that one as it was', async () => {
    const fitted = await fit();
    const before = fitted.buffers.weights;
    const light = quantizeNeural(fitted, { bits: 16 });
    expect(fitted.buffers.weights).toEqual(before);
    expect(accuracy(y, fitted.predict(X))).toBeGreaterThan(0.9);
    expect(light.predict(X)).toEqual(fitted.predict(X));
    const [own, full] = [light.predictProbability(X), fitted.predictProbability(X)];
    own.data.forEach((value, i) => {
      expect(value).toBeCloseTo(full.data[i]!, 3);
    });
    const amounts = await regress();
    const close = quantizeNeural(amounts, { bits: 16 }).predict(X);
    amounts.predict(X).forEach((value, i) => {
      expect(close[i]).toBeCloseTo(value, 2);
    });
  });

  it('survives JSON and bytes bit for bit, in the readers of a registry, too', async () => {
    const convolution = { inputShape: [4, 4, 1], layers: [conv2d(2, 2), flatten()], epochs: 1 };
    for (const light of [
      quantizeNeural(await fit(), { bits: 3 }),
      quantizeNeural(await regress(), { bits: 4 }),
      quantizeNeural(await new NeuralClassifier(convolution).fit(X, y), { bits: 7 }),
    ]) {
      const text = JSON.stringify(light.state);
      const weights = Buffer.from(light.buffers.weights);
      const back = await neuralReaders[light.state.kind](JSON.parse(text), { weights });
      expect(back.constructor).toBe(light.constructor);
      expect(JSON.stringify(back.state)).toBe(text);
      expect(back.buffers).toEqual(light.buffers);
      expect(back.predict(X)).toEqual(light.predict(X));
    }
  });

  it('is saved and loaded as a full network is, in a smaller file', async () => {
    const fitted = await fit();
    const light = quantizeNeural(fitted, { bits: 4 });
    const bytes = async (name: string, model: typeof fitted | typeof light) => {
      await saveNeural(model, join(folder, name));
      const { record, weights } = await sizes(join(folder, name));
      return record + weights;
    };
    expect(await bytes('light', light)).toBeLessThan(await bytes('full', fitted));
    const back = await loadNeural<QuantizedNeuralClassifier>(join(folder, 'light'));
    expect(back).toBeInstanceOf(QuantizedNeuralClassifier);
    expect(back.predictProbability(X)).toEqual(light.predictProbability(X));
    expect(back.classes).toEqual(['even', 'odd']);
  });

  it('refuses what is no network in full precision, and bits that there are not', async () => {
    const fitted = await fit();
    expect(() => quantizeNeural(quantizeNeural(fitted) as never)).toThrow('WRONG_KIND');
    expect(() => quantizeNeural(null as never)).toThrow('WRONG_KIND');
    expect(() => quantizeNeural(fitted, { bits: 32 })).toThrow('OUT_OF_RANGE');
    expect(() => quantizeNeural(fitted, { bit: 4 } as never)).toThrow('INVALID_ARGUMENT');
  });

  it.each([
    [
      'a flipped bit',
      (state: object, weights: Uint8Array) => [state, flipped(weights)],
      'CHECKSUM_MISMATCH',
    ],
    [
      'a byte too few',
      (state: object, weights: Uint8Array) => [state, weights.slice(1)],
      'INVALID_STATE',
    ],
    ['no bytes', (state: object) => [state, undefined], 'INVALID_STATE'],
    ['other bits', changed({ bits: 5 }), 'INVALID_STATE'],
    ['bits that there are not', changed({ bits: 32 }), 'INVALID_STATE'],
    [
      'a step for a vector',
      changed({ steps: [0.1, 0.1, null, null, null, null, 0.1, null] }),
      'INVALID_STATE',
    ],
    [
      'a step below 0',
      changed({ steps: [-0.1, null, null, null, null, null, 0.1, null] }),
      'INVALID_STATE',
    ],
    ['no steps', changed({ steps: undefined }), 'INVALID_STATE'],
    ['classes that are equal', changed({ classes: ['odd', 'odd'] }), 'INVALID_STATE'],
    ['a layer of its own making', changed({ layers: [{ kind: 'lambda' }] }), 'UNKNOWN_KIND'],
  ] as const)('refuses to read %s', async (_, change, code) => {
    const light = quantizeNeural(await fit(), { bits: 4 });
    const [state, weights] = change(light.state, light.buffers.weights) as [object, Uint8Array];
    await expect(fittedNeuralFromState(state, { weights })).rejects.toThrow(code);
  });
});

function changed(fields: object) {
  return (state: object, weights: Uint8Array) => [{ ...state, ...fields }, weights] as const;
}

function flipped(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, i) => (i === 3 ? byte ^ 1 : byte));
}

async function sizes(folder: string) {
  const files = await readdir(folder);
  const sizeOf = async (json: boolean) => {
    const found = files.filter((file) => file.endsWith('.json') === json);
    const all = await Promise.all(found.map((file) => stat(join(folder, file))));
    return all.reduce((sum, { size }) => sum + size, 0);
  };
  return { record: await sizeOf(true), weights: await sizeOf(false) };
}
