import { describe, expect, it } from 'vitest';
import { compareRun, compareScript, compareSources } from '../../../src/course/compareChapter.js';
import type { Notebook, NotebookCell, Output } from '../../../src/course/notebook.js';

const printed = (text: string): Output => ({ output_type: 'stream', name: 'stdout', text });
const picture = (x: readonly number[], png = true): Output => ({
  output_type: 'display_data',
  data: {
    'application/vnd.plotly.v1+json': { data: [{ x }], layout: { title: 'Mass' } },
    'text/plain': '[figure] heavier birds have longer flippers',
    ...(png ? { 'image/png': 'AAAA' } : {}),
  },
  metadata: {},
});

function notebook(
  outputs: readonly Output[],
  tags: readonly string[] = [],
  source = 'run();',
): Notebook {
  const cell: NotebookCell = {
    id: 'a',
    cell_type: 'code',
    source,
    metadata: { tags },
    outputs: [...outputs],
  };
  return { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
}

describe('compareRun', () => {
  it('accepts the same outputs, pictures without their PNG included', () => {
    const stored = notebook([printed('1.5\n'), picture([1, 2])]);
    expect(compareRun(stored, notebook([printed('1.5\n'), picture([1, 2], false)]))).toEqual([]);
  });

  it.each([
    [
      'another number in a picture',
      [picture([1, 2])],
      [picture([1, 3], false)],
      /x\[1\]: expected 2, but got 3/,
    ],
    [
      'a point too many',
      [picture([1, 2])],
      [picture([1, 2, 3], false)],
      /expected 2 entries, but got 3/,
    ],
    ['a picture that is gone', [picture([1])], [], /expected/],
    ['a stored picture without PNG', [picture([1], false)], [picture([1], false)], /no PNG/],
    ['text that is new', [], [printed('hello')], /hello/],
  ])('refuses %s', (_, before, after, message) => {
    expect(compareRun(notebook(before), notebook(after))[0]?.text).toMatch(message);
  });

  it('masks counts of a tensor cell only where the backend is another one', () => {
    const on = (backend: string, count: number) =>
      notebook([printed(`[backend] ${backend}\n${count} right\n`)], ['tensor']);
    expect(compareRun(on('native', 97), on('wasm', 98))).toEqual([]);
    expect(compareRun(on('native', 97), on('native', 98))).toHaveLength(1);
  });

  it('masks whole numbers of a picture, too, there only', () => {
    const on = (backend: string, at: number) =>
      notebook([printed(`[backend] ${backend}\n`), picture([at])], ['tensor']);
    expect(compareRun(on('native', 97), on('wasm', 98))).toEqual([]);
    expect(compareRun(on('native', 97), on('native', 98))).toHaveLength(1);
    expect(compareRun(on('native', 0.97), on('wasm', 0.98))).toHaveLength(1);
  });

  it('takes whole numbers of a picture for counts, but for those behind tensors', () => {
    const two = [notebook([picture([3e6])]), notebook([picture([2_999_998])])] as const;
    expect(compareRun(...two)[0]?.text).toMatch(/expected 3000000, but got 2999998/);
    const behind = two.map(({ cells: [cell] }) => notebook(cell!.outputs!, ['tensor']));
    expect(compareRun(behind[0]!, behind[1]!)).toEqual([]);
    // Beyond 2 ** 53 every number is whole.
    expect(compareRun(notebook([picture([1e17])]), notebook([picture([1e17 + 32])]))).toEqual([]);
  });

  it('masks how many marks a picture has, there only', () => {
    const on = (backend: string, marks: readonly number[]) =>
      notebook([printed(`[backend] ${backend}\n`), picture(marks)], ['tensor']);
    expect(compareRun(on('native', [0.5]), on('wasm', [0.5, 0.7]))).toEqual([]);
    expect(compareRun(on('native', [0.5]), on('native', [0.5, 0.7]))).toHaveLength(1);
  });
});

describe('compareScript', () => {
  it('compares the text of displays and streams in order', () => {
    const stored = notebook([printed('a\n'), picture([1])]);
    expect(compareScript(stored, ['a\n[figure] heavier birds have longer flippers\n'])).toEqual([]);
    expect(compareScript(stored, ['a\n'])).toHaveLength(1);
  });

  it('names a bare value as the likely cause when the script prints nothing', () => {
    expect(compareScript(notebook([printed('42\n')]), [''])[0]?.text).toContain('bare value');
  });

  it('lets counts behind tensors differ when the script ran on another backend, and only then', () => {
    const stored = notebook([printed('[backend] native TensorFlow\n539 of 899\n')], ['tensor']);
    expect(compareScript(stored, ['[backend] WebAssembly\n540 of 899\n'])).toEqual([]);
    expect(compareScript(stored, ['[backend] native TensorFlow\n540 of 899\n'])).toHaveLength(1);
    expect(compareScript(stored, ['[backend] WebAssembly\n540.5 of 899\n'])).toHaveLength(1);
  });

  it('leaves out cells in which the learner finds a stub', () => {
    expect(compareScript(notebook([printed('not attempted')], ['exercise']), ['4'])).toEqual([]);
  });
});

describe('compareSources', () => {
  it('finds changed code, changed tags and changed front matter', () => {
    const stored = notebook([]);
    expect(compareSources(stored, notebook([printed('x')]))).toEqual([]);
    expect(compareSources(stored, notebook([], [], 'walk();'))).toHaveLength(1);
    expect(compareSources(stored, notebook([], ['measured']))).toHaveLength(1);
    expect(compareSources(stored, { ...stored, metadata: { mle: { title: 'New' } } })).toHaveLength(
      1,
    );
    expect(compareSources(stored, { ...stored, cells: [] })).toHaveLength(1);
  });

  it('takes what JupyterLab writes of the kernel on saving for no change', () => {
    const of = (language_info: object) => ({ ...notebook([]), metadata: { language_info } });
    const saved = of({ name: 'typescript', version: '5.9', mimetype: 'text/x-typescript' });
    expect(compareSources(saved, of({ name: 'typescript' }))).toEqual([]);
  });

  it('does not send those who wrote answers to write the notebook again', () => {
    const [difference] = compareSources(notebook([], [], 'return 42;'), notebook([]));
    expect(difference?.text).toMatch(/If you wrote answers here, leave the notebook as it is/);
  });
});
