import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import * as library from 'mle-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/*
 * Every `@example` of a doc comment in src is run. Its form is `expression; // value`, one line or
 * several that share their variables; a line without a value is only carried out. The value is
 * what `util.inspect` prints, or a number, which agrees to twelve digits.
 */

const src = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'src');

interface Example {
  readonly file: string;
  readonly line: number;
  readonly statements: readonly { readonly code: string; readonly value: string | undefined }[];
}

const examples = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/(^|[\\/])(dist|node_modules)[\\/]/.test(file))
  .flatMap((file) => examplesOf(file, readFileSync(join(src, file), 'utf8')));

describe('examples of doc comments', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockImplementation(() => {});
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it.each(
    examples.map((e) => [`src/${e.file.split(sep).join('/')}:${e.line}`, e] as const),
  )('%s says what happens', async (_, example) => {
    const values: unknown[] = [];
    const told = example.statements.filter(({ value }) => value !== undefined);
    const body = example.statements.map(({ code, value }) =>
      value === undefined ? code : `__values.push(await (${code.replace(/;\s*$/, '')}));`,
    );
    const scope: Record<string, unknown> = { ...library, __values: values };
    // What the example's folder exports, and what its own file does.
    for (const file of [join(dirname(example.file), 'index.ts'), example.file]) {
      if (!existsSync(join(src, file))) continue;
      Object.assign(scope, await import(/* @vite-ignore */ pathToFileURL(join(src, file)).href));
    }
    const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
    await new AsyncFunction(...Object.keys(scope), `'use strict';\n${body.join('\n')}`)(
      ...Object.values(scope),
    );
    expect(values.length).toBe(told.length);
    values.forEach((value, i) => {
      expectPrinted(value, told[i]!.value!);
    });
  });

  it('exist for every function and class that the library exports', () => {
    const told = examples
      .flatMap(({ statements }) => statements.map(({ code }) => code))
      .join('\n');
    const silent = Object.entries(library)
      .filter(([name, value]) => typeof value === 'function' && !/^Fitted/.test(name))
      .map(([name]) => name)
      .filter((name) => !new RegExp(`\\b${name}\\b`).test(told));
    expect(silent).toEqual([]);
  });
});

describe('the reader of examples', () => {
  it('finds one line, several examples and several lines', () => {
    const text = `
/**
 * What for.
 * @example f(1); // 2
 * @example
 * const a = f(1);
 * g(a, 'x; // y'); // [ 'z' ]
 * @param a
 */
`;
    const found = examplesOf(`x${sep}y.ts`, text);
    expect(found.map(({ line }) => line)).toEqual([4, 5]);
    expect(found.map(({ statements }) => statements)).toEqual([
      [{ code: 'f(1);', value: '2' }],
      [
        { code: 'const a = f(1);', value: undefined },
        { code: "g(a, 'x; // y');", value: "[ 'z' ]" },
      ],
    ]);
  });

  it('refuses an example that tells no value', () => {
    expect(() => examplesOf('x.ts', '/** @example f(1); */')).toThrow('x.ts:1');
  });

  it('sees a wrong value', () => {
    expect(() => expectPrinted(1.5, '1.6')).toThrow();
    expect(() => expectPrinted([1], '[ 2 ]')).toThrow();
    expect(() => expectPrinted('1', '1')).toThrow();
    expectPrinted(0.1 + 0.2, '0.3');
  });
});

function examplesOf(file: string, text: string): Example[] {
  const found: Example[] = [];
  for (const comment of text.matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const before = text.slice(0, comment.index).split('\n').length;
    const lines = comment[0]
      .replace(/^\/\*\*/, '')
      .replace(/\*\/$/, '')
      .split('\n')
      .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
    for (let i = 0; i < lines.length; i++) {
      if (!lines[i]!.startsWith('@example')) continue;
      const own = [lines[i]!.slice('@example'.length)];
      let j = i + 1;
      while (j < lines.length && !/^@\w/.test(lines[j]!)) own.push(lines[j++]!);
      const statements = statementsOf(own);
      if (!statements.some(({ value }) => value !== undefined)) {
        throw new Error(`${file}:${before + i}: an example needs "expression; // value".`);
      }
      found.push({ file, line: before + i, statements });
    }
  }
  return found;
}

function statementsOf(lines: readonly string[]): Example['statements'] {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('```'))
    .map((line) => {
      const place = line.lastIndexOf('; // ');
      if (place < 0) return { code: line, value: undefined };
      return { code: line.slice(0, place + 1), value: line.slice(place + 5).trim() };
    });
}

function expectPrinted(value: unknown, told: string): void {
  const number = Number(told);
  if (typeof value === 'number' && Number.isFinite(number)) {
    expect(Math.abs(value - number)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(number)));
    return;
  }
  expect(inspect(value, { breakLength: Number.POSITIVE_INFINITY, compact: true })).toBe(told);
}
