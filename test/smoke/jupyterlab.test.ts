import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Course, parseNotebook } from 'mle-kit/course';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { copyNotebooks, withoutOutputs } from '../../scripts/browser/copyNotebooks.js';
import { findChromium, INSTALL_CHROMIUM } from '../../scripts/browser/findChromium.js';
import { launchChromium } from '../../scripts/browser/launchChromium.js';
import { NotebookPage } from '../../scripts/browser/notebookPage.js';
import { ALL_DRAWN, type Lab, QUIET, startLab } from '../../scripts/browser/startLab.js';
import { ranFolder } from '../../scripts/testing/ranInBrowser.js';
import { chapterFaults } from './chapterFaults.js';
import { type PlantedCell, plantedNotebook } from './plantedNotebook.js';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const SCREENSHOTS = join(REPOSITORY, 'build', 'screenshots');
const WINDOW = { width: 1440, height: 900 };
/** Until a chapter counts as hung. How fast one is depends on the machine, and is no matter of this test. */
const CHAPTER_SECONDS = 900;

const course = new Course(REPOSITORY);
// A lesson without its notebook is found by the check of the chapters.
const slugs = course.slugs.filter((slug) => existsSync(course.notebookFile(slug)));
const chromium = findChromium();

it('a browser is there, at least where tests must be complete', () => {
  expect(chromium !== undefined || !process.env.CI, `No Chromium: ${INSTALL_CHROMIUM}.`).toBe(true);
});

const title = chromium ? `in ${chromium}` : `not run, no Chromium found: ${INSTALL_CHROMIUM}`;
describe.skipIf(!chromium)(`JupyterLab, ${title}`, () => {
  let folder: string;
  let lab: Lab;
  let browser: Browser;

  beforeAll(async () => {
    const files = slugs.map((slug) => course.notebookFile(slug));
    folder = copyNotebooks(REPOSITORY, files, withoutOutputs);
    lab = await startLab(folder, { ...QUIET, ...ALL_DRAWN });
    browser = await launchChromium(chromium as string);
    mkdirSync(SCREENSHOTS, { recursive: true });
    mkdirSync(ranFolder(REPOSITORY), { recursive: true });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await lab?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 60_000);

  /** Runs all cells of a notebook, and hands over the page as it is then. */
  async function inLab<Result>(
    name: string,
    look: (view: NotebookPage) => Promise<Result>,
  ): Promise<Result> {
    const view = await NotebookPage.open(browser, lab, `${name}.ipynb`, WINDOW);
    try {
      await view.runAll(CHAPTER_SECONDS);
      return await look(view);
    } finally {
      await view.close();
      await lab.endKernel(`${name}.ipynb`);
    }
  }

  function faultsOfPlanted(name: string, cells: readonly PlantedCell[]): Promise<string[]> {
    const text = plantedNotebook(cells);
    writeFileSync(join(folder, 'notebooks', `${name}.ipynb`), text);
    return inLab(name, (view) => chapterFaults(parseNotebook(text, name), view));
  }

  // Two at a time (maxConcurrency): a page waits for its kernel, and a kernel for its page.
  describe.skipIf(slugs.length === 0)(
    'a chapter runs without a complaint, and its pictures answer',
    { concurrent: true },
    () => {
      it.each(slugs)('%s', { timeout: (CHAPTER_SECONDS + 120) * 1000 }, async (slug) => {
        const stored = parseNotebook(readFileSync(course.notebookFile(slug), 'utf8'), slug);
        const faults = await inLab(slug, async (view) => {
          await view.save();
          const found = await chapterFaults(stored, view);
          const photograph = (name: string) =>
            view.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
          await view.scrollTo();
          await photograph(slug);
          const [first] = await view.pictures();
          if (first) {
            await view.scrollTo(first);
            await photograph(`${slug}-figure`);
          }
          return found;
        });
        const late = lab.lateFaults(`${slug}.ipynb`);
        expect([...faults, ...late]).toEqual([]);
        copyFileSync(
          join(folder, 'notebooks', `${slug}.ipynb`),
          join(ranFolder(REPOSITORY), `${slug}.ipynb`),
        );
      });
    },
  );

  describe('what goes wrong in the browser is seen', { timeout: 90_000, concurrent: true }, () => {
    const figure = (trace: string) =>
      `import * as tslab from 'tslab';
       tslab.display.raw('application/vnd.plotly.v1+json', <any>{ data: [${trace}], layout: {} });`;

    it('a cell that writes to stderr, unless it is tagged for that', async () => {
      const code = 'console.error("careful");';
      const faults = await faultsOfPlanted('90-stderr', [{ code, tags: ['stderr'] }, { code }]);
      expect(faults).toEqual(['cell 2 complains: careful']);
    });

    it('a cell that throws, and the one behind it that never runs', async () => {
      const faults = await faultsOfPlanted('91-throws', [
        { code: 'console.log(1);' },
        { code: 'throw new RangeError("too far");' },
        { code: 'console.log(3);' },
      ]);
      expect(faults).toEqual([
        expect.stringMatching(/^cell 2 complains: .*too far/s),
        'cell 3 is not done: its prompt is [ ]:',
      ]);
    });

    it('a picture that nobody expects, and one that does not answer', async () => {
      const faults = await faultsOfPlanted('92-pictures', [
        { code: figure('{ type: "bar", x: ["a", "b"], y: [1, 2] }') },
        { code: figure('{ type: "bar", x: ["a", "b"], y: [1, 2], hoverinfo: "skip" }') },
      ]);
      expect(faults).toEqual([
        'cell 1 shows 1 interactive pictures, stored are 0',
        'cell 2 shows 1 interactive pictures, stored are 0',
        'picture 2 does not answer when it is pointed at',
      ]);
    });

    it('a line is found, too, wherever its points are', async () => {
      const line = '{ type: "scatter", mode: "lines", x: [0, 1, 2], y: [0, 1, 5] }';
      const faults = await faultsOfPlanted('94-line', [{ code: figure(line) }]);
      expect(faults).toEqual(['cell 1 shows 1 interactive pictures, stored are 0']);
    });

    it('what fails when the last cell is done, of which the page shows nothing', async () => {
      const code = 'setTimeout(() => { throw new RangeError("too late"); }, 50);';
      const faults = await faultsOfPlanted('95-late', [{ code: '1 + 1' }, { code }]);
      expect(faults).toEqual([]);
      await vi.waitFor(() => expect(lab.lateFaults('95-late.ipynb')).toHaveLength(1));
      expect(lab.lateFaults('95-late.ipynb')[0]).toMatch(/^cell 2, a throw after.*too late/);
      expect(lab.lateFaults('90-stderr.ipynb')).toEqual([]);
    });

    it('a page that asks another machine', async () => {
      const url = 'https://pictures.example/one.png';
      const faults = await faultsOfPlanted('93-network', [`![one](${url})`, { code: '1 + 1' }]);
      expect(faults).toContain(`asks another machine: ${url}`);
    });
  });
});
