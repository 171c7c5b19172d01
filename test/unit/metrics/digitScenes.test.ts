import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { datasetPaths, loadDataset } from '../../../src/data/index.js';
import {
  type MeanAveragePrecision,
  meanAveragePrecision,
  readCocoAnnotations,
  readCocoDetections,
} from '../../../src/metrics/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

const { reference, cases } = loadGolden<{ name: string; expected: number }>('digitScenes');

it(`agrees with ${reference} on the pictures of chapter 12, in all twelve numbers`, async () => {
  const [, annotations, detections] = await datasetPaths('digit-scenes');
  const ours = meanAveragePrecision(
    readCocoAnnotations(readFileSync(annotations!, 'utf8')),
    readCocoDetections(readFileSync(detections!, 'utf8')),
  );
  expect(cases).toHaveLength(12);
  for (const { name, expected } of cases) {
    expect(ours[name as keyof MeanAveragePrecision], name).toBeCloseTo(expected, 12);
  }
});

it('keeps for the chapter what the golden file says', async () => {
  const table = await loadDataset('digit-scenes');
  const [names, values] = [table.string('name'), table.number('value')];
  expect(cases).toEqual(names.map((name, i) => ({ name, expected: values[i] })));
});
