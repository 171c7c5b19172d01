import { fittedFromState } from 'mle-kit';
import { describe, expect, it } from 'vitest';

describe('fittedFromState', () => {
  it.each([
    ['a misspelt kind, with the known ones', { kind: 'rigde' }, /"ridge".*UNKNOWN_KIND/],
    ['a state without a kind', {}, 'UNKNOWN_KIND'],
    ['null', null, 'UNKNOWN_KIND'],
    ['a kind that is a property of every object', { kind: 'toString' }, 'UNKNOWN_KIND'],
    ['a missing field', { kind: 'ridge', weights: [1] }, /intercept.*INVALID_STATE/],
    ['a weight that is a text', { kind: 'ridge', weights: ['1'], intercept: 0 }, 'INVALID_STATE'],
    ['a weight that is null', { kind: 'ridge', weights: [null], intercept: 0 }, 'INVALID_STATE'],
    ['weights that are no list', { kind: 'ridge', weights: 1, intercept: 0 }, 'INVALID_STATE'],
  ])('refuses %s', (_, state, code) => {
    expect(() => fittedFromState(state)).toThrow(code);
  });

  it('keeps no −0, which JSON would lose', () => {
    const { state } = fittedFromState({ kind: 'ridge', weights: [-0], intercept: -0 });
    expect(state).toStrictEqual({ kind: 'ridge', weights: [0], intercept: 0 });
  });

  it('keeps no field that is not part of the state', () => {
    const fitted = fittedFromState({ kind: 'ridge', weights: [], intercept: 1, extra: 'x' });
    expect(Object.keys(fitted.state)).toEqual(['kind', 'weights', 'intercept']);
  });
});
