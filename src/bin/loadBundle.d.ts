import type { Script } from 'node:vm';

/** Runs a file that set-up bundled, from what V8 compiled of it where that is there. */
export function loadBundle(path: string): {
  readonly script: Script;
  readonly exports: Readonly<Record<string, unknown>>;
};
/** Where set-up keeps what V8 compiled of a bundle, for machines like this one. */
export function compiledOf(path: string): string;
