import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  buildChapter,
  Course,
  formatFault,
  formatNotebook,
  parseNotebook,
  runChapter,
  verifyChapter,
} from 'mle-kit/course';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const ENDLESS = 6; // seconds after which a cell of these fixtures is stopped

let folder: string;
let course: Course;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mle-planted-'));
  mkdirSync(join(folder, 'notebooks'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  cpSync(join(REPOSITORY, 'test/fixtures/chapters'), join(folder, 'lessons'), { recursive: true });
  course = new Course(folder, { tools: REPOSITORY, cellSeconds: ENDLESS });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The line of a fixture that holds a text, counted from 1. */
function lineOf(slug: string, text: string): number {
  return (
    course
      .readLesson(slug)
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  );
}

/** All that a run of a chapter complains of, in one text. */
async function complaints(slug: string): Promise<string> {
  return (await verifyChapter(course, slug)).faults.map(formatFault).join('\n');
}

/** Stores the notebook of a fixture that cannot be executed, so that only its fault remains. */
async function storeUnexecuted(slug: string): Promise<void> {
  const { notebook } = await runChapter(course, slug, { execute: false });
  writeFileSync(course.notebookFile(slug), formatNotebook(notebook));
}

describe('a chapter that fails in the kernel turns the run red', { timeout: 60_000 }, () => {
  it.each([
    ['11-throws', 'if (x > 1)', 'RangeError: x is 2, at most 1 is allowed'],
    ['12-type-error', 'const text', "Type 'number' is not assignable to type 'string'"],
    ['13-rejects', "new Error('refused')", 'Error: refused'],
    ['14-floating-rejection', 'new Error(', 'a rejected promise that nobody awaits'],
    ['15-late-throw', 'new Error(', 'a throw after the cell had ended'],
    ['16-endless-loop', 'while (true)', `still running after ${ENDLESS} s, and stopped`],
    ['17-endless-after-await', 'await null', `still running after ${ENDLESS} s, and stopped`],
    ['18-kernel-dies', 'SIGKILL', 'the kernel died while this cell ran'],
    ['20-stderr', 'console.error', 'printed to stderr: something is wrong'],
    ['21-exits', 'process.exit', 'the kernel died while this cell ran'],
  ])('%s', async (slug, place, message) => {
    await storeUnexecuted(slug);
    const text = await complaints(slug);
    expect(text).toContain(`${slug}, cell 2 (lessons/${slug}.ts:${lineOf(slug, place)}): `);
    expect(text).toContain(message);
    expect(text.match(/cell \d+ \(lessons/g)).toHaveLength(1);
  });
});

it('a notebook larger than a pipe holds arrives whole', { timeout: 60_000 }, async () => {
  const lesson = course
    .readLesson('20-stderr')
    .replace(/console\.error\(.*\)/, "console.log('x'.repeat(900_000))");
  writeFileSync(course.lessonFile('23-large'), lesson);
  const { notebook, faults } = await runChapter(course, '23-large');
  expect(faults).toEqual([]);
  expect(JSON.stringify(notebook)).toContain('x'.repeat(900_000));
  rmSync(course.lessonFile('23-large'));
});

it("an error in a cell is told in the learner's own lines, with its hint and its cause", {
  timeout: 60_000,
}, async () => {
  const { notebook } = await runChapter(course, '22-readable-error');
  const [, failed] = notebook.cells.filter((cell) => cell.cell_type === 'code');
  expect(failed?.outputs).toEqual([
    {
      output_type: 'stream',
      name: 'stderr',
      text: [
        'RangeError: divide: b is 0. A divisor must not be.',
        'Hint: Check the denominator first.',
        '    at divide, cell 1, line 3, column 25',
        '    at later, cell 2, line 3, column 10',
        'Caused by: Error: an empty group',
        '',
      ].join('\n'),
    },
  ]);
});

describe('a sound chapter', { timeout: 60_000 }, () => {
  const slug = '10-sound';
  const edit = (change: (text: string) => string) => {
    const text = readFileSync(course.notebookFile(slug), 'utf8');
    const changed = change(text);
    expect(changed).not.toBe(text);
    writeFileSync(course.notebookFile(slug), changed);
  };

  it('is built twice to the same bytes, keeping what was measured, and passes', async () => {
    expect((await buildChapter(course, slug)).faults).toEqual([]);
    const before = readFileSync(course.notebookFile(slug));
    rmSync(course.notebookFile(slug));
    writeFileSync(course.notebookFile(slug), before);
    expect((await buildChapter(course, slug)).changed).toBe(false);
    expect(await complaints(slug)).toBe('');
  });

  it('has its solution taken out of the notebook', () => {
    const notebook = parseNotebook(readFileSync(course.notebookFile(slug), 'utf8'), slug);
    const sources = notebook.cells.map((cell) => cell.source).join('\n');
    expect(sources).not.toContain('x / 2');
    expect(sources).toContain('not attempted: write your answer here');
  });

  it('is refused with a wrong number in the stored notebook', async () => {
    edit((text) => text.replace('0.3333333333333333', '0.3334333333333333'));
    expect(await complaints(slug)).toMatch(
      /10-sound, cell 1 \(lessons\/10-sound\.ts:\d+\): the stored notebook is not what comes: .*0\.3334.*0\.3333/,
    );
    edit((text) => text.replace('0.3334333333333333', '0.3333333333333333'));
  });

  it('is compared as it ran elsewhere, where it did', async () => {
    const text = readFileSync(course.notebookFile(slug), 'utf8');
    const verified = (ran: string) =>
      verifyChapter(course, slug, { ran: parseNotebook(ran, 'elsewhere') });
    expect(await verified(text)).toMatchObject({ faults: [], cells: 7 });
    const otherwise = text.replace('0.3333333333333333', '0.3334333333333333');
    expect((await verified(otherwise)).faults.map(formatFault).join()).toMatch(
      /10-sound, cell 1 .*: the stored notebook is not what comes: .*0\.3333.*0\.3334/,
    );
    edit((stored) => stored.replace('1 / 3', '1 / 3.0'));
    expect((await verified(text)).faults.map(formatFault).join()).toContain('differs from the');
    edit((stored) => stored.replace('1 / 3.0', '1 / 3'));
  });

  it('is refused when the notebook was edited by hand', async () => {
    edit((text) => text.replace('1 / 3', '1 / 3.0'));
    expect(await complaints(slug)).toContain('differs from the lesson in the stored notebook');
    edit((text) => text.replace('1 / 3.0', '1 / 3'));
  });

  it('is kept beside the new one when it was edited by hand and is built', async () => {
    edit((text) => text.replace('1 / 3', '1 / 3.0'));
    const edited = readFileSync(course.notebookFile(slug), 'utf8');
    const { changed, kept } = await buildChapter(course, slug);
    expect(changed).toBe(true);
    expect(readFileSync(kept ?? '', 'utf8')).toBe(edited);
  });

  it('is refused when the notebook is missing, is no JSON, or has no lesson', async () => {
    const text = readFileSync(course.notebookFile(slug), 'utf8');
    rmSync(course.notebookFile(slug));
    expect(await complaints(slug)).toContain('notebooks/10-sound.ipynb is missing');
    writeFileSync(course.notebookFile(slug), text.slice(0, 100));
    expect(await complaints(slug)).toContain('not JSON');
    writeFileSync(course.notebookFile(slug), text);
    expect(await complaints('09-orphan')).toContain('the lesson is missing');
  });
});

it('a cell that prints otherwise as a script turns the run red', { timeout: 60_000 }, async () => {
  const slug = '19-bare-value';
  await buildChapter(course, slug);
  const text = await complaints(slug);
  expect(text).toContain(`${slug}, cell 2 (lessons/${slug}.ts:${lineOf(slug, 'const answer')})`);
  expect(text).toContain('as a script it prints otherwise');
  expect(text).toContain('must not end in a bare value');
});

describe.skipIf(process.platform === 'win32')('a runner that ends leaves no process', () => {
  const slug = '16-endless-loop';
  const program = `
    import { Course, verifyChapter } from 'mle-kit/course';
    const [root, tools, slug] = process.argv.slice(2);
    const interrupted = new AbortController();
    process.on('SIGINT', () => interrupted.abort());
    const onProgress = (text) => console.log(text);
    await verifyChapter(new Course(root, { tools }), slug, { onProgress, signal: interrupted.signal })
      .catch((error) => console.log(error.code));`;

  it.each(['SIGKILL', 'SIGINT'] as const)('after %s', { timeout: 60_000 }, async (signal) => {
    await storeUnexecuted(slug);
    const file = join(REPOSITORY, 'build', `runner-${signal}.ts`);
    mkdirSync(join(REPOSITORY, 'build'), { recursive: true });
    writeFileSync(file, program);
    // Kernels name their connection file, so that those of this run can be told from all others.
    const own = mkdtempSync(join(tmpdir(), 'mle-own-'));
    const runner = spawn(
      process.execPath,
      ['--conditions=source', '--import', 'tsx', file, folder, REPOSITORY, slug],
      { cwd: REPOSITORY, env: { ...process.env, TMPDIR: own } },
    );
    let said = '';
    runner.stdout.on('data', (text) => {
      said += text;
    });
    while (!said.includes('cell 2 of 2')) await sleep(50);
    expect(processesNaming(own)).not.toBe('');
    runner.kill(signal);
    await once(runner, 'exit');
    for (let turn = 0; turn < 60 && processesNaming(own) !== ''; turn++) await sleep(100);
    expect(processesNaming(own)).toBe('');
    if (signal === 'SIGINT') expect(said).toContain('ABORTED');
    rmSync(file);
    rmSync(own, { recursive: true, force: true });
  });

  function processesNaming(text: string): string {
    const { stdout } = spawnSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' });
    return stdout
      .split('\n')
      .filter((line) => line.includes(text))
      .join('\n');
  }
});
