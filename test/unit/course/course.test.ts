import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Course, courseProgress, verifyChapter } from 'mle-kit/course';
import { afterAll, describe, expect, it } from 'vitest';
import { keepBefore } from '../../../src/course/keepBefore.js';
import type { Notebook } from '../../../src/course/notebook.js';
import { formatNotebook } from '../../../src/course/notebookText.js';

const root = mkdtempSync(join(tmpdir(), 'mle-course-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
for (const file of [
  'lessons/08-lines.ts',
  'lessons/09-orchards.ts',
  'notebooks/08-lines.ipynb',
  'notebooks/08-lines-Copy1.ipynb', // JupyterLab's "Duplicate"
  'notebooks/08-lines-Copy12.ipynb',
  'notebooks/08-a-lost-one.ipynb',
  'notebooks/Untitled.ipynb',
]) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), '// %%\n1;\n');
}
const course = new Course(root);

describe('a course in whose folder the learner works', () => {
  it('has the chapters that have lessons; copies of notebooks are none', () => {
    expect(course.slugs).toEqual(['08-lines', '09-orchards']);
    expect(() => courseProgress(course)).not.toThrow();
  });

  it('still names a notebook that has lost its lesson', async () => {
    expect(course.orphans).toEqual(['08-a-lost-one']);
    expect(course.select([])).toEqual(['08-a-lost-one', '08-lines', '09-orchards']);
    expect(course.select(['08-a-lost-one'])).toEqual(['08-a-lost-one']);
    const { faults } = await verifyChapter(course, '08-a-lost-one');
    expect(faults[0]?.text).toMatch(/^the lesson is missing\..* a name that does not begin/);
  });

  it('takes a number for the chapter, whatever else begins with it', () => {
    expect(course.select(['08'])).toEqual(['08-lines']);
    expect(() => course.select(['08-lines-Copy1'])).toThrow('INVALID_ARGUMENT');
  });
});

describe('keepBefore', () => {
  const notebook = (source: string): Notebook => ({
    cells: [{ id: 'a', cell_type: 'code', source, metadata: {}, outputs: [] }],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
  const stub = notebook('throw new Error();');
  const kept = () => {
    const folder = join(root, 'build', 'before');
    return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  };

  it('keeps a notebook in which somebody wrote, byte by byte', () => {
    const answered = formatNotebook(notebook('return 42;'));
    const file = keepBefore(course, '08-lines', answered, stub);
    expect(file).toMatch(/08-lines-\d{4}-\d\d-\d\dT[\d-]+Z\.ipynb$/);
    expect(readFileSync(file!, 'utf8')).toBe(answered);
    expect(keepBefore(course, '09-orchards', '{"cells": [', stub)).not.toBeNull();
    expect(kept()).toEqual([answered, '{"cells": [']);
  });

  it('keeps none whose cells are those of the lesson', () => {
    const ran = { ...stub, cells: [{ ...stub.cells[0]!, execution_count: 3 }] };
    expect(keepBefore(course, '08-lines', formatNotebook(ran), stub)).toBeNull();
    expect(kept()).toHaveLength(2);
  });
});
