import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Course } from 'mle-kit/course';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyNotebooks } from '../../scripts/browser/copyNotebooks.js';
import { findChromium, INSTALL_CHROMIUM } from '../../scripts/browser/findChromium.js';
import { launchChromium } from '../../scripts/browser/launchChromium.js';
import { NotebookPage } from '../../scripts/browser/notebookPage.js';
import { ALL_DRAWN, type Lab, QUIET, startLab } from '../../scripts/browser/startLab.js';
import { plantedNotebook } from './plantedNotebook.js';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const WINDOW = { width: 1280, height: 1600 };
const CHAPTER = '08-linear-regression';
const QUIZ = `import { answerQuiz, quiz } from 'mle-kit';
quiz('1', [{
  question: 'Is \`1 < 2\`?',
  options: ['no', 'yes'],
  answer: () => [1 >= 2, 1 < 2],
  why: 'Count.',
}]);`;

const chromium = findChromium();
const title = chromium ? `in ${chromium}` : `not run, no Chromium found: ${INSTALL_CHROMIUM}`;

describe.skipIf(!chromium)(`a quiz in JupyterLab, ${title}`, () => {
  let folder: string;
  let lab: Lab;
  let browser: Browser;

  beforeAll(async () => {
    folder = copyNotebooks(REPOSITORY, [new Course(REPOSITORY).notebookFile(CHAPTER)]);
    lab = await startLab(folder, { ...QUIET, ...ALL_DRAWN });
    browser = await launchChromium(chromium as string);
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 60_000);

  /** Clicks an option, and hands over what it says then; it must have said nothing before. */
  async function choose(option: Locator): Promise<string> {
    const said = option.locator('p');
    expect(await said.isVisible()).toBe(false);
    await option.locator('summary').click();
    await said.waitFor({ state: 'visible' });
    return said.innerText();
  }

  it('that was just run says at a click: wrong, then right; and marks typed letters', async () => {
    const cells = [
      { code: QUIZ },
      { code: "answerQuiz('1', 'a');" },
      { code: "answerQuiz('1', 'b');" },
    ];
    writeFileSync(join(folder, 'notebooks', '90-quiz.ipynb'), plantedNotebook(cells));
    const view = await NotebookPage.open(browser, lab, '90-quiz.ipynb', WINDOW);
    try {
      await view.runAll(60);
      const options = view.page.locator('.jp-OutputArea details');
      expect(await options.locator('summary').allInnerTexts()).toEqual(['a) no', 'b) yes']);
      expect(await choose(options.nth(0))).toBe('✗ Not this one.');
      expect(await choose(options.nth(1))).toBe('✓ Yes. Count.');
      const printed = await view.page.locator('.jp-OutputArea pre').allInnerTexts();
      expect(printed.map((text) => text.trim())).toEqual([
        '1 ✗ a) not this one\n0 of 1 right',
        '1 ✓ b) Count.\n1 of 1 right',
      ]);
      expect(view.problems).toEqual([]);
    } finally {
      await view.close();
      await lab.endKernel('90-quiz.ipynb');
    }
  }, 120_000);

  it('of a chapter that nobody has run answers, too: it needs no script, and no trust', async () => {
    const view = await NotebookPage.open(browser, lab, `${CHAPTER}.ipynb`, WINDOW);
    try {
      const questions = view.page.locator('.jp-OutputArea li:has(details)');
      expect(await questions.count()).toBe(5);
      const options = questions.first().locator('details');
      const right = options.filter({ hasText: '✓' });
      expect(await right.count()).toBe(1);
      expect(await choose(options.filter({ hasText: '✗' }).first())).toBe('✗ Not this one.');
      expect(await choose(right)).toMatch(/^✓ Yes\. \S/);
      expect(view.problems).toEqual([]);
    } finally {
      await view.close();
      await lab.endKernel(`${CHAPTER}.ipynb`);
    }
  }, 120_000);
});
