import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  answerQuiz,
  check,
  NOTHING_DONE,
  predict,
  progressPath,
  progressText,
  quiz,
  reveal,
  showProgress,
} from '../../../src/notebook/index.js';
import { readProgressFile, updateProgressFile } from '../../../src/notebook/progressFile.js';
import { listen, pretendKernel } from './kernel.js';

const heard = listen();
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mle-progress-'));
  file = join(folder, 'progress.json');
  vi.stubEnv('MLE_PROGRESS', file);
  vi.stubEnv('CI', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const question = {
  question: 'Is 1 < 2?',
  options: ['no', 'yes'],
  answer: () => [false, true],
  why: 'Count.',
};
const stored = () => JSON.parse(readFileSync(file, 'utf8'));

async function aChapter() {
  const holds = { 'two is two': (two: () => number) => two() === 2 };
  await check('8.1', () => 1, holds);
  await check('8.1', () => 2, holds);
  await check('8.1', () => 1, holds);
  await check('8.2', () => 1, holds);
  predict('8.0', { question: 'What?', guess: [1, 2], unit: 'g' });
  reveal('8.0', 3);
  quiz('8', [question, question]);
  answerQuiz('8', 'ba');
}

describe('progress', () => {
  it('keeps in a notebook what was done, readable, and nothing else in the folder', async () => {
    pretendKernel(heard);
    await aChapter();
    expect(stored()).toEqual({
      version: 1,
      chapters: { '08': { read: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) } },
      exercises: { 8.1: { passed: true, tries: 3 }, 8.2: { passed: false, tries: 1 } },
      guesses: { '8.0': { guess: [1, 2], truth: 3, confidence: 0.8, held: false } },
      quizzes: { '08': { right: 1, of: 2, tries: 1 } },
    });
    expect(readdirSync(folder)).toEqual(['progress.json']);
    heard.text = '';
    showProgress();
    expect(heard.text).toMatch(/^08 {6,}\d{4}-\d\d-\d\d +1 of 2 +1 +1 of 2$/m);
    expect(heard.text).toContain('1 guess with a confidence, 80% on average; 0% held');
  });

  it('keeps the first guess, and none that comes after the result', () => {
    pretendKernel(heard);
    const guess = (id: string, value: number | undefined) => {
      predict(id, { question: 'What?', guess: value });
      reveal(id, 5);
    };
    const first = { guess: 2, truth: 5, confidence: null, held: null };
    const before = { ...NOTHING_DONE, guesses: { '9.0': first } }; // from an earlier evening
    writeFileSync(file, JSON.stringify(before));
    guess('9.0', 4);
    guess('9.1', undefined);
    guess('9.1', 5);
    expect(stored().guesses).toEqual({ '9.0': first });
  });

  it('keeps the first day of each chapter', () => {
    pretendKernel(heard);
    const chapters = { '07': { read: '2001-01-08' }, '08': { read: '2001-01-09' } };
    writeFileSync(file, JSON.stringify({ ...NOTHING_DONE, chapters }));
    quiz('8', [question]);
    quiz('9', [question]);
    expect(stored().chapters).toEqual({ ...chapters, '09': { read: expect.any(String) } });
  });

  it('keeps nothing in a script', async () => {
    await check('8.1', () => 2, { 'two is two': (two) => two() === 2 });
    quiz('8', [question]);
    answerQuiz('8', 'b');
    expect(existsSync(file)).toBe(false);
  });

  it('keeps nothing where it is off, or in CI, and shows nothing then', async () => {
    pretendKernel(heard);
    vi.stubEnv('MLE_PROGRESS', 'off');
    await aChapter();
    vi.stubEnv('MLE_PROGRESS', '');
    vi.stubEnv('CI', 'true');
    await aChapter();
    heard.text = '';
    showProgress();
    expect(heard.text).toBe('Nothing done yet.\n');
    expect(progressPath()).toBeUndefined();
  });

  it('lies in the course’s folder', () => {
    vi.stubEnv('MLE_PROGRESS', '');
    mkdirSync(join(folder, 'lessons'));
    mkdirSync(join(folder, 'datasets'));
    mkdirSync(join(folder, 'notebooks'));
    writeFileSync(join(folder, 'datasets', 'catalog.json'), '{}');
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(join(folder, 'notebooks'));
    expect(progressPath()).toBe(file);
    cwd.mockReturnValue(tmpdir());
    expect(progressPath()).toBeUndefined();
  });

  it('says once that nothing can be kept, and goes on', async () => {
    pretendKernel(heard);
    vi.stubEnv('MLE_PROGRESS', join(folder, 'no such folder', 'progress.json'));
    await aChapter();
    expect(heard.text.match(/Your progress is not kept: .*/g)).toHaveLength(1);
  });

  it('shows chapters that were not begun where their exercises are known', () => {
    const done = { ...NOTHING_DONE, exercises: { 8.1: { passed: true, tries: 1 } } };
    expect(progressText(done, { '00': 4, '08': 4 }).split('\n').slice(1)).toEqual([
      '00       -        0 of 4        0     -',
      '08       -        1 of 4        0     -',
    ]);
    expect(progressText(NOTHING_DONE, { '00': 4 })).toBe('Nothing done yet.');
  });
});

describe('a progress file', () => {
  it.each([
    ['cut in the middle', '{"version": 1, "chap'],
    ['empty', ''],
    ['another file', '[1, 2]'],
    ['of another version', '{"version": 2, "chapters": {}}'],
    ['with a part missing', '{"version": 1, "chapters": {}, "exercises": {}, "guesses": {}}'],
    [
      'with an entry that is none',
      '{"version": 1, "chapters": {}, "exercises": {"8.1": 3}, "guesses": {}, "quizzes": {}}',
    ],
  ])('that is %s is kept beside, said in words, and begun anew', (_, text) => {
    writeFileSync(file, text);
    const trouble = updateProgressFile(file, (progress) => ({
      ...progress,
      chapters: { '08': { read: '2026-01-01' } },
    }));
    expect(trouble).toMatch(
      /^progress\.json could not be read: .* kept as progress\.damaged-1\.json/,
    );
    expect(readFileSync(join(folder, 'progress.damaged-1.json'), 'utf8')).toBe(text);
    expect(stored().chapters).toEqual({ '08': { read: '2026-01-01' } });
  });

  it('never overwrites an older backup', () => {
    for (const text of ['one', 'two']) {
      writeFileSync(file, text);
      readProgressFile(file);
    }
    expect(readFileSync(join(folder, 'progress.damaged-1.json'), 'utf8')).toBe('one');
    expect(readFileSync(join(folder, 'progress.damaged-2.json'), 'utf8')).toBe('two');
  });

  it('takes over the lock of a kernel that died', () => {
    writeFileSync(`${file}.lock`, '');
    utimesSync(`${file}.lock`, new Date(0), new Date(0));
    updateProgressFile(file, (progress) => progress);
    expect(stored()).toEqual(NOTHING_DONE);
    expect(readdirSync(folder)).toEqual(['progress.json']);
  });

  it('keeps the old file when the change throws', () => {
    updateProgressFile(file, (progress) => progress);
    const before = readFileSync(file, 'utf8');
    expect(() =>
      updateProgressFile(file, () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['progress.json']);
  });
});
