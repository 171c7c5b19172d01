import { assertNotEmpty, MlError } from '../core/index.js';

/**
 * Tests of one level by the sentence that must hold. Each answers true, or anything else where it does
 * not; it may return a promise.
 */
export type LevelTests<Subject> = Readonly<Record<string, (subject: Subject) => unknown>>;

/** What `mutationTest` needs. */
export interface MutationOptions<Subject, Level extends string> {
  /** What is tested: the functions, settings and parts that faults are planted into. */
  readonly subject: Subject;
  /** By name, the subject with one fault each. */
  readonly mutants: Readonly<Record<string, Subject>>;
  /** By name, the tests of each level, the cheapest first. */
  readonly levels: Readonly<Record<Level, LevelTests<Subject>>>;
}

/** What one level said of one mutant. */
export interface MutantRun {
  /** The first sentence that did not hold, or null: the mutant survived. */
  readonly killedBy: string | null;
  /** From the first test to the verdict. */
  readonly elapsedMs: number;
}

/** One fault, and which levels noticed it. */
export interface MutantReport<Level extends string> {
  readonly name: string;
  readonly levels: Readonly<Record<Level, MutantRun>>;
  /** The levels that noticed. None: the mutant survived them all. */
  readonly killedAt: readonly Level[];
}

/** Whether a suite notices planted faults, level by level. */
export interface MutationReport<Level extends string> {
  readonly mutants: readonly MutantReport<Level>[];
  /** Killed mutants / mutants, in [0, 1]; higher is better. */
  readonly mutationScore: number;
  /** By level, the mutants that nobody else noticed: those that survive without it. */
  readonly onlyAt: Readonly<Record<Level, readonly string[]>>;
}

/**
 * Mutation test: plants one fault at a time, runs every level of a test suite, and says which level
 * notices it. A suite that no fault turns red proves nothing by being green; a level without a fault
 * of its own in `onlyAt` could be left out.
 *
 * A level stops at its first sentence that does not hold. A test that throws, or that answers
 * anything but true, does not hold. Levels and mutants run one after the other.
 *
 * @param options `subject`, `mutants`, `levels`.
 * @returns per mutant and level who noticed and after what time; the score; what each level alone finds.
 * @throws MlError EMPTY without mutants, levels or tests | INVALID_ARGUMENT when the subject itself
 *   breaks a test: then a red mutant would mean nothing.
 *
 * Cost: (mutants + 1) × levels runs.
 * Source: DeMillo, Lipton & Sayward (1978), Hints on Test Data Selection, IEEE Computer 11(4).
 *
 * @example
 * const report = await mutationTest({
 *   subject: { double: (x) => 2 * x },
 *   mutants: { square: { double: (x) => x * x }, half: { double: (x) => x / 2 } },
 *   levels: { careless: { 'of 2 it is 4': (s) => s.double(2) === 4 }, careful: { 'of 3 it is 6': (s) => s.double(3) === 6 } },
 * });
 * [report.mutationScore, report.onlyAt.careful]; // [ 1, [ 'square' ] ]
 */
export async function mutationTest<Subject, Level extends string>(
  options: MutationOptions<Subject, Level>,
): Promise<MutationReport<Level>> {
  const where = 'mutationTest';
  const { subject, mutants, levels } = options;
  const names = Object.keys(levels) as Level[];
  assertNotEmpty(where, 'mutants', Object.keys(mutants).length);
  assertNotEmpty(where, 'levels', names.length);
  for (const level of names) {
    assertNotEmpty(where, `levels.${level}`, Object.keys(levels[level]).length);
    const { killedBy } = await runLevel(subject, levels[level]);
    if (killedBy !== null) throw redBefore(where, level, killedBy);
  }
  const reports: MutantReport<Level>[] = [];
  for (const [name, mutant] of Object.entries<Subject>(mutants)) {
    const runs: [Level, MutantRun][] = [];
    for (const level of names) runs.push([level, await runLevel(mutant, levels[level])]);
    reports.push({
      name,
      levels: Object.fromEntries(runs) as Record<Level, MutantRun>,
      killedAt: runs.filter(([, { killedBy }]) => killedBy !== null).map(([level]) => level),
    });
  }
  const killed = reports.filter(({ killedAt }) => killedAt.length > 0).length;
  const onlyAt = names.map((level) => [
    level,
    reports
      .filter(({ killedAt }) => killedAt.length === 1 && killedAt[0] === level)
      .map(({ name }) => name),
  ]);
  return {
    mutants: reports,
    mutationScore: killed / reports.length,
    onlyAt: Object.fromEntries(onlyAt) as Record<Level, string[]>,
  };
}

async function runLevel<Subject>(subject: Subject, tests: LevelTests<Subject>): Promise<MutantRun> {
  const start = performance.now();
  for (const [sentence, test] of Object.entries(tests)) {
    let holds = false;
    try {
      holds = (await test(subject)) === true;
    } catch {
      holds = false; // a fault may show as an error
    }
    if (!holds) return { killedBy: sentence, elapsedMs: performance.now() - start };
  }
  return { killedBy: null, elapsedMs: performance.now() - start };
}

function redBefore(where: string, level: string, sentence: string): MlError {
  return new MlError(
    'INVALID_ARGUMENT',
    `${where}: the subject itself fails ${JSON.stringify(sentence)} of the level ` +
      `${JSON.stringify(level)}. Every test must hold before a fault is planted: mend the subject or the test.`,
  );
}
