import { defineSchema } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { type CardFacts, modelCard } from '../../../src/registry/modelCard.js';
import { rainBundle, won } from './bundles.js';

const facts: CardFacts = {
  ...rainBundle().record,
  name: 'rain',
  createdAt: '2026-01-02T03:04:05.000Z',
  modelKind: 'logisticRegression',
  input: rainBundle().input,
  output: rainBundle().output,
};

describe('modelCard', () => {
  it('is Markdown with a row for each column, metric and contender', async () => {
    const metrics = { brierScore: { estimate: 0.123456, low: 0.1, high: 0.2, level: 0.95 } };
    const card = modelCard({ ...facts, metrics, comparison: await won() });
    expect(card).toContain('| wind | number | m/s | 0 to 90 | yes |  | at noon |');
    expect(card).toContain('| brierScore | 0.1235 | 0.1 to 0.2 | 95% |');
    expect(card).toContain('weather: one of dry, rain. The positive class is rain.');
    expect(card).toMatch(/\| naive \| the best constant \| 0\.\d+ \|/);
    expect(card.endsWith('\n')).toBe(true);
  });

  it('says what is not known', () => {
    const card = modelCard({ ...facts, notes: '', seeds: {}, codeRevision: null });
    for (const told of [
      'No metric is recorded.',
      'It was never compared with a baseline.',
      '| data | not known |',
      '| code | not known |',
      '| seeds | none |',
      '## Notes\n\nNone.',
    ]) {
      expect(card).toContain(told);
    }
  });

  it('tells the rules of every kind of column, and numbers with unit and range', () => {
    const input = defineSchema({
      size: { kind: 'string', allowed: Array.from({ length: 14 }, (_, i) => `s${i}`) },
      code: { kind: 'string', pattern: '[A-Z]{3}' },
      strikes: { kind: 'number', integer: true, range: [1, null] },
      day: { kind: 'date', range: [null, '2015-12-31'] },
      night: { kind: 'boolean', nullable: true },
    });
    const output = { kind: 'regression', name: 'delay', unit: 'min', range: [-60, null] } as const;
    const card = modelCard({ ...facts, input, output });
    for (const told of [
      'one of s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11 and 2 more',
      '/\\[A-Z\\]{3}/',
      'at least 1; whole',
      'at most 2015-12-31',
      '| night | boolean |  |  | yes |',
      'delay: a number in min, at least -60.',
    ]) {
      expect(card).toContain(told);
    }
  });

  it('lets no text from outside break its tables or become a tag', () => {
    const input = defineSchema({
      'a|b\n|c': { kind: 'number', description: '<script>x</script>' },
    });
    const card = modelCard({ ...facts, input });
    expect(card).toContain('| a\\|b \\|c | number |');
    expect(card).not.toContain('<script>');
  });
});
