import { runMle } from '../../../src/cli/index.js';

/** What a command has said so far, and its exit code to come. */
export interface Recorded {
  readonly told: { out: string; err: string };
  readonly code: Promise<number>;
}

/** Starts `mle ARGS` in this process, its two streams written down. */
export function recordMle(...args: string[]): Recorded {
  const told = { out: '', err: '' };
  const code = runMle(args, {
    out: (text) => {
      told.out += text;
    },
    err: (text) => {
      told.err += text;
    },
  });
  return { told, code };
}

/** Runs `mle ARGS` to its end. */
export async function mle(...args: string[]) {
  const { told, code } = recordMle(...args);
  return { code: await code, ...told };
}
