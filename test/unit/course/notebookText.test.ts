import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Notebook } from '../../../src/course/notebook.js';
import { formatNotebook, parseNotebook } from '../../../src/course/notebookText.js';

function notebookWith(source: string, data: Record<string, unknown>): Notebook {
  const output = { output_type: 'display_data' as const, data, metadata: {} };
  return {
    cells: [
      { id: 'a', cell_type: 'code', source, metadata: {}, execution_count: 1, outputs: [output] },
    ],
    metadata: { mle: { title: 'T' } },
    nbformat: 4,
    nbformat_minor: 5,
  };
}

describe('a notebook as text', () => {
  it('comes back the same, whatever its cells hold', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (source, plain) => {
        const data = {
          'text/plain': plain,
          'application/vnd.plotly.v1+json': { data: [{ text: ['a\n', 'b'], x: [1, 2] }] },
        };
        const notebook = notebookWith(source, data);
        expect(parseNotebook(formatNotebook(notebook), 'x')).toEqual(notebook);
        expect(formatNotebook(parseNotebook(formatNotebook(notebook), 'x'))).toBe(
          formatNotebook(notebook),
        );
      }),
    );
  });

  it('is written as Jupyter writes it: sorted keys, long texts as lists of lines', () => {
    const stored = JSON.parse(formatNotebook(notebookWith('a\nb', { 'text/plain': 'x\n' })));
    expect(Object.keys(stored)).toEqual(['cells', 'metadata', 'nbformat', 'nbformat_minor']);
    expect(stored.cells[0].source).toEqual(['a\n', 'b']);
    expect(stored.cells[0].outputs[0].data['text/plain']).toEqual(['x\n']);
  });

  it.each([
    ['a file that is cut off', '{"cells": ['],
    ['another kind of JSON', '[1, 2]'],
    ['an older format', '{"nbformat": 3, "cells": []}'],
  ])('refuses %s', (_, text) => {
    expect(() => parseNotebook(text, 'notebooks/08.ipynb')).toThrow(
      /notebooks\/08\.ipynb.*PARSE_ERROR/s,
    );
  });
});
