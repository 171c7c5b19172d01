import { describe, expect, it } from 'vitest';
import type { BaselineComparison } from '../../../src/evaluation/index.js';
import { type Force, shippingGate } from '../../../src/registry/shippingGate.js';

const beaten = { role: 'naive', name: 'lazy', difference: -1, low: -2, high: -0.5, beaten: true };
const comparison = (over: object = {}) =>
  ({
    kind: 'baselineComparison',
    verdict: 'ship',
    reason: 'it beats lazy.',
    differences: [beaten],
    ...over,
  }) as unknown as BaselineComparison;
const gate = (found: BaselineComparison | null, alias = 'production', force?: unknown) =>
  shippingGate('promote', 'rain@2', alias, found, force as Force | undefined);

const refused = (found: BaselineComparison | null) => {
  try {
    return gate(found);
  } catch (cause) {
    const { code, message, hint } = cause as { code: string; message: string; hint: string };
    return { code, message, hint };
  }
};
const HINT = 'To overrule the gate, say why: force: { reason: "…" } (--force "…"). It is recorded.';
const UNBORNE =
  'the recorded comparison says "ship", and yet no list of beaten baselines bears it out.';

describe('the shipping gate', () => {
  it('lets pass what has beaten its baselines, with the reason', () => {
    expect(gate(comparison())).toEqual({
      verdict: 'passed',
      reason: 'it beats lazy.',
      forced: null,
    });
  });

  it('asks nothing of any other alias', () => {
    expect(gate(null, 'staging')).toEqual({
      verdict: 'not asked',
      reason: 'Only "production" has a gate.',
      forced: null,
    });
  });

  it.each([
    [
      'no comparison',
      null,
      'no comparison with a baseline is recorded. Publish it with one: ' +
        '{ comparison: await compareWithBaseline(…) }.',
    ],
    [
      'a comparison that says no',
      comparison({ verdict: 'do not ship', reason: 'it is worse.' }),
      'it is worse.',
    ],
    ['a verdict that is none', comparison({ verdict: 'Ship', reason: 'of hand' }), 'of hand'],
    [
      '"ship" over an unbeaten baseline',
      comparison({ differences: [beaten, { ...beaten, beaten: false }] }),
      UNBORNE,
    ],
    [
      '"ship" over "beaten" in words',
      comparison({ differences: [{ ...beaten, beaten: 'yes' }] }),
      UNBORNE,
    ],
    ['"ship" over no baseline', comparison({ differences: [] }), UNBORNE],
    ['"ship" over no list', comparison({ differences: 'all' }), UNBORNE],
  ])('refuses %s, and says how it is overruled', (_, found, why) => {
    expect(refused(found)).toEqual({
      code: 'GATE_REFUSED',
      message: `promote: rain@2 does not go to production: ${why} [GATE_REFUSED]`,
      hint: HINT,
    });
  });

  it('is overruled by a reason, and keeps its objection on record', () => {
    const said = gate(comparison({ differences: [] }), 'production', {
      reason: '  the old is down ',
    });
    expect(said).toEqual({ verdict: 'refused', reason: UNBORNE, forced: 'the old is down' });
    expect(gate(comparison(), 'production', { reason: 'x' })).toEqual({
      verdict: 'passed',
      reason: 'it beats lazy.',
      forced: 'x',
    });
    expect(gate(null, 'staging', { reason: 'x' }).forced).toBe('x');
  });

  it.each([
    [{}],
    [{ reason: '' }],
    [{ reason: ' \n' }],
    [{ reason: 7 }],
    [null],
    ['because'],
  ])('is not overruled by %o', (force) => {
    expect(() => gate(null, 'production', force)).toThrow(
      force === 'because'
        ? 'promote: '
        : 'promote: force has no reason, and who overrules the gate says why: ' +
            'force: { reason: "…" }. [INVALID_ARGUMENT]',
    );
  });

  it('knows no other word of force', () => {
    expect(() => gate(null, 'production', { reason: 'x', reasons: 'y' })).toThrow(
      /promote.*reason/,
    );
  });
});
