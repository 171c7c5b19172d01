import { afterEach, beforeEach, vi } from 'vitest';

/** What a cell said: bundles to the kernel, or text to the terminal. */
export interface Heard {
  readonly bundles: Record<string, unknown>[];
  text: string;
}

/** Listens to what cells print, in each test of a file. */
export function listen(): Heard {
  const heard: Heard = { bundles: [], text: '' };
  beforeEach(() => {
    heard.bundles.length = 0;
    heard.text = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      heard.text += String(chunk);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    delete (globalThis as { __tslab__?: unknown }).__tslab__;
  });
  return heard;
}

/** Pretends that a tslab kernel runs, installed elsewhere than the course's own. */
export function pretendKernel(heard: Heard, path = '/elsewhere/tslab/dist/jupyter.js'): void {
  const cache = {
    '/elsewhere/tslab/dist/executor.js': { exports: {} },
    // Loaded, but not the one that runs: it never got a message.
    '/course/node_modules/tslab/dist/jupyter.js': { exports: { lastWriteDisplayData: null } },
    [path]: {
      exports: {
        lastWriteDisplayData: (content: {
          data: Record<string, unknown>;
          metadata: object;
          transient: object;
        }) => {
          heard.bundles.push(content.data);
          if (!content.metadata || !content.transient) throw new Error('not a display message');
        },
      },
    },
  };
  // As in tslab: `require` is a function behind a proxy.
  const require = new Proxy(
    Object.assign(() => undefined, { cache }),
    {},
  );
  (globalThis as { __tslab__?: unknown }).__tslab__ = { exports: {}, require };
}
