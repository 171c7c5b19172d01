import { format } from 'node:util';
import type { Json } from '../plot/index.js';

/** One output in several forms, by MIME type: each reader takes the richest that it knows. */
export interface Bundle {
  readonly 'text/plain': string;
  readonly [mimeType: string]: Json;
}

/** What the running kernel offers for sending a bundle (tslab/dist/jupyter.js). */
type WriteDisplayData = (
  content: {
    readonly data: Bundle;
    readonly metadata: object;
    readonly transient: object;
  },
  update?: boolean,
) => void;

interface LoadedModule {
  readonly exports?: { readonly lastWriteDisplayData?: WriteDisplayData | null };
}
type ModuleCache = Readonly<Record<string, LoadedModule | undefined>>;

const KERNEL_MODULE = /[\\/]tslab[\\/]dist[\\/]jupyter\.js$/;

let last: { readonly cache: ModuleCache; readonly path: string } | undefined;

/**
 * Whether this code runs in a notebook's kernel, as opposed to a script.
 *
 * @example inNotebook(); // false
 */
export function inNotebook(): boolean {
  return kernelWriter() !== undefined;
}

/** Sends a bundle in a notebook; prints its plain text in a script. */
export function emit(bundle: Bundle): void {
  const write = kernelWriter();
  if (write === undefined) print(bundle['text/plain']);
  else write({ data: bundle, metadata: {}, transient: {} });
}

/** Shows a bundle in a notebook under a name, or in place of what stands there under it. */
export function emitNamed(name: string, bundle: Bundle, update: boolean): void {
  kernelWriter()?.({ data: bundle, metadata: {}, transient: { display_id: name } }, update);
}

/** Prints like `console.log`, always without colours: the same bytes in every terminal. */
export function print(value: unknown): void {
  process.stdout.write(`${format(value)}\n`);
}

/**
 * The kernel that runs this code may be another installation of tslab than the course's own, so
 * its module is found where it is loaded instead of being imported: a second instance would have
 * no connection to the notebook.
 */
function kernelWriter(): WriteDisplayData | undefined {
  const kernel = (globalThis as { __tslab__?: { require?: { cache?: ModuleCache } } }).__tslab__;
  const cache = kernel?.require?.cache;
  if (cache === undefined) return undefined;
  if (last?.cache === cache) {
    const known = writerOf(cache[last.path]);
    if (known !== undefined) return known;
  }
  for (const path of Object.keys(cache)) {
    if (!KERNEL_MODULE.test(path)) continue;
    const found = writerOf(cache[path]);
    if (found === undefined) continue; // a second tslab that only looked for this one
    last = { cache, path };
    return found;
  }
  return undefined;
}

function writerOf(loaded: LoadedModule | undefined): WriteDisplayData | undefined {
  const write = loaded?.exports?.lastWriteDisplayData;
  return typeof write === 'function' ? write : undefined;
}
