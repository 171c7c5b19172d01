import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { progressBar } from '../../../src/notebook/index.js';
import { progressLine } from '../../../src/notebook/progressLine.js';
import { listen, pretendKernel } from './kernel.js';

const heard = listen();
beforeEach(() => {
  vi.stubEnv('MLE_PROGRESS', '');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

function terminal(columns = 60, isTTY = true) {
  const said: string[] = [];
  return { said, stream: { isTTY, columns, write: (text: string) => said.push(text) } };
}

/** Three steps, the second too soon to be drawn. */
function work(options: Parameters<typeof progressBar>[0] = {}): void {
  vi.useFakeTimers({ toFake: ['performance', 'Date', 'setTimeout', 'clearTimeout'] });
  const bar = progressBar(options);
  bar.start(4, 'fit');
  vi.advanceTimersByTime(20);
  bar.advance(1, { loss: 0.5, left: '3 s' });
  vi.advanceTimersByTime(200);
  bar.advance(1, { loss: 0.5, left: '3 s' });
  vi.advanceTimersByTime(20);
  bar.advance(2, { loss: 0.4, left: '2 s' });
  bar.advance(4, { loss: 0.3, left: '0 s' });
  bar.finish();
  expect(vi.getTimerCount()).toBe(0); // nothing keeps the process alive
}

/** Without the signs that move the cursor. */
const plain = (said: readonly string[]) =>
  said.map(stripVTControlCharacters).filter((text) => text !== '');

describe('progressBar', () => {
  it('writes one line in a terminal, over and over, and takes it away at the end', () => {
    const { said, stream } = terminal();
    work({ stream });
    expect(plain(said)).toEqual([
      'fit ──────────────────── 0%',
      'fit ━━━━━─────────────── 25% · loss 0.5 · left 3 s',
      'fit ━━━━━━━━━━━━━━━━━━━━ 100% · loss 0.3 · left 0 s',
    ]);
    expect(said.slice(-2)).toEqual(['\u001b[1G', '\u001b[2K']); // to the first column, and cleared
    expect(heard.text).toBe('');
  });

  it('never wraps in a narrow terminal', () => {
    const { said, stream } = terminal(12);
    work({ stream });
    for (const text of plain(said)) expect(text.length).toBeLessThanOrEqual(12);
  });

  it('writes a line each so often into a log, where it is asked to', () => {
    const { said, stream } = terminal(80, false);
    work({ stream, logEveryMs: 100 });
    const lines = said.join('').trimEnd().split('\n');
    expect(lines).toEqual([
      'fit ──────────────────── 0%',
      'fit ━━━━━─────────────── 25% · loss 0.5 · left 3 s',
      'fit ━━━━━─────────────── 25% · loss 0.5 · left 3 s',
      'fit ━━━━━━━━━━━━━━━━━━━━ 100% · loss 0.3 · left 0 s',
    ]);
  });

  it('can be used again, and counts where there is no total', () => {
    const { said, stream } = terminal(80, false);
    const bar = progressBar({ stream, logEveryMs: 100 });
    for (const label of ['one', 'two']) {
      bar.start(undefined, label);
      bar.advance(7);
      bar.finish();
    }
    expect(said.join('').trimEnd().split('\n')).toEqual(['one 0', 'one 7', 'two 0', 'two 7']);
  });

  it('is silent in a pipe, and where nobody watches', () => {
    const pipe = terminal(80, false);
    work({ stream: pipe.stream });
    expect(pipe.said).toEqual([]);
    vi.stubEnv('MLE_PROGRESS', 'off');
    const { said, stream } = terminal();
    work({ stream });
    pretendKernel(heard);
    work();
    expect([...said, ...heard.bundles]).toEqual([]);
  });

  it('updates one output of a notebook, and empties it at the end', () => {
    const sent: [string, string, boolean][] = [];
    pretendKernel(heard);
    const kernel = (globalThis as { __tslab__?: { require: { cache: Record<string, never> } } })
      .__tslab__!.require.cache['/elsewhere/tslab/dist/jupyter.js'] as unknown as {
      exports: Record<string, unknown>;
    };
    kernel.exports.lastWriteDisplayData = (
      content: { data: Record<string, string>; transient: { display_id: string } },
      update: boolean,
    ) => {
      sent.push([content.transient.display_id, content.data['text/html']!, update]);
    };
    work();
    work();
    expect(new Set(sent.map(([id]) => id)).size).toBe(2);
    expect(sent.slice(0, 4).map(([, html, update]) => [html, update])).toEqual([
      ['<code>fit ──────────────────── 0%</code>', false],
      ['<code>fit ━━━━━─────────────── 25% · loss 0.5 · left 3 s</code>', true],
      ['<code>fit ━━━━━━━━━━━━━━━━━━━━ 100% · loss 0.3 · left 0 s</code>', true],
      ['', true],
    ]);
  });
});

describe('progressLine', () => {
  it('counts where there is no total, and is full where there is nothing to do', () => {
    expect(progressLine('rows', 7, undefined, {})).toBe('rows 7');
    expect(progressLine('rows', 0, 0, {})).toMatch(/100%$/);
  });
});
