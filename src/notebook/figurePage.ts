import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Figure } from '../plot/index.js';
import { escapeHtml } from './html.js';

const COURSE = 'from-scratch-to-systems';
const PLOTLY = 'plotly.min.js';

/** How Plotly behaves around the picture, the same in notebook and page. */
export const PLOTLY_CONFIG = { displaylogo: false, responsive: true } as const;

let written = 0;

/**
 * Writes the interactive page of a script's next figure to build/figures/<chapter>-<n>.html.
 *
 * A lesson must run where nothing can be written, too, so a page that fails is left out silently:
 * the line that `show` prints is the script's output, the page an extra.
 *
 * @returns The page's path, or undefined where it could not be written.
 */
export function writeFigurePage(figure: Figure): string | undefined {
  written += 1;
  try {
    const folder = join(courseFolder(), 'build', 'figures');
    mkdirSync(folder, { recursive: true });
    providePlotly(folder);
    const path = join(folder, `${chapterName()}-${written}.html`);
    replaceFile(path, (temporary) => writeFileSync(temporary, figurePage(figure)));
    return path;
  } catch {
    return undefined;
  }
}

/** A page that shows the figure offline, with Plotly from the file beside it. */
export function figurePage(figure: Figure): string {
  const { data, layout, title, altText } = figure;
  // `<` would let a group's name end the script element.
  const spec = JSON.stringify({ data, layout, config: PLOTLY_CONFIG }).replace(/</g, '\\u003c');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<style>body{margin:1rem;background:#fff;color:#222;font:1rem/1.5 sans-serif}figure{margin:0}figcaption{max-width:45rem}</style>
<figure>
<div id="figure" role="img" aria-label="${escapeHtml(altText)}"></div>
<figcaption>${escapeHtml(altText)}</figcaption>
</figure>
<script src="${PLOTLY}"></script>
<script>
const spec = ${spec};
Plotly.newPlot('figure', spec.data, spec.layout, spec.config);
</script>
</html>
`;
}

/** The script's own name: `lessons/08-linear-regression.ts` → `08-linear-regression`. */
function chapterName(): string {
  const script = process.argv[1] ?? 'figure';
  return basename(script, extname(script)).replace(/[^\w.-]/g, '_');
}

/** The course's folder above the script, else above the working folder, else that one. */
function courseFolder(): string {
  const starts = [dirname(resolve(process.argv[1] ?? '.')), process.cwd()];
  for (const start of starts) {
    for (let folder = start; ; folder = dirname(folder)) {
      if (isCourse(folder)) return folder;
      if (folder === dirname(folder)) break;
    }
  }
  return process.cwd();
}

function isCourse(folder: string): boolean {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return false;
  return (JSON.parse(readFileSync(path, 'utf8')) as { name?: unknown }).name === COURSE;
}

/** Puts Plotly's one file beside the pages, unless it is there in full. */
function providePlotly(folder: string): void {
  const source = createRequire(import.meta.url).resolve('plotly.js-dist-min');
  const target = join(folder, PLOTLY);
  if (existsSync(target) && statSync(target).size === statSync(source).size) return;
  replaceFile(target, (temporary) => copyFileSync(source, temporary));
}

/** Two lessons may run at once: nobody sees half a file. */
function replaceFile(path: string, write: (temporary: string) => void): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    write(temporary);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
