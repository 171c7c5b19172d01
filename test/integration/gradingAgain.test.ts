import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildAssignment, type GradeOptions, gradeSubmissions } from 'mle-kit/grading';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNotApart } from './whyNotApart.js';

const folder = mkdtempSync(join(tmpdir(), 'mle-again-'));
const at = (...path: string[]) => join(folder, ...path);
const script = join(import.meta.dirname, 'attacks', 'sums.ts');
const bundleIn = (built: string) => at(built, 'sums.bundle.json');
const LARGEST = 'function largest(list) { return Math.max(...list); }';
const RIGHT = `function total(list) { return list.reduce((a, b) => a + b, 0); }\n${LARGEST}`;
const WRONG = `function total() { return 0; }\n${LARGEST}`;

/** Submissions by student. */
function handIn(into: string, works: Readonly<Record<string, string>>): void {
  mkdirSync(at(into), { recursive: true });
  for (const [student, code] of Object.entries(works))
    writeFileSync(at(into, `${student}.ts`), code);
}

/** What each student earns, and how many marks were there already. */
async function grade(into: string, built: string, out: string, options: GradeOptions = {}) {
  const { marks, reused } = await gradeSubmissions(at(into), bundleIn(built), at(out), options);
  return { earned: marks.map(({ earned }) => earned), reused };
}

const fault = whyNotApart();
describe.skipIf(fault)(`grading again${fault ? `: ${fault}` : ''}`, { timeout: 120_000 }, () => {
  beforeAll(async () => {
    await buildAssignment(script, at('open'));
    await buildAssignment(script, at('built'), { students: ['ada'] });
    // Another phrase: other data, and other hidden inputs.
    const near = mkdtempSync(join(import.meta.dirname, '..', '..', 'build', 'again-'));
    try {
      const source = readFileSync(script, 'utf8');
      writeFileSync(join(near, 'sums.ts'), source.replace('SECRET PHRASE', 'OTHER PHRASE'));
      await buildAssignment(join(near, 'sums.ts'), at('other'), { students: ['ada'] });
    } finally {
      rmSync(near, { recursive: true, force: true });
    }
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('grades everybody of an assignment that was built without a roster', async () => {
    handIn('four', { ada: RIGHT, bo: WRONG, cy: RIGHT, dee: WRONG });
    expect(await grade('four', 'open', 'four-out', { parallel: 1 })).toEqual({
      earned: [5, 2, 5, 2],
      reused: 0,
    });
  });

  it('takes no marks of another run for those of one that was stopped before it was compared', async () => {
    handIn('in', { ada: WRONG });
    expect((await grade('in', 'built', 'stopped')).earned).toEqual([2]);
    handIn('in', { ada: RIGHT });
    await grade('in', 'built', 'whole');
    // What is left behind by who is stopped then: the new run, and the marks of the old one.
    cpSync(at('whole', 'outputs'), at('stopped', 'outputs'), { recursive: true });
    expect(await grade('in', 'built', 'stopped')).toEqual({ earned: [5], reused: 0 });
    expect(await grade('in', 'built', 'stopped')).toEqual({ earned: [5], reused: 1 });
  });

  it('takes no marks that were computed by another bundle', async () => {
    handIn('in', { ada: RIGHT });
    await grade('in', 'built', 'mixed');
    expect((await grade('in', 'other', 'mixed', { recompute: true })).earned).toEqual([0]);
    expect(await grade('in', 'built', 'mixed')).toEqual({ earned: [5], reused: 0 });
  });

  it('says how to go on when it is stopped before the first submission, too', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    await expect(grade('in', 'built', 'early', { signal: stop.signal })).rejects.toThrow(
      /stopped after 0 of 1 submissions.*ABORTED/,
    );
  });
});
