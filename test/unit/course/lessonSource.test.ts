import { describe, expect, it } from 'vitest';
import {
  codeCellLines,
  withCellMarks,
  withoutSolutions,
} from '../../../src/course/lessonSource.js';

const LESSON = `// ---
// title: Halves
// ---

// %% [markdown]
// # Halves

// %%

const a = 1;

// %% tags=["exercise"]
function half(x: number): number {
  const two = 2;
  // solution
  if (x === 0) {
    return 0;
  }

  return x / two;
}
const after = 1;

// %% [markdown]
// End.

// %%
console.log(a, after, half(3));
`;

describe('withoutSolutions', () => {
  const stubbed = withoutSolutions(LESSON);

  it('puts a stub in place of what follows the mark, to the end of its block', () => {
    expect(stubbed).toContain(
      "  const two = 2;\n  throw new Error('not attempted: write your answer here');\n}\nconst after = 1;",
    );
    expect(stubbed).not.toContain('x / two');
  });

  it('leaves all other lines alone, and a lesson without solutions whole', () => {
    expect(stubbed).toContain('console.log(a, after, half(3));\n');
    expect(withoutSolutions(stubbed)).toBe(stubbed);
  });

  it('takes out several solutions in one cell', () => {
    const two =
      'function f() {\n  // solution\n  return 1;\n}\nfunction g() {\n  // solution\n  return 2;\n}\n';
    expect(withoutSolutions(two)).not.toMatch(/return/);
    expect(withoutSolutions(two).match(/not attempted/g)).toHaveLength(2);
  });

  it.each([
    ['a text whose lines begin in column 0', `return \`Dear Ada,\n} \${"\`"} is no end\nYours\`;`],
    [
      'a text within a text',
      `return \`a \${[1].map((x) => {\n    return \`b\n\${x} }\`;\n  })}\n}\`;`,
    ],
    ['a comment whose lines begin in column 0', '/* said `once\n} not the end */\n  return 1;'],
    ['quotes that open no text', "const tick = '`', other = /[`/]/; // `\n  return tick + other;"],
    ['a quotient, which is no pattern', 'return (4 / 2) / 1 + `\n}`.length / 2;'],
  ])('takes out a solution with %s', (_, body) => {
    const source = `function f() {\n  // solution\n  ${body}\n}\nconst after = 1;\n`;
    expect(withoutSolutions(source)).toBe(
      "function f() {\n  throw new Error('not attempted: write your answer here');\n}\nconst after = 1;\n",
    );
  });

  it('ends a solution with its cell, even where a text is left open', () => {
    const open = 'function f() {\n  // solution\n  return `\n// %%\nconst after = 1;\n';
    expect(withoutSolutions(open)).toContain('// %%\nconst after = 1;');
  });

  it('refuses a solution outside a function, and says on which line', () => {
    expect(() => withoutSolutions('const a = 1;\n// solution\nconst b = 2;\n')).toThrow(
      /line 2.*PARSE_ERROR/s,
    );
  });
});

describe('codeCellLines', () => {
  it('gives the first line of code of each code cell', () => {
    const lines = LESSON.split('\n');
    expect(codeCellLines(LESSON).map((line) => lines[line - 1])).toEqual([
      'const a = 1;',
      'function half(x: number): number {',
      'console.log(a, after, half(3));',
    ]);
  });
});

describe('withCellMarks', () => {
  it('marks the code cells in order and moves no line', () => {
    const marked = withCellMarks(LESSON);
    expect(marked.split('\n')).toHaveLength(LESSON.split('\n').length);
    expect(marked.match(/cell \d/g)).toEqual(['cell 1', 'cell 2', 'cell 3']);
    expect(marked).toContain('// %% [markdown]');
  });
});
