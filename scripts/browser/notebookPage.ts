import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Lab } from './startLab.js';

/** What JupyterLab shows of one code cell. */
export interface ShownCell {
  /** `[3]:` done, `[*]:` running, `[ ]:` not run. */
  readonly prompt: string;
  /** What it printed to stderr, and errors: empty when all is well. */
  readonly complaints: string;
  /** The number of interactive pictures. */
  readonly pictures: number;
}

const COMPLAINTS = ['stderr', 'error']
  .map((name) => `[data-mime-type="application/vnd.jupyter.${name}"]`)
  .join(', ');
const PICTURE = '.js-plotly-plot';
/** What Plotly draws for a point, a bar or a bin, where the pointer surely finds something. */
const MARKS = '.cartesianlayer .point';
const LINES = '.cartesianlayer .js-line';
const LOAD_MS = 60_000;

/** A place on the page, in CSS pixels. */
interface Place {
  readonly x: number;
  readonly y: number;
}

/** One notebook, open in JupyterLab. */
export class NotebookPage {
  readonly page: Page;
  /** What went wrong in the page itself: errors in its console, requests to other machines. */
  readonly problems: readonly string[];

  private constructor(page: Page, problems: readonly string[]) {
    this.page = page;
    this.problems = problems;
  }

  /**
   * Opens a notebook and waits until its cells are there and its kernel is.
   *
   * @param file its name in the server's folder, such as `08-linear-regression.ipynb`.
   * @param size of the window, in CSS pixels.
   */
  static async open(
    browser: Browser,
    lab: Lab,
    file: string,
    size: { readonly width: number; readonly height: number },
  ): Promise<NotebookPage> {
    const context = await browser.newContext({ viewport: size, locale: 'en-GB' });
    const page = await context.newPage();
    page.setDefaultTimeout(LOAD_MS);
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() !== 'error') return;
      problems.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const own = [lab.url, 'data:', 'blob:'].some((start) => request.url().startsWith(start));
      if (!own) problems.push(`asks another machine: ${request.url()}`);
    });
    // A workspace for each: two pages in one would take turns at what is open.
    const place = `lab/workspaces/${file.replace(/\W/g, '-')}/tree/${encodeURIComponent(file)}`;
    await page.goto(`${lab.url}${place}?reset&token=${lab.token}`);
    await page.locator('#jupyterlab-splash').waitFor({ state: 'detached' });
    await page.locator('.jp-Notebook .jp-Cell').first().waitFor();
    // Without a kernel nothing runs. The notebook's own indicator says "idle" before there is one,
    // too; the status bar does not.
    await page
      .locator('#jp-main-statusbar')
      .getByText(/\| Idle$/)
      .waitFor();
    return new NotebookPage(page, problems);
  }

  get #codeCells(): Locator {
    return this.page.locator('.jp-Notebook .jp-CodeCell');
  }

  /**
   * Runs all cells in the kernel that came with the page, and waits for the last one, or for the
   * one that fails: JupyterLab drops the cells behind it. What came of it is in `cells`.
   *
   * The notebook must have no execution numbers yet: they tell what has run.
   */
  async runAll(limitSeconds: number): Promise<void> {
    const { page } = this;
    await this.#unfold();
    await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
    const deadline = Date.now() + limitSeconds * 1000;
    // A prompt of a dropped cell looks as before the run, so a standstill has to last a little.
    for (let quiet = 0; quiet < 10 && Date.now() < deadline; ) {
      await sleep(100);
      const prompts = await this.#prompts();
      const begun = prompts.some((prompt) => /\d/.test(prompt));
      if (prompts.every((prompt) => /\d/.test(prompt))) break;
      quiet = begun && !prompts.includes('[*]:') ? quiet + 1 : 0;
    }
    await sleep(500); // outputs arrive before the prompt's number, pictures are drawn after it
  }

  /** Shows the source of folded cells: their numbers, which tell what has run, stand beside it. */
  async #unfold(): Promise<void> {
    if ((await this.page.locator('.jp-Notebook .jp-InputPlaceholder').count()) === 0) return;
    await this.page.getByRole('menuitem', { name: 'View', exact: true }).click();
    await this.page.getByRole('menuitem', { name: 'Expand All Code' }).click();
    await this.page
      .locator('.jp-Notebook .jp-InputPlaceholder')
      .first()
      .waitFor({ state: 'detached' });
  }

  async #prompts(): Promise<string[]> {
    const texts = await this.#codeCells.locator('.jp-InputArea-prompt').allTextContents();
    return texts.map((text) => text.trim());
  }

  /** Saves the notebook, as Ctrl+S does, and returns when its file is written. */
  async save(): Promise<void> {
    const written = this.page.waitForResponse(
      (response) =>
        response.ok() &&
        response.request().method() === 'PUT' &&
        response.url().includes('/api/contents/'),
    );
    await this.page.getByRole('menuitem', { name: 'File', exact: true }).click();
    await this.page.getByRole('menuitem', { name: /^Save Notebook(?! As)/ }).click();
    await written;
  }

  /** The code cells in order. */
  async cells(): Promise<ShownCell[]> {
    const prompts = await this.#prompts();
    return Promise.all(
      prompts.map(async (prompt, index) => {
        const cell = this.#codeCells.nth(index);
        const complaints = (await cell.locator(COMPLAINTS).allTextContents()).join('\n').trim();
        return { prompt, complaints, pictures: await cell.locator(PICTURE).count() };
      }),
    );
  }

  /** The interactive pictures in order. */
  pictures(): Promise<Locator[]> {
    return this.page.locator(`.jp-Notebook ${PICTURE}`).all();
  }

  /**
   * What a picture says when it is pointed at: at its first marks, then all over.
   *
   * @returns the label's text, null when the picture says nothing anywhere.
   */
  async hoverLabel(picture: Locator): Promise<string | null> {
    // Twice: pictures further up that are drawn late push this one away from under the pointer.
    for (let turn = 0; turn < 2; turn++) {
      await picture.scrollIntoViewIfNeeded();
      await standsStill(picture);
      for (const { x, y } of await placesToPoint(picture)) {
        await this.page.mouse.move(x, y);
        await sleep(80); // Plotly looks at the pointer every 50 ms
        const labels = await picture.locator('.hoverlayer .hovertext').allTextContents();
        if (labels.length > 0) return labels.join(' ');
      }
    }
    return null;
  }

  /** Scrolls to the notebook's beginning, or so that an element is seen. */
  async scrollTo(target?: Locator): Promise<void> {
    await this.page.mouse.move(1, 1); // away from all that reacts to the pointer
    if (target) await target.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    else {
      await this.page.locator('.jp-Notebook .jp-Cell').first().scrollIntoViewIfNeeded();
    }
    await sleep(300);
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** Waits until an element has kept its place for half a second, ten seconds at most. */
async function standsStill(element: Locator): Promise<void> {
  let [before, still] = ['', 0];
  for (let turn = 0; turn < 50 && still < 3; turn++) {
    const now = JSON.stringify(await element.boundingBox());
    still = now === before ? still + 1 : 0;
    before = now;
    await sleep(200);
  }
}

/** On marks and lines, where a picture has some, and then a grid over all of it. */
async function placesToPoint(picture: Locator): Promise<Place[]> {
  const places: Place[] = [];
  for (const mark of (await picture.locator(MARKS).all()).slice(0, 5)) {
    const box = await mark.boundingBox();
    if (box) places.push({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  }
  for (const line of (await picture.locator(LINES).all()).slice(0, 3)) {
    // At its ends there is a point of data, wherever the others are; Plotly looks 20 pixels around.
    const ends = (await line.evaluate((path) =>
      [5, path.getTotalLength() - 5].map((length) => {
        const at = path.getPointAtLength(length);
        const { x, y } = at.matrixTransform(path.getScreenCTM());
        return { x, y };
      }),
    )) as Place[];
    places.push(...ends);
  }
  const area = await picture.locator('.draglayer .nsewdrag, .main-svg').first().boundingBox();
  for (let step = 0; area && step < 12 * 7; step++) {
    const [column, row] = [(step % 12) + 0.5, Math.floor(step / 12) + 0.5];
    places.push({ x: area.x + (area.width * column) / 12, y: area.y + (area.height * row) / 7 });
  }
  return places;
}
