// node scripts/ts.mjs scripts/screenshots.ts [08 13]
// Photographs chapters in JupyterLab as they are stored, from top to bottom, so that their authors
// can look at them: build/screenshots/<chapter>-01.png, -02.png, …
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { courseAndChapters } from './arguments.js';
import { copyNotebooks } from './browser/copyNotebooks.js';
import { findChromium, INSTALL_CHROMIUM } from './browser/findChromium.js';
import { launchChromium } from './browser/launchChromium.js';
import { NotebookPage } from './browser/notebookPage.js';
import { photographWhole } from './browser/photographWhole.js';
import { ALL_DRAWN, QUIET, startLab } from './browser/startLab.js';

const WINDOW = { width: 1280, height: 2000 };

const { course, slugs: chosen } = courseAndChapters();
const slugs = chosen.filter((slug) => existsSync(course.notebookFile(slug)));
for (const slug of chosen) {
  if (!slugs.includes(slug)) console.error(`${slug} has no notebook yet: npm run build`);
}
const chromium = findChromium();
if (chromium === undefined) {
  console.error(`No Chromium found: ${INSTALL_CHROMIUM}.`);
  process.exit(1);
}
const target = join(course.root, 'build', 'screenshots');
mkdirSync(target, { recursive: true });
const folder = copyNotebooks(
  course.root,
  slugs.map((slug) => course.notebookFile(slug)),
);
// Both end with this process, too, when it is interrupted.
const lab = await startLab(folder, { ...QUIET, ...ALL_DRAWN });
const browser = await launchChromium(chromium);
try {
  for (const slug of slugs) {
    for (const old of readdirSync(target)) {
      if (old.startsWith(slug) && /-\d\d\.png$/.test(old)) rmSync(join(target, old));
    }
    const view = await NotebookPage.open(browser, lab, `${slug}.ipynb`, WINDOW);
    const pieces = await photographWhole(view, join(target, slug));
    for (const piece of pieces) console.log(piece);
    for (const problem of view.problems) console.error(`${slug}: ${problem}`);
    await view.close();
    await lab.endKernel(`${slug}.ipynb`);
  }
} finally {
  await browser.close();
  await lab.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
