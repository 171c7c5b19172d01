import { MlError, type Progress, silentProgress } from '../core/index.js';
import type { Targets } from '../features/index.js';
import { classesOf } from './crossValidate.js';
import { type FoldOptions, foldsOf } from './folds.js';
import { type Metric, type MetricName, metricOf } from './metric.js';
import {
  assertTrainable,
  checkExamples,
  type Examples,
  type Trainable,
  type Trained,
  takeExamples,
} from './model.js';
import { predictFor, scoresOf } from './scoreFold.js';

/** What one candidate scored in one fold: plain JSON, so a queue may carry it. */
export interface TaskResult {
  /** Null when the candidate was refused. */
  readonly score: number | null;
  /** Why, in the words of the error; null when there is a score. */
  readonly error: string | null;
}

/** One candidate in one fold. Here it is run by `run`; elsewhere it is made again from the rest. */
export interface SearchTask<P = unknown> {
  readonly candidate: number;
  readonly fold: number;
  readonly parameters: P;
  run(): Promise<TaskResult>;
}

/** Carries out tasks, one after the other or side by side; answers in the order of the tasks. */
export type RunTasks = (tasks: readonly SearchTask[]) => Promise<readonly TaskResult[]>;

/** How candidates are compared. */
export interface SearchOptions extends FoldOptions {
  /** By which they are ranked, by name or `{ name, needs, better, score }`. */
  readonly metric: MetricName | Metric;
  /** Carries out the tasks: workers, a queue. Default: here, one after the other. */
  readonly run?: RunTasks;
  /** Whether the best one learns from all rows in the end. Default true. */
  readonly refit?: boolean;
  /** Told after each task of the default `run`. Default: nobody. */
  readonly progress?: Progress;
}

/** One candidate with its scores. */
export interface SearchCandidate<P> {
  readonly parameters: P;
  /** (folds,) in the order of the folds; null when the candidate was refused. */
  readonly scores: readonly number[] | null;
  readonly mean: number | null;
  /** The spread over folds, as NumPy's `std`. */
  readonly deviation: number | null;
  /** 1 is the best; equal means share a rank; null when refused. */
  readonly rank: number | null;
  readonly error: string | null;
}

/** What a search found. */
export interface SearchResult<P, F extends Trained = Trained> {
  readonly metric: string;
  readonly better: 'higher' | 'lower';
  /** The first of those with rank 1. Its mean is the best of many, so luck has a part in it. */
  readonly best: SearchCandidate<P>;
  /** In the order in which they were tried. */
  readonly candidates: readonly SearchCandidate<P>[];
  /** The best one, learned from all rows; null without `refit`. */
  readonly fitted: F | null;
}

/** The model that a function makes, as `fit` returns it. */
export type FittedBy<M extends Trainable> = Awaited<ReturnType<M['fit']>>;

/** Scores each candidate in each fold of the same folds, and ranks them. */
export async function runSearch<P, M extends Trainable>(
  where: string,
  make: (parameters: P) => M,
  candidates: readonly P[],
  data: Examples,
  options: SearchOptions,
): Promise<SearchResult<P, FittedBy<M>>> {
  checkExamples(where, data);
  const metrics = [metricOf(where, options.metric)];
  const classes = classesOf(where, data, metrics);
  const folds = foldsOf(where, data.y, classes.length > 0, options);
  const parts = folds.map(({ train, test }) => ({
    learned: takeExamples(data, train),
    judged: takeExamples(data, test),
  }));
  const tasks = candidates.flatMap((parameters, candidate) =>
    parts.map(({ learned, judged }, fold): SearchTask<P> => {
      const score = async () => {
        const model = make(parameters);
        assertTrainable(where, model);
        const fitted = await model.fit(learned.X, learned.y);
        const predicted = await predictFor(where, fitted, judged.X, metrics, classes);
        const place = `folds[${fold}].test`;
        return scoresOf(where, place, metrics, judged.y, predicted, classes)[0]!;
      };
      return { candidate, fold, parameters, run: () => scoreOrError(score) };
    }),
  );
  const run = options.run ?? oneByOne(where, options.progress ?? silentProgress);
  const results = await run(tasks as readonly SearchTask[]);
  checkResults(where, results, tasks.length);

  const metric = metrics[0]!;
  const ranked = rank(candidates, results, folds.length, metric.better);
  const best = ranked.find((one) => one.rank === 1);
  if (best === undefined) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: every one of the ${candidates.length} candidates was refused. The first: ` +
        `${ranked[0]!.error}`,
    );
  }
  const fitted =
    options.refit === false ? null : await make(best.parameters).fit(data.X, data.y as Targets);
  return {
    metric: metric.name,
    better: metric.better,
    best,
    candidates: ranked,
    fitted: fitted as FittedBy<M> | null,
  };
}

function oneByOne(where: string, progress: Progress): RunTasks {
  return async (tasks) => {
    const results: TaskResult[] = [];
    progress.start(tasks.length, where);
    try {
      for (const task of tasks) {
        results.push(await task.run());
        progress.advance(results.length);
      }
    } finally {
      progress.finish();
    }
    return results;
  };
}

/** A refused candidate must not end the search: what it was refused for is told beside it. */
async function scoreOrError(score: () => Promise<number>): Promise<TaskResult> {
  try {
    return { score: await score(), error: null };
  } catch (error) {
    if (!(error instanceof MlError)) throw error;
    return { score: null, error: error.message };
  }
}

function checkResults(where: string, results: readonly TaskResult[], count: number): void {
  const sound =
    Array.isArray(results) &&
    results.length === count &&
    results.every((one) =>
      one?.score === null ? typeof one.error === 'string' : Number.isFinite(one?.score),
    );
  if (sound) return;
  throw new MlError(
    'SHAPE_MISMATCH',
    `${where}: run must answer with { score, error } for each of the ${count} tasks, in their ` +
      'order, where the score is a finite number, or null with an error in words.',
  );
}

function rank<P>(
  candidates: readonly P[],
  results: readonly TaskResult[],
  folds: number,
  better: 'higher' | 'lower',
): SearchCandidate<P>[] {
  const scored = candidates.map((parameters, c) => {
    const own = results.slice(c * folds, (c + 1) * folds);
    const error = own.find((one) => one.score === null)?.error ?? null;
    const none = { parameters, scores: null, mean: null, deviation: null, error };
    if (error !== null) return none;
    const scores = own.map((one) => one.score!);
    const mean = scores.reduce((sum, score) => sum + score, 0) / folds;
    const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
    return { parameters, scores, mean, deviation: Math.sqrt(squares / folds), error };
  });
  const sign = better === 'lower' ? 1 : -1;
  return scored.map((one) => {
    if (one.mean === null) return { ...one, rank: null };
    const before = scored.filter(
      (other) => other.mean !== null && sign * other.mean < sign * one.mean!,
    );
    return { ...one, rank: before.length + 1 };
  });
}
