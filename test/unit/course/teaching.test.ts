import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Course, frontMatter, type Outcomes, outcomeFaults, outcomeMatrix } from 'mle-kit/course';
import { describe, expect, it } from 'vitest';

const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));
const course = new Course(root);
const teaching = (name: string) => readFileSync(join(root, 'lessons', 'teaching', name), 'utf8');
const outcomes = JSON.parse(teaching('outcomes.json')) as Outcomes;

describe('frontMatter', () => {
  it('reads what a lesson says of itself', () => {
    const { title, minutes, needs, objectives } = frontMatter(course.readLesson(course.slugs[1]!));
    expect(title).toMatch(/^01 · /);
    expect(minutes).toBeGreaterThan(10);
    expect(needs).toEqual(['00-start-here']);
    expect(objectives.length).toBeGreaterThan(3);
  });

  it('refuses a lesson without it', () => {
    expect(() => frontMatter('// %%\nconst a = 1;\n')).toThrow('PARSE_ERROR');
  });
});

describe('the outcomes', () => {
  it('are those of the lessons, and every exercise serves one', () => {
    expect(outcomeFaults(course, outcomes)).toEqual([]);
  });

  it('stand in the matrix as they are: npm run teaching writes it', () => {
    expect(teaching('outcomes.md')).toBe(outcomeMatrix(course, outcomes));
  });

  it('name the question of the quiz where no exercise asks', () => {
    const slug = '08-linear-regression';
    const matrix = outcomeMatrix(course, outcomes);
    const asked = outcomes[slug]!.find(({ quiz }) => quiz !== undefined)!;
    expect(asked.exercises).toEqual([]);
    expect(matrix).toContain(`| ${asked.objective} |  |  |  |  | ${asked.quiz!.join(', ')} |`);
  });

  it('are found out when they say otherwise', () => {
    const slug = '08-linear-regression';
    const [first, ...others] = outcomes[slug]!;
    const changed = (list: Outcomes[string] | undefined) =>
      outcomeFaults(course, { ...outcomes, [slug]: list! }).join('\n');
    expect(changed([...others, first!])).toBe(`${slug}: lists its outcomes in another order`);
    expect(changed(others)).toMatch(/lacks "fit a line/);
    expect(changed([{ ...first!, objective: 'fly' }, ...others])).toMatch(/knows no "fly"/);
    expect(changed([{ ...first!, exercises: ['8.9'] }, ...others])).toBe(
      `${slug}: has no exercise 8.9`,
    );
    expect(changed(outcomes[slug]!.map((one) => ({ ...one, exercises: [] })))).toMatch(
      /8\.4 serves no outcome/,
    );
    const withQuiz = (question: number) => changed([{ ...first!, quiz: [question] }, ...others]);
    expect([withQuiz(1), withQuiz(5)]).toEqual(['', '']);
    expect(withQuiz(6)).toBe(`${slug}: its quiz has no question 6`);
    expect(withQuiz(0)).toBe(`${slug}: its quiz has no question 0`);
    expect(changed(undefined)).toBe(`${slug}: has no list of outcomes`);
  });
});

describe('the notes for teachers', () => {
  const notes = teaching('notes.md');
  const headings = [...notes.matchAll(/^## (\d\d) · (.+) \((\d+) minutes\)$/gm)];

  it('have twenty chapters, each with its mistakes and its questions', () => {
    expect(headings.map(([, number]) => Number(number))).toEqual([...Array(20).keys()]);
    for (const part of notes.split(/^## /m).slice(1)) {
      expect(part).toContain('**They get wrong:**');
      expect(part.match(/^- /gm)?.length).toBeGreaterThan(2);
    }
  });

  it('state the minutes that the lessons state', () => {
    const said = new Map(headings.map(([, number, , minutes]) => [number, Number(minutes)]));
    for (const slug of course.slugs) {
      const { minutes } = frontMatter(course.readLesson(slug));
      expect([slug, said.get(slug.slice(0, 2))]).toEqual([slug, minutes]);
    }
  });
});

describe('exercises and chapters that teaching notes and syllabi name', () => {
  const ids = new Set(
    course.slugs.flatMap((slug) => outcomes[slug]!.flatMap(({ exercises }) => exercises)),
  );

  it('exist, as far as their chapters do', () => {
    const here = new Set(course.slugs.map((slug) => Number(slug.slice(0, 2))));
    const text =
      teaching('notes.md')
        .match(/\((?:\d+\.\d, )*\d+\.\d\)/g)!
        .join() + teaching('syllabi.md');
    const named = [...text.matchAll(/\b(\d+)\.(\d)\b/g)].filter(([, number]) =>
      here.has(Number(number)),
    );
    expect(named.length).toBeGreaterThan(50);
    expect(named.map(([id]) => id).filter((id) => !ids.has(id))).toEqual([]);
  });

  it('are all in the twelve weeks, and the core path in the six', () => {
    const [, six, twelve] = teaching('syllabi.md').split(/^## /m);
    const chapters = (text: string) =>
      [...text.matchAll(/(?:\| |· |; )(\d\d) [a-z]/g)].map(([, number]) => Number(number));
    expect([...new Set(chapters(twelve!))]).toEqual([...Array(20).keys()]);
    const core = [0, 3, 5, 6, 7, 8, 9, 10, 11, 14, 15, 17, 19];
    expect([...new Set(chapters(six!))]).toEqual(core);
  });
});
