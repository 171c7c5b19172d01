import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/*
 * Notebooks see the library through the compiler inside tslab, which is years older than ours and
 * reads what it does not understand as `any`, silently. So the declarations are compiled by both,
 * and both must find the same types, none of them `any`.
 */

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const ts: Compiler = createRequire(import.meta.url)('@tslab/typescript-for-tslab');
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const oldCompiler = join(root, 'node_modules', '@tslab', 'typescript-for-tslab', 'bin', 'tsc');

/** As much of the classic compiler's interface as is used here; TypeScript 7 has none. */
interface Node {
  getStart(source: Source): number;
  getText(source: Source): string;
}
interface Source extends Node {
  getLineAndCharacterOfPosition(position: number): { readonly line: number };
}
interface Diagnostic {
  readonly messageText: unknown;
  readonly start: number | undefined;
}
interface Program {
  getTypeChecker(): { getTypeFromTypeNode(node: Node): { readonly flags: number } };
  getSourceFile(file: string): Source | undefined;
  getGlobalDiagnostics(): readonly Diagnostic[];
  getSyntacticDiagnostics(source: Source): readonly Diagnostic[];
  getSemanticDiagnostics(source: Source): readonly Diagnostic[];
}
interface Compiler {
  readonly ScriptTarget: { readonly ES2022: number };
  readonly ModuleKind: { readonly CommonJS: number };
  readonly ModuleResolutionKind: { readonly Node10: number };
  readonly TypeFlags: { readonly Any: number };
  createProgram(files: readonly string[], options: object): Program;
  flattenDiagnosticMessageText(text: unknown, newLine: string): string;
  isTypeNode(node: Node): boolean;
  forEachChild(node: Node, visit: (child: Node) => void): void;
}

/** What the probe asks: a name, and the type that both compilers must find. */
const PROBES: readonly (readonly [expression: string, type: string])[] = [
  ['null! as kit.Vector', 'Float64Array'],
  ['null! as kit.Matrix["data"]', 'Float64Array'],
  ['null! as ReturnType<kit.Matrix["row"]>', 'Float64Array'],
  ['null! as ReturnType<kit.Table["number"]>', 'Float64Array'],
  ['null! as ReturnType<kit.Table["string"]>', '(string | null)[]'],
  ['null! as ReturnType<kit.Table["toMatrix"]>', 'kit.Matrix'],
  ['null! as ReturnType<kit.Random["permutation"]>', 'Int32Array'],
  ['new kit.LinearRegression().fit(null!, []).predict(null!)', 'Float64Array'],
  ['new kit.Ridge({ alpha: 1 }).fit(null!, []).state.weights', 'readonly number[]'],
  ['kit.createRandom(1).choice(["a"])', 'string'],
  ['kit.r2Score([], [])', 'number'],
];

let work = '';
beforeAll(() => {
  // Inside the root, so that packages and their types are found from there.
  mkdirSync(join(root, 'build'), { recursive: true });
  work = mkdtempSync(join(root, 'build', 'declarations-'));
  const said = run(compiler, ['-p', join(root, 'src'), '--outDir', join(work, 'dist')]);
  if (said !== '') throw new Error(`mle-kit does not compile:\n${said}`);
}, 120_000);
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

describe('the compilers', () => {
  it('are TypeScript 7.0.2 for us and 5.0.4 inside tslab', () => {
    expect(version('typescript')).toBe('7.0.2');
    expect(version('@tslab/typescript-for-tslab')).toBe('5.0.4');
    expect(run(compiler, ['--version'])).toBe('Version 7.0.2\n');
  });
});

describe('dist/**/*.d.ts', () => {
  it('is read by the compiler of tslab without a complaint, and nothing as any', () => {
    const files = declarations(join(work, 'dist'));
    expect(files.length).toBeGreaterThan(20);
    expect(readByOld(files)).toEqual({ complaints: [], anys: [] });
  }, 120_000);

  it.each([
    ['ours', compiler],
    ["tslab's", oldCompiler],
  ])(
    'has the types that it should under %s',
    (_, which) => {
      writeFileSync(join(work, 'probe.ts'), probe());
      expect(check(which, 'probe.ts')).toBe('');
    },
    120_000,
  );

  it('would be found out: a newer typed array is any for tslab', () => {
    mkdirSync(join(work, 'bad'), { recursive: true });
    writeFileSync(
      join(work, 'bad', 'index.d.ts'),
      'export declare const v: Float64Array<ArrayBuffer>;\n',
    );
    writeFileSync(
      join(work, 'bad.ts'),
      "import { v } from './bad/index.js';\nexport const w = v;\n",
    );
    expect(check(compiler, 'bad.ts')).toBe('');
    const { complaints, anys } = readByOld([join(work, 'bad', 'index.d.ts')]);
    expect(complaints).toEqual(["bad/index.d.ts:1: Type 'Float64Array' is not generic."]);
    expect(anys).toEqual(['bad/index.d.ts:1: Float64Array<ArrayBuffer>']);
  }, 60_000);
});

function version(name: string): string {
  const file = join(root, 'node_modules', ...name.split('/'), 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')).version;
}

function run(which: string, args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [which, ...args], { cwd: work, encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout?: string }).stdout || String(error);
  }
}

/** What a compiler says about one file of the work folder. */
function check(which: string, file: string): string {
  const resolution =
    which === oldCompiler
      ? ['--module', 'commonjs', '--moduleResolution', 'node10']
      : ['--module', 'nodenext', '--ignoreConfig'];
  const common = ['--strict', '--noEmit', '--target', 'es2022', '--lib', 'es2022'];
  const types = ['--types', 'node', '--skipLibCheck', 'false', '--pretty', 'false'];
  const said = run(which, [...common, ...types, ...resolution, file]);
  // Other packages' declarations are read, not judged; a complaint's further lines are indented.
  return said
    .split('\n')
    .filter((line) => !/^( |.*node_modules\/)/.test(line))
    .join('\n');
}

function declarations(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => join(folder, file))
    .sort();
}

/** One line a probe: it compiles only where the expression has exactly this type, and not any. */
function probe(): string {
  const lines = PROBES.map(
    ([expression, type], i) =>
      `export const p${i} = () => { const v = ${expression}; const ok: Same<typeof v, ${type}> = true; return ok; };`,
  );
  return [
    "import * as kit from './dist/index.js';",
    'type IfAny<T, Y, N> = 0 extends 1 & T ? Y : N;',
    'type Same<A, B> = IfAny<A, false, [A, B] extends [B, A] ? true : false>;',
    ...lines,
  ].join('\n');
}

/**
 * What tslab's compiler says about these declarations, and where it reads a written type as any.
 * Other packages' declarations are read, not judged.
 */
function readByOld(files: readonly string[]): { complaints: string[]; anys: string[] } {
  const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    types: ['node'],
  });
  const checker = program.getTypeChecker();
  const say = (d: Diagnostic) => ts.flattenDiagnosticMessageText(d.messageText, ' ');
  const complaints = program.getGlobalDiagnostics().map(say);
  const anys: string[] = [];
  for (const file of files) {
    const source = program.getSourceFile(file.split(sep).join('/'));
    if (source === undefined) throw new Error(`${file} was not read.`);
    const place = (position: number) => {
      const path = relative(work, file).split(sep).join('/');
      return `${path}:${source.getLineAndCharacterOfPosition(position).line + 1}`;
    };
    for (const d of [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ]) {
      complaints.push(`${place(d.start ?? 0)}: ${say(d)}`);
    }
    const visit = (node: Node): void => {
      const isAny =
        ts.isTypeNode(node) && (checker.getTypeFromTypeNode(node).flags & ts.TypeFlags.Any) !== 0;
      if (isAny) anys.push(`${place(node.getStart(source))}: ${node.getText(source)}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { complaints, anys };
}
