import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MlError } from '../core/index.js';

/** Where a course lies, and the limits under which its chapters run. */
export interface CourseOptions {
  /** The folder that holds `.venv`, `node_modules` and the kernel; default: the course's own. */
  readonly tools?: string;
  /** The kernel's name; default `tslab`. */
  readonly kernel?: string;
  /** Seconds after which a cell is stopped; default 120. */
  readonly cellSeconds?: number;
}

/** What JupyterLab calls a notebook that was duplicated: a learner's own, and no chapter. */
const COPY = /-Copy\d+$/;

/**
 * A course on disk: `lessons/NN-slug.ts` and `notebooks/NN-slug.ipynb`, one to one.
 *
 * @example new Course('.').lessonFile('08-linear-regression').endsWith('08-linear-regression.ts'); // true
 */
export class Course {
  readonly root: string;
  readonly tools: string;
  readonly kernel: string;
  readonly cellSeconds: number;

  constructor(root: string, options: CourseOptions = {}) {
    this.root = resolve(root);
    this.tools = resolve(options.tools ?? root);
    this.kernel = options.kernel ?? 'tslab';
    this.cellSeconds = options.cellSeconds ?? 120;
  }

  /** The interpreter of the virtual environment that set-up made. */
  get python(): string {
    const windows = process.platform === 'win32';
    return join(this.tools, '.venv', windows ? 'Scripts/python.exe' : 'bin/python');
  }

  lessonFile(slug: string): string {
    return join(this.root, 'lessons', `${slug}.ts`);
  }

  notebookFile(slug: string): string {
    return join(this.root, 'notebooks', `${slug}.ipynb`);
  }

  /** The name of a lesson's file as messages show it. */
  lessonName(slug: string): string {
    return `lessons/${slug}.ts`;
  }

  readLesson(slug: string): string {
    return readFileSync(this.lessonFile(slug), 'utf8').replaceAll('\r\n', '\n');
  }

  /** The chapters in order: every one has its lesson. */
  get slugs(): string[] {
    return this.#names('lessons', '.ts');
  }

  /** The notebooks in order that have lost their lesson, but for the learner's own copies. */
  get orphans(): string[] {
    const slugs = this.slugs;
    const names = this.#names('notebooks', '.ipynb');
    return names.filter((name) => !slugs.includes(name) && !COPY.test(name));
  }

  /** What is called as chapters are, without its ending. */
  #names(folder: string, ending: string): string[] {
    const path = join(this.root, folder);
    const all = existsSync(path) ? readdirSync(path) : [];
    const ours = all.filter((name) => /^\d\d-/.test(name) && name.endsWith(ending));
    return ours.map((name) => name.slice(0, -ending.length)).sort();
  }

  /**
   * The chapters that arguments such as `08`, `13` or `08-linear-regression` name, `orphans` among them;
   * all without any.
   *
   * @throws MlError INVALID_ARGUMENT when one names no chapter.
   */
  select(names: readonly string[]): string[] {
    const slugs = [...this.slugs, ...this.orphans];
    const wanted = names.map((name) => {
      const found = slugs.find((slug) => slug === name || slug.startsWith(`${name}-`));
      if (found) return found;
      throw new MlError(
        'INVALID_ARGUMENT',
        `no chapter is called "${name}". There are: ${slugs.join(', ')}.`,
      );
    });
    return names.length === 0 ? slugs.sort() : [...new Set(wanted)];
  }
}
