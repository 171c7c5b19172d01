import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Table } from '../../../src/core/index.js';
import {
  directionTest,
  invarianceTest,
  minimumFunctionalityTest,
  type Predict,
} from '../../../src/evaluation/index.js';
import { loadGolden } from '../../golden/loadGolden.js';

interface Case {
  readonly name: string;
  readonly column: string;
  readonly tolerance: number;
  readonly X: readonly (readonly [number, number, number])[];
  readonly values: readonly number[];
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly moved: number;
  readonly fell: number;
  readonly rose: number;
  readonly labels: readonly [readonly string[], readonly string[]];
  readonly turned: number;
  readonly below: number;
  readonly worstFall: number | null;
  readonly worstRise: number | null;
}
const golden = loadGolden<Case>('behaviour');

/** A model that gives what was computed elsewhere: first for the rows, then for the changed ones. */
const inTurn = <T>(...answers: readonly (readonly T[])[]) => {
  let asked = 0;
  return () => answers[asked++ % answers.length]!;
};
const rowsOf = ({ X }: Case) =>
  Table.from({ speed: X.map((x) => x[0]), size: X.map((x) => x[1]), gate: X.map((x) => x[2]) });

const four = Table.from({
  speed: [100, 150, 220, 240],
  size: ['Small', 'Large', 'Small', 'Large'],
  day: [new Date(0), new Date(1), new Date(2), new Date(3)],
});
/** Rises with speed up to 250 kn, then drops: the kink of a tree. */
const kinked: Predict = (rows) =>
  rows.number('speed').map((speed) => (speed > 250 ? speed / 2000 : speed / 1000));
const faster = (rows: Table) =>
  rows.with(
    'speed',
    rows.number('speed').map((speed) => speed + 50),
  );

describe('directionTest', () => {
  it('finds the two of four aircraft that a kink makes safer, the worst first', async () => {
    const report = await directionTest(kinked, four, faster, { expect: 'increase' });
    expect(report).toMatchObject({
      kind: 'direction',
      rows: 4,
      broken: 2,
      share: 0.5,
      passed: false,
    });
    expect(report.examples.map(({ row }) => row)).toEqual([3, 2]);
    expect(report.examples[0]).toEqual({
      row: 3,
      record: { speed: 240, size: 'Large', day: new Date(3) },
      changed: { speed: 290 },
      prediction: 0.24,
      after: 0.145,
    });
  });

  it('turns its verdict with the direction, and lets stay what stays', async () => {
    const down = await directionTest(kinked, four, faster, { expect: 'decrease' });
    expect(down.examples.map(({ row }) => row).sort()).toEqual([0, 1]);
    const constant = await directionTest(() => [1, 1, 1, 1], four, faster, { expect: 'increase' });
    expect([constant.broken, constant.passed]).toEqual([0, true]);
  });

  it('takes a move of exactly the tolerance for none, as invariance does', async () => {
    const [before, after] = [
      [0.5, 0.5, 0.5, 0.5],
      [0.25, 0.25, 0.25, 0.125],
    ];
    const asked = { expect: 'increase', tolerance: 0.25 } as const;
    expect((await directionTest(inTurn(before, after), four, faster, asked)).broken).toBe(1);
    const same = { tolerance: 0.25 };
    expect((await invarianceTest(inTurn(before, after), four, faster, same)).broken).toBe(1);
  });

  it('forgives what is within the tolerance, and the share that is allowed', async () => {
    const asked = { expect: 'increase' } as const;
    const wide = await directionTest(kinked, four, faster, { ...asked, tolerance: 0.09 });
    expect(wide.broken).toBe(1); // row 2 falls by 0.085, row 3 by 0.095
    const half = await directionTest(kinked, four, faster, { ...asked, allowedShare: 0.5 });
    expect([half.broken, half.passed]).toEqual([2, true]);
  });

  it.each(golden.cases)(`counts as ${golden.reference} does: $name`, async (one) => {
    const change = (rows: Table) => rows.with(one.column, one.values);
    const { tolerance } = one;
    for (const [expected, worst, broken] of [
      ['increase', one.worstFall, one.fell],
      ['decrease', one.worstRise, one.rose],
    ] as const) {
      const model = inTurn(one.before, one.after);
      const asked = { expect: expected, tolerance };
      const report = await directionTest(model, rowsOf(one), change, asked);
      expect([report.broken, report.examples[0]?.row ?? null]).toEqual([broken, worst]);
    }
  });

  it('whatever the predictions: what must rise in one direction must fall in the other', async () => {
    const pairs = fc.array(
      fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    await fc.assert(
      fc.asyncProperty(pairs, async (list) => {
        const rows = Table.from({ x: list.map(() => 0) });
        const change = (t: Table) =>
          t.with(
            'x',
            list.map(() => 1),
          );
        const [before, after] = [list.map(([b]) => b), list.map(([, a]) => a)];
        const up = await directionTest(inTurn(before, after), rows, change, { expect: 'increase' });
        const mirrored = await directionTest(inTurn(after, before), rows, change, {
          expect: 'decrease',
        });
        expect(up.broken).toBe(list.filter(([b, a]) => a < b).length);
        expect(mirrored.broken).toBe(up.broken);
        const same = await invarianceTest(inTurn(before, after), rows, change);
        const down = await directionTest(inTurn(before, after), rows, change, {
          expect: 'decrease',
        });
        expect(same.broken).toBe(up.broken + down.broken); // it moves up or down, or not at all
      }),
    );
  });
});

describe('invarianceTest', () => {
  const looksAtDay: Predict = (rows) =>
    rows.date('day').map((day) => (day!.getTime() > 1 ? 0.5 : 0.4));
  const sameDay = (rows: Table) =>
    rows.with(
      'day',
      four.date('day').map(() => new Date(0)),
    );

  it('finds the two rows whose day must not matter, and shows which cell was changed', async () => {
    const report = await invarianceTest(looksAtDay, four, sameDay);
    expect([report.kind, report.broken, report.share]).toEqual(['invariance', 2, 0.5]);
    expect(report.examples.map(({ row, changed }) => [row, changed])).toEqual([
      [2, { day: new Date(0) }],
      [3, { day: new Date(0) }],
    ]);
    expect((await invarianceTest(kinked, four, sameDay)).passed).toBe(true);
  });

  it('takes another label for a breach whatever the tolerance, and NaN for no number', async () => {
    const labels = inTurn(['calm', 'storm', 'calm', 'calm'], ['calm', 'calm', 'calm', 'calm']);
    expect((await invarianceTest(labels, four, faster, { tolerance: 9 })).broken).toBe(1);
    const lost = inTurn([1, 1, NaN, NaN], [1, NaN, NaN, 1]);
    expect((await invarianceTest(lost, four, faster, { tolerance: 9 })).broken).toBe(2);
  });

  it.each(golden.cases)(`counts as ${golden.reference} does: $name`, async (one) => {
    const change = (rows: Table) => rows.with(one.column, one.values);
    const model = inTurn(one.before, one.after);
    const { tolerance } = one;
    const report = await invarianceTest(model, rowsOf(one), change, { tolerance });
    expect(report.broken).toBe(one.moved);
    const labels = await invarianceTest(inTurn(...one.labels), rowsOf(one), change);
    expect(labels.broken).toBe(one.turned);
  });

  it('waits for a model that answers later, and leaves the table as it was', async () => {
    const later: Predict = async (rows) => kinked(rows);
    const before = [...four.rows()];
    expect((await invarianceTest(later, four, faster)).broken).toBe(4);
    expect([...four.rows()]).toEqual(before);
  });
});

describe('minimumFunctionalityTest', () => {
  it('keeps the first cases whose answer will not do', async () => {
    const report = await minimumFunctionalityTest(
      kinked,
      four,
      (chance, row) => row.size === 'Small' || Number(chance) > 0.2,
    );
    expect(report).toMatchObject({ kind: 'minimumFunctionality', broken: 1, share: 0.25 });
    expect(report.examples).toEqual([
      { row: 1, record: four.row(1), changed: {}, prediction: 0.15, after: null },
    ]);
  });

  it('gives each case its own prediction and number', async () => {
    const seen: unknown[] = [];
    await minimumFunctionalityTest(
      () => ['a', 'b', 'c', 'd'],
      four,
      (label, row, index) => {
        seen.push([label, row.speed, index]);
        return true;
      },
    );
    expect(seen).toEqual([
      ['a', 100, 0],
      ['b', 150, 1],
      ['c', 220, 2],
      ['d', 240, 3],
    ]);
  });

  it('keeps as many examples as are asked for', async () => {
    const never = () => false;
    expect((await minimumFunctionalityTest(kinked, four, never)).examples).toHaveLength(3);
    const none = await minimumFunctionalityTest(kinked, four, never, { examples: 0 });
    expect([none.broken, none.examples]).toEqual([4, []]);
  });

  it.each(golden.cases)(`counts as ${golden.reference} does: $name`, async (one) => {
    const holds = (chance: unknown) => Number(chance) >= 0.2;
    const report = await minimumFunctionalityTest(() => one.before, rowsOf(one), holds);
    expect(report.broken).toBe(one.below);
  });
});

describe('behavioural tests refuse', () => {
  const none = four.slice(0, 0);
  const up = { expect: 'increase' } as const;
  it.each<[string, () => Promise<unknown>, string]>([
    ['no rows', () => directionTest(kinked, none, faster, up), 'EMPTY'],
    ['no cases', () => minimumFunctionalityTest(kinked, none, () => true), 'EMPTY'],
    [
      'a change that changes nothing',
      () => invarianceTest(kinked, four, (t) => t),
      'INVALID_ARGUMENT',
    ],
    [
      'a change that writes what was there',
      () => invarianceTest(kinked, four, (t) => t.with('speed', t.number('speed'))),
      'INVALID_ARGUMENT',
    ],
    [
      'a change that drops rows',
      () => invarianceTest(kinked, four, (t) => t.head(2)),
      'SHAPE_MISMATCH',
    ],
    ['too few predictions', () => invarianceTest(() => [1], four, faster), 'SHAPE_MISMATCH'],
    [
      'a label for a direction',
      () => directionTest(() => ['a', 'b', 'c', 'd'], four, faster, up),
      'NOT_FINITE',
    ],
    [
      'NaN for a direction',
      () => directionTest(() => [1, 2, 3, NaN], four, faster, up),
      'NOT_FINITE',
    ],
    [
      'a direction that is none',
      () => directionTest(kinked, four, faster, { expect: 'up' as 'increase' }),
      'INVALID_ARGUMENT',
    ],
    [
      'a negative tolerance',
      () => invarianceTest(kinked, four, faster, { tolerance: -1 }),
      'OUT_OF_RANGE',
    ],
    [
      'a share above 1',
      () => invarianceTest(kinked, four, faster, { allowedShare: 2 }),
      'OUT_OF_RANGE',
    ],
    [
      'half an example',
      () => invarianceTest(kinked, four, faster, { examples: 0.5 }),
      'OUT_OF_RANGE',
    ],
    [
      'an unknown option',
      () => invarianceTest(kinked, four, faster, { margin: 1 } as object),
      'INVALID_ARGUMENT',
    ],
    [
      'an expectation without a verdict',
      () => minimumFunctionalityTest(kinked, four, (() => undefined) as unknown as () => boolean),
      'INVALID_ARGUMENT',
    ],
  ])('%s', async (_, call, code) => {
    await expect(call()).rejects.toThrow(code);
  });
});
