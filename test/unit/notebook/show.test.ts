import { describe, expect, it } from 'vitest';
import { Matrix, Table } from '../../../src/core/index.js';
import { inNotebook, show, showHtml, showMarkdown } from '../../../src/notebook/index.js';
import { listen, pretendKernel } from './kernel.js';

const heard = listen();
const birds = Table.from({
  species: ['Adelie', null, 'Gentoo'],
  mass: [3750, Number.NaN, 5000],
  beak: [18.7, 17.25, Number.NaN],
  tagged: [true, false, null],
});
const figure = { data: [], layout: {}, title: 'T', altText: 'Nothing is to be seen here.' };

/** What a script prints for the same call, without the last line end. */
function printedBy(call: () => void): string {
  delete (globalThis as { __tslab__?: unknown }).__tslab__;
  heard.text = '';
  call();
  return heard.text.replace(/\n$/, '');
}

describe('inNotebook', () => {
  it('knows a script', () => expect(inNotebook()).toBe(false));

  it('finds the kernel that runs among several installations, on Windows too', () => {
    pretendKernel(heard);
    expect(inNotebook()).toBe(true);
    pretendKernel(heard, 'C:\\tools\\node_modules\\tslab\\dist\\jupyter.js');
    expect(inNotebook()).toBe(true);
  });

  it('does not take a kernel for one that has not begun', () => {
    pretendKernel(heard, '/elsewhere/tslab/dist/other.js');
    expect(inNotebook()).toBe(false);
  });
});

describe('show of a table', () => {
  it('is aligned in a terminal: numbers right, words left, missing in words', () => {
    show(birds);
    expect(heard.text).toBe(
      [
        'species     mass     beak  tagged',
        '──────────────────────────────────',
        'Adelie      3750    18.70  true',
        'missing  missing    17.25  false',
        'Gentoo      5000  missing  missing',
        '3 rows × 4 columns',
        '',
      ].join('\n'),
    );
  });

  it('is one bundle in a notebook, whose plain text is what a script prints', () => {
    pretendKernel(heard);
    show(birds);
    expect(heard.text).toBe('');
    expect(heard.bundles).toHaveLength(1);
    expect(Object.keys(heard.bundles[0]!).sort()).toEqual(['text/html', 'text/plain']);
    const plain = heard.bundles[0]!['text/plain'];
    expect(plain).toBe(printedBy(() => show(birds)));
  });

  it('shows ten rows, says how many there are, and takes other wishes', () => {
    const long = Table.from({ n: Array.from({ length: 12 }, (_, i) => i) });
    show(long);
    expect(heard.text.split('\n').at(-2)).toBe('12 rows × 1 column, first 10 shown');
    expect(printedBy(() => show(long, { rows: 2 })).split('\n')).toHaveLength(5);
    expect(printedBy(() => show(long, { rows: Number.POSITIVE_INFINITY }))).toMatch('\n11\n');
  });

  it('escapes what HTML would read as markup, and sets missing values apart', () => {
    pretendKernel(heard);
    show(Table.from({ 'a<b>': ['<script>"&\'', null] }));
    const html = String(heard.bundles[0]!['text/html']);
    expect(html).toContain('a&lt;b&gt;');
    expect(html).toContain('&lt;script&gt;&quot;&amp;&#39;');
    expect(html).not.toContain('<script>');
    expect(html).toMatch(/<em [^>]*>missing<\/em>/);
  });

  it('quotes texts that could be misread', () => {
    show(Table.from({ text: ['', ' x', 'missing', 'a\nb', 'plain text', 'a "b"'] }));
    expect(heard.text.split('\n').slice(2, 8)).toEqual([
      '""',
      '" x"',
      '"missing"',
      '"a\\nb"',
      'plain text',
      'a "b"',
    ]);
  });

  it('cuts long texts, and counts wide characters twice', () => {
    const texts = Table.from({ text: ['x'.repeat(60), '日本'], n: [1, 2] });
    show(texts, { width: 6 });
    const lines = heard.text.split('\n');
    expect(lines[2]).toBe('xxxxx…  1');
    expect(lines[3]).toBe('日本    2');
  });

  it('shows dates by their UTC clock, with the time only where there is one', () => {
    const days = [new Date('2012-01-01'), null];
    show(Table.from({ day: days, moment: [new Date('2012-01-01T13:45:00Z'), days[0]!] }));
    const lines = heard.text.split('\n');
    expect(lines[2]).toBe('2012-01-01  2012-01-01 13:45');
    expect(lines[3]).toBe('missing     2012-01-01 00:00');
  });

  it('takes decimals by column', () => {
    show(birds, { decimals: { beak: 1 } });
    expect(heard.text).toMatch('17.3');
  });

  it('shows a table without rows', () => {
    show(birds.slice(0, 0));
    expect(heard.text).toMatch('0 rows × 4 columns');
  });

  it.each([
    ['no rows', { rows: 0 }],
    ['no width', { width: 0 }],
  ])('refuses %s', (_, options) => {
    expect(() => show(birds, options)).toThrow('OUT_OF_RANGE');
  });
});

describe('show of other values', () => {
  it('sends a figure as one bundle of picture and sentence', () => {
    pretendKernel(heard);
    show(figure);
    expect(heard.bundles).toEqual([
      {
        'application/vnd.plotly.v1+json': {
          data: [],
          layout: {},
          config: { displaylogo: false, responsive: true },
        },
        'text/plain': '[figure] Nothing is to be seen here.',
      },
    ]);
  });

  it('aligns a matrix and cuts a large one', () => {
    show(
      Matrix.from([
        [1, 0.5],
        [-10, 2],
      ]),
    );
    expect(heard.text).toBe('Matrix 2 × 2\n    1  0.5\n  -10  2.0\n');
    const large = printedBy(() => show(Matrix.zeros(11, 12))).split('\n');
    expect(large[0]).toBe('Matrix 11 × 12');
    expect(large[1]).toBe(`  ${'0  '.repeat(10)}…`);
    expect(large).toHaveLength(12);
  });

  it.each([
    ['a string', 'a\nb 50%', 'a\nb 50%\n'],
    ['a number', 0.1 + 0.2, '0.30000000000000004\n'],
    ['an object', { a: [1, 2], b: 'x' }, "{ a: [ 1, 2 ], b: 'x' }\n"],
    ['a vector', new Float64Array([1, 2.5]), 'Float64Array(2) [ 1, 2.5 ]\n'],
    ['null', null, 'null\n'],
    ['undefined', undefined, 'undefined\n'],
  ])('prints %s as console.log does, in a notebook and in a script', (_, value, text) => {
    show(value);
    expect(heard.text).toBe(text);
    pretendKernel(heard);
    show(value);
    expect(heard.text).toBe(text + text);
    expect(heard.bundles).toHaveLength(0);
  });

  it('sends HTML and Markdown with their plain text', () => {
    pretendKernel(heard);
    showHtml('<b>x</b>', 'x');
    showMarkdown('**x**');
    expect(heard.bundles).toEqual([
      { 'text/html': '<b>x</b>', 'text/plain': 'x' },
      { 'text/markdown': '**x**', 'text/plain': '**x**' },
    ]);
    expect(printedBy(() => showHtml('<b>x</b>', 'x'))).toBe('x');
  });
});
