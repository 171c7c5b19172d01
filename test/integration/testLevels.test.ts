import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Course, formatFault, runScript } from 'mle-kit/course';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const SLUG = '17-production-testing';
/** The cell of the chapter that runs its levels on its mutants; what stands above makes both. */
const RUNS = '// %%\nimport { markGrid, mutationTest, show } from';

const TAIL = `// %%
import { mutationTest } from 'mle-kit';
const whole = await mutationTest({ subject: release, mutants, levels });
const without: Record<string, unknown> = {};
for (const level of ['unit', 'integration', 'smoke'] as const) {
  const { [level]: _, ...others } = levels as Record<string, LevelTests<Release>>;
  const alone = Object.fromEntries(whole.onlyAt[level].map((name) => [name, mutants[name]!]));
  const { mutationScore } = await mutationTest({ subject: release, mutants: alone, levels: others });
  without[level] = { mutants: Object.keys(alone).length, found: mutationScore };
}
console.log(JSON.stringify({ score: whole.mutationScore, without }));
rmSync(folder, { recursive: true, force: true });
`;

let folder: string;
beforeAll(() => {
  mkdirSync(join(REPOSITORY, 'build'), { recursive: true });
  folder = mkdtempSync(join(REPOSITORY, 'build', 'levels-')); // where lessons find mle-kit
  mkdirSync(join(folder, 'lessons'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the levels of chapter 17', { timeout: 600_000 }, () => {
  it('find all planted faults together, and without any one of them some go green', async () => {
    const course = new Course(folder, { tools: REPOSITORY });
    const source = readFileSync(join(REPOSITORY, 'lessons', `${SLUG}.ts`), 'utf8');
    const cut = source.indexOf(RUNS);
    expect(cut).toBeGreaterThan(0);
    writeFileSync(course.lessonFile(SLUG), source.slice(0, cut) + TAIL);
    const { printed, faults } = await runScript(course, SLUG);
    expect(faults.map(formatFault)).toEqual([]);
    const { score, without } = JSON.parse(printed.at(-1)!);
    expect(score).toBe(1);
    const missed = { mutants: 2, found: 0 };
    expect(without).toEqual({ unit: missed, integration: missed, smoke: missed });
  });
});
