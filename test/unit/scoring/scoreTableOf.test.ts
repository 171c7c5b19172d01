import { Table } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { scoreTableOf } from '../../../src/scoring/scoreTableOf.js';
import { rainBundle, waveBundle } from '../registry/bundles.js';
import { strictBundle } from './strictBundle.js';

const winds = (rows: number, missing = -1) =>
  Table.from({
    wind: Float64Array.from({ length: rows }, (_, i) =>
      i === missing ? Number.NaN : (i * 13) % 31,
    ),
    day: Float64Array.from({ length: rows }, (_, i) => i),
  });

describe('scoreTableOf', () => {
  it.each([
    1, 4095, 4096, 4097, 12_289,
  ])('gives %i rows what the bundle predicts of all at once', async (rows) => {
    const table = winds(rows);
    const rain = rainBundle();
    const whole = await rain.predictWithProbabilities(table.select(['wind']));
    const scored = await scoreTableOf(rain, table, ['day']);
    expect(scored.columnNames).toEqual(['day', 'prediction', 'probability']);
    expect(scored.number('day')).toEqual(table.number('day'));
    expect(scored.string('prediction')).toEqual(Array.from(whole.predictions));
    expect(scored.number('probability')).toEqual(
      Float64Array.from({ length: rows }, (_, i) => whole.probabilities!.at(i, 1)),
    );
    const waves = waveBundle(0.3);
    const numbers = await scoreTableOf(waves, table, null);
    expect(numbers.columnNames).toEqual(['wind', 'day', 'prediction']);
    expect(numbers.number('prediction')).toEqual(await waves.predict(table.select(['wind'])));
  });

  it.each([3, 9999])('says which row of the table a model refuses: %i', async (row) => {
    await expect(scoreTableOf(strictBundle(), winds(10_000, row), [])).rejects.toThrow(
      new RegExp(`row ${row}\\b.*MISSING_VALUE`),
    );
  });
});
