import { describe, expect, it } from 'vitest';
import { createRandom, Matrix } from '../../../src/core/index.js';
import {
  crossValidate,
  gridSearch,
  type RunTasks,
  randomSearch,
  type TaskResult,
} from '../../../src/evaluation/index.js';
import { KNeighborsClassifier, LogisticRegression, Ridge } from '../../../src/models/index.js';

const random = createRandom(7);
const rows = Array.from({ length: 40 }, () => [random.normal(), random.normal()]);
const noisy = {
  X: Matrix.from(rows),
  y: rows.map(([a, b]) => 3 * a! - b! + 0.5 * random.normal()),
};
const labelled = { X: noisy.X, y: noisy.y.map((value) => (value > 0 ? 1 : 0)) };
const ridge = (p: { alpha: number }) => new Ridge(p);
const options = { metric: 'meanSquaredError', folds: 4 } as const;

describe('gridSearch', () => {
  it('gives each candidate what crossValidate gives it in the same folds, and takes the best', async () => {
    const grid = { alpha: [100, 1, 0, 10] };
    const { candidates, best, fitted } = await gridSearch(ridge, grid, noisy, options);
    for (const { parameters, scores, mean, deviation } of candidates) {
      const alone = await crossValidate(ridge(parameters), noisy, {
        metrics: ['meanSquaredError'],
        folds: 4,
      });
      const { values, ...rest } = alone.scores.meanSquaredError!;
      expect(scores).toEqual([...values]);
      expect(mean).toBeCloseTo(rest.mean, 12);
      expect(deviation).toBeCloseTo(rest.deviation, 12);
    }
    const means = candidates.map((one) => one.mean!);
    expect(best.mean).toBe(Math.min(...means));
    expect(fitted!.state).toEqual(ridge(best.parameters).fit(noisy.X, noisy.y).state);
  });

  it('tries every combination, the last parameter fastest', async () => {
    const tried: unknown[] = [];
    const make = (p: { neighbors: number; weights: 'uniform' | 'distance' }) => {
      tried.push(p);
      return new KNeighborsClassifier(p);
    };
    const grid = { neighbors: [1, 5], weights: ['uniform', 'distance'] } as const;
    const { candidates } = await gridSearch(make, grid, labelled, {
      metric: 'accuracy',
      folds: 2,
      refit: false,
    });
    expect(candidates.map(({ parameters }) => Object.values(parameters))).toEqual([
      [1, 'uniform'],
      [1, 'distance'],
      [5, 'uniform'],
      [5, 'distance'],
    ]);
    expect(tried).toHaveLength(8); // four candidates in two folds, and no refit
  });

  it('ranks the highest first where higher is better; equal ones share a rank', async () => {
    const { candidates, best } = await gridSearch(
      (p: { alpha: number }) => new LogisticRegression(p),
      { alpha: [1e6, 0.01, 1e6] },
      labelled,
      { metric: 'rocAuc', folds: 4 },
    );
    expect(candidates[0]!.rank).toBe(candidates[2]!.rank);
    expect(best.mean).toBe(Math.max(...candidates.map((one) => one.mean!)));
  });

  it('tells why a candidate was refused, and goes on', async () => {
    const { candidates, best } = await gridSearch(ridge, { alpha: [-1, 1] }, noisy, options);
    expect(candidates[0]).toMatchObject({ scores: null, mean: null, rank: null });
    expect(candidates[0]!.error).toMatch('alpha is -1');
    expect(best.parameters).toEqual({ alpha: 1 });
    await expect(gridSearch(ridge, { alpha: [-1] }, noisy, options)).rejects.toThrow('alpha is -1');
  });

  it('lets an error that is none of ours through', async () => {
    const broken = () => {
      throw new TypeError('a slip');
    };
    await expect(gridSearch(broken, { alpha: [1] }, noisy, options)).rejects.toThrow(TypeError);
  });

  it('hands the tasks to whoever runs them: side by side gives the same', async () => {
    const seen: string[] = [];
    const run: RunTasks = async (tasks) => {
      seen.push(...tasks.map((task) => JSON.stringify(task)));
      return Promise.all(tasks.map((task) => task.run()));
    };
    const grid = { alpha: [0, 1] };
    const here = await gridSearch(ridge, grid, noisy, options);
    expect(await gridSearch(ridge, grid, noisy, { ...options, run })).toEqual(here);
    expect(seen[5]).toBe('{"candidate":1,"fold":1,"parameters":{"alpha":1}}');
  });

  it('tells how far it has come', async () => {
    const told: unknown[] = [];
    const progress = {
      start: (total: number | undefined) => told.push(total),
      advance: (done: number) => told.push(done),
      finish: () => told.push('end'),
    };
    await gridSearch(ridge, { alpha: [1] }, noisy, { ...options, folds: 2, progress });
    expect(told).toEqual([2, 1, 2, 'end']);
  });

  const bad =
    (results: unknown): RunTasks =>
    async () =>
      results as TaskResult[];
  it.each([
    ['an empty grid', {}, options, 'EMPTY'],
    ['a parameter without values', { alpha: [] }, options, 'grid.alpha'],
    [
      'too many combinations',
      { a: Array(400).fill(1), b: Array(400).fill(1) },
      options,
      'LIMIT_EXCEEDED',
    ],
    ['a slip of the pen', { alpha: [1] }, { ...options, fold: 3 }, 'INVALID_ARGUMENT'],
    ['a runner that loses a task', { alpha: [1] }, { ...options, run: bad([]) }, 'SHAPE_MISMATCH'],
    [
      'a runner that answers NaN',
      { alpha: [1] },
      { ...options, run: bad(Array(4).fill({ score: NaN, error: null })) },
      'SHAPE_MISMATCH',
    ],
  ])('refuses %s', async (_, grid, over, code) => {
    await expect(gridSearch(ridge as never, grid as never, noisy, over as never)).rejects.toThrow(
      code,
    );
  });
});

describe('randomSearch', () => {
  const space = { alpha: (r: { uniform(a: number, b: number): number }) => 10 ** r.uniform(-3, 3) };

  it('draws the same for the same seed, and begins with the same where it draws more', async () => {
    const draw = async (seed: number, candidates: number) =>
      (await randomSearch(ridge, space, noisy, { ...options, seed, candidates })).candidates;
    const six = await draw(1, 6);
    expect((await draw(1, 3)).map((one) => one.mean)).toEqual(
      six.slice(0, 3).map((one) => one.mean),
    );
    expect((await draw(2, 1))[0]!.parameters).not.toEqual(six[0]!.parameters);
    for (const { parameters } of six) {
      expect(parameters.alpha).toBeGreaterThan(1e-3);
      expect(parameters.alpha).toBeLessThan(1e3);
    }
  });

  it('takes nothing from a stream that it is given, so that what is drawn after stays the same', async () => {
    const stream = createRandom(3);
    const draw = () =>
      randomSearch(ridge, space, noisy, { ...options, candidates: 2, random: stream });
    expect(await draw()).toEqual(await draw());
    expect(stream.uniform()).toBe(createRandom(3).uniform());
  });

  it('draws from lists, too', async () => {
    const { candidates } = await randomSearch(ridge, { alpha: [1, 2] }, noisy, options);
    expect(candidates).toHaveLength(20);
    expect(new Set(candidates.map((one) => one.parameters.alpha))).toEqual(new Set([1, 2]));
  });

  it.each([
    ['no candidate', space, { ...options, candidates: 0 }, 'OUT_OF_RANGE'],
    ['an empty space', {}, options, 'EMPTY'],
    ['an empty list', { alpha: [] }, options, 'space.alpha'],
  ])('refuses %s', async (_, given, over, code) => {
    await expect(randomSearch(ridge, given as never, noisy, over)).rejects.toThrow(code);
  });
});
