import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComparisonRules, compareText } from '../../../src/course/compareText.js';

const exact: ComparisonRules = { tolerance: 1e-6, maskNumbers: false, counts: 'exact' };
const masked = { ...exact, maskNumbers: true };
const tensor: ComparisonRules = { ...exact, tolerance: 1e-4, counts: 'close' };
const otherBackend: ComparisonRules = { ...tensor, counts: 'any' };

describe('compareText', () => {
  it.each([
    ['equal texts', 'loss 0.25\n', 'loss 0.25\n', exact],
    ['a number within the tolerance', 'mass 4207.1234567', 'mass 4207.1234601', exact],
    ['two numbers next to zero', 'residual 1.2e-16', 'residual -3e-17', exact],
    [
      'other times in a measured cell',
      'took 12 ms at 127.0.0.1:8123',
      'took 9 ms at 127.0.0.1:44',
      masked,
    ],
    ['moved columns in a measured cell', 'ms     12', 'ms      9', masked],
    [
      'a count on another backend',
      '982 of 1000, loss 0.10001',
      '983 of 1000, loss 0.10002',
      otherBackend,
    ],
    ['a whole number next to another behind a tensor', 'norm 300000', 'norm 300001', tensor],
    ['the same count, otherwise written', 'row 07 of -0', 'row 7 of 0', exact],
    ['a rounded number beside a whole one', 'mean 3', 'mean 3.000000001', exact],
    ['the line that names the backend', '[backend] native\nx', '[backend] wasm\nx', exact],
  ])('accepts %s', (_, before, after, rules) => {
    expect(compareText(before, after, rules)).toBeNull();
  });

  it.each([
    ['another word', 'ships 1', 'sinks 1', exact],
    ['a number beyond the tolerance', 'mass 4207.12', 'mass 4207.13', exact],
    ['a count that is one off', '982 rows', '983 rows', exact],
    ['a count that is two in three million off', '3000000 rows', '2999998 rows', exact],
    ['a count that no number holds', '9007199254740993', '9007199254740992', exact],
    ['a line more', 'a\n', 'a\nb\n', exact],
    ['a line less', 'a\nb\n', 'a\n', exact],
    ['a sign', '-0.5', '0.5', exact],
    ['other spaces', 'a  1', 'a 1', exact],
    ['another word in a measured cell', 'took 12 ms', 'lost 12 ms', masked],
    ['a measure that is off on another backend', 'loss 0.1001', 'loss 0.1101', otherBackend],
  ])('refuses %s', (_, before, after, rules) => {
    expect(compareText(before, after, rules)).toMatch(/^expected .* but got /);
  });

  it('says in which line the difference lies', () => {
    expect(compareText('first\nAP 0.81 of 3', 'first\nAP 0.71 of 3', exact)).toBe(
      'expected "AP 0.81 of 3", but got "AP 0.71 of 3"',
    );
  });

  it('accepts any text against itself, and its order does not matter', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(compareText(a, a, exact)).toBeNull();
        expect(compareText(a, b, exact) === null).toBe(compareText(b, a, exact) === null);
      }),
    );
  });
});
