import fc from 'fast-check';
import { createRandom } from 'mle-kit';
import {
  activation,
  batchNormalization,
  dense,
  dropout,
  flatten,
  type Layer,
  loadBackend,
  reshape,
} from 'mle-kit/neural';
import { expect, it } from 'vitest';
import { infer } from '../../../src/models/neural/network/infer.js';
import { inferPlain } from '../../../src/models/neural/network/inferPlain.js';
import { buildNetwork } from '../../../src/models/neural/network/network.js';

const backend = await loadBackend({ print: () => {} });

const layer = fc.oneof<fc.Arbitrary<Layer>[]>(
  fc
    .record({
      units: fc.integer({ min: 1, max: 40 }),
      activation: fc.constantFrom(
        'linear' as const,
        'relu' as const,
        'sigmoid' as const,
        'tanh' as const,
      ),
      useBias: fc.boolean(),
    })
    .map(({ units, ...rest }) => dense(units, rest)),
  fc.constantFrom(
    dropout(0.5),
    flatten(),
    batchNormalization(),
    activation('relu'),
    activation('tanh'),
    activation('sigmoid'),
  ),
);

it('rows without tensors and rows with them agree to 1e-6, and the former among any others to the bit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 30 }),
      fc.array(layer, { maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(),
      (columns, layers, count, seed) => {
        const random = createRandom(seed);
        const network = buildNetwork(
          'test',
          [columns],
          [reshape([1, columns]), flatten(), ...layers],
          dense(3),
        );
        const values = Float32Array.from({ length: network.size }, () => random.uniform(0, 0.4));
        const rows = Float32Array.from({ length: count * columns }, () => random.normal());
        const plain = inferPlain(network, values, rows, count);
        const before = backend.tf.memory().numTensors;
        const tensors = infer(backend, network, values, rows, count);
        expect(backend.tf.memory().numTensors).toBe(before);
        const scale = Math.max(1, ...plain.map(Math.abs));
        plain.forEach((score, i) => {
          expect(Math.abs(score - tensors[i]!) / scale).toBeLessThan(1e-6);
        });
        const last = rows.subarray((count - 1) * columns);
        expect([...inferPlain(network, values, last, 1)]).toEqual([...plain.slice(-3)]);
      },
    ),
    { numRuns: 60 },
  );
});

it('parts of many rows come together in order', () => {
  const network = buildNetwork('test', [1], [], dense(1));
  const rows = Float32Array.from({ length: 20_000 }, (_, i) => i);
  const scores = infer(backend, network, Float32Array.of(2, 1), rows, 20_000);
  expect(scores.every((score, i) => score === 2 * i + 1)).toBe(true);
});
