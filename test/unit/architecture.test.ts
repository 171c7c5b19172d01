import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** The folders of src in walking order: each imports only from those before it. */
const FOLDERS = [
  'core',
  'math',
  'data',
  'explore',
  'features',
  'metrics',
  'models',
  'evaluation',
  'plot',
  'registry',
  'monitoring',
  'scoring',
  'serving',
  'deploy',
  'notebook',
  'course',
  'grading',
  'cli',
  'bin',
];

/** Heavy packages, and the one place that may import them. */
const HOMES: readonly { readonly packages: RegExp; readonly home: string }[] = [
  { packages: /^@duckdb\//, home: 'data/' },
  { packages: /^danfojs/, home: 'data/' },
  { packages: /^@photostructure\//, home: 'data/' },
  { packages: /^@tensorflow\//, home: 'models/neural/' },
  { packages: /^tslab(\/|$)/, home: 'notebook/' },
  { packages: /^bullmq$|^ioredis$/, home: 'scoring/' },
  {
    packages: /^@?fastify|^pino$|^prom-client$|^rotating-file-stream$/,
    home: 'serving/',
  },
  { packages: /^yaml$/, home: 'deploy/' },
  { packages: /^commander$/, home: 'cli/' },
];

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

interface Import {
  readonly from: string;
  readonly line: number;
  /** Whether it loads at once: no type, and no call of import() or require(). */
  readonly eager: boolean;
}
interface Source {
  /** Relative to its base folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Without comments and without the contents of strings. */
  readonly code: string;
  readonly imports: readonly Import[];
}

const sources = readSources('src');
const byPath = new Map(sources.map((source) => [source.path, source]));

describe('src', () => {
  it('is read at all', () => {
    expect(byPath.get('core/index.ts')?.imports.length).toBeGreaterThan(5);
  });

  it('has only the folders of the design', () => {
    const folders = sources.filter(({ path }) => path.includes('/')).map(({ path }) => top(path));
    expect([...new Set(folders)].filter((folder) => !FOLDERS.includes(folder))).toEqual([]);
  });

  it('imports one way, from folders above', () => {
    expect(
      breaches((source, target) => {
        const [here, there] = [top(source.path), top(target)];
        if (here === there || here === 'index.ts') return undefined;
        return FOLDERS.indexOf(there) > FOLDERS.indexOf(here) || there === 'index.ts'
          ? `${there} is below ${here}`
          : undefined;
      }),
    ).toEqual([]);
  });

  it("imports another folder only through that folder's index.ts", () => {
    expect(
      breaches((source, target) =>
        top(source.path) === top(target) ||
        target === `${top(target)}/index.ts` ||
        target === 'models/neural/index.ts' // an entry of its own: mle-kit/neural
          ? undefined
          : `${top(target)} has an index.ts`,
      ),
    ).toEqual([]);
  });

  it('imports only files that exist, by their .js name', () => {
    const lost = sources.flatMap((source) =>
      source.imports
        .filter(({ from }) => from.startsWith('.'))
        .filter(({ from }) => !from.endsWith('.json') && !byPath.has(resolve(source.path, from)))
        .map(({ from, line }) => `src/${source.path}:${line}: ${from}`),
    );
    expect(lost).toEqual([]);
  });

  it('has no cycle of imports, not even of types', () => {
    expect(cycles()).toEqual([]);
  });

  it.each(HOMES)('imports $packages only in $home', ({ packages, home }) => {
    const strays = sources
      .filter(({ path }) => !path.startsWith(home))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ from }) => packages.test(from))
          .map(({ from, line }) => `src/${path}:${line}: ${from}`),
      );
    expect(strays).toEqual([]);
  });

  it('loads no package at once from its main entry: heavy ones wait until they are needed', () => {
    const eager: string[] = [];
    const seen = new Set<string>();
    const walk = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const { from, line, eager: now } of byPath.get(path)?.imports ?? []) {
        if (!now) continue;
        if (from.startsWith('.')) walk(resolve(path, from));
        else if (!from.startsWith('node:')) eager.push(`src/${path}:${line}: ${from}`);
      }
    };
    walk('index.ts');
    expect(seen.size).toBeGreaterThan(20);
    expect(eager).toEqual([]);
  });

  it.each([
    ['Math.random', /\bMath\s*\.\s*random\b|\bMath\s*\[/],
    ['any', /(?::|<|\bas|\||&|,|=>)\s*any\b/],
    ['export *', /\bexport\s*\*/],
    ['@ts-ignore and the like', /@ts-(?:ignore|nocheck|expect-error)/],
    ['a top-level await', /^(?:const\b[^\n]*=\s*)?await\b/m],
  ])('never says %s', (name, pattern) => {
    const field = name.startsWith('@') ? 'text' : 'code';
    const said = sources
      .filter((source) => pattern.test(source[field]))
      .map((source) => {
        const index = source[field].search(pattern);
        return `src/${source.path}:${source[field].slice(0, index).split('\n').length}`;
      });
    expect(said).toEqual([]);
  });
});

describe('lessons', () => {
  it('import only packages, never a relative path', () => {
    const relatives = readSources('lessons').flatMap(({ path, imports }) =>
      imports
        .filter(({ from }) => /^(\.|\/|file:|[A-Za-z]:)/.test(from))
        .map(({ from, line }) => `lessons/${path}:${line}: ${from}`),
    );
    expect(relatives).toEqual([]);
  });
});

describe('this test itself', () => {
  it('sees imports in every form, and none in comments or texts', () => {
    const text = [
      "import type { A } from './a.js';",
      "export { b } from './b.js';",
      "import './c.js';",
      "const d = await import('./d.js');",
      "type E = import('./e.js').E;",
      "// import './no.js';",
      "/* import './no.js'; */",
      'const text = "import \'./no.js\'";',
      'import {\n  f,\n} from "./f.js";',
      "const g = require('./g.js');",
    ].join('\n');
    const found = importsOf(text).map(({ from }) => from);
    expect(found).toEqual(['./a.js', './b.js', './c.js', './d.js', './e.js', './f.js', './g.js']);
    const eager = importsOf(text).filter((found) => found.eager);
    expect(eager.map(({ from }) => from)).toEqual(['./b.js', './c.js', './f.js']);
    expect(importsOf(text).map(({ line }) => line)).toEqual([1, 2, 3, 4, 5, 11, 12]);
  });
});

function readSources(folder: string): Source[] {
  const base = join(root, folder);
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](dist|node_modules)[\\/]/.test(relative(base, file)))
    .map((file) => {
      const text = readFileSync(file, 'utf8');
      const path = relative(base, file).split(sep).join('/');
      return { path, text, code: blank(text, true), imports: importsOf(text) };
    })
    .filter(({ path }) => !path.startsWith('dist/') && !path.startsWith('node_modules/'))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The same text with comments (and on demand what is inside quotes) as blanks, lines kept. */
function blank(text: string, strings: boolean): string {
  const parts =
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g;
  return text.replace(parts, (part) => {
    const comment = part.startsWith('/');
    if (!comment && !strings) return part;
    return part.replace(/[^\n]/g, ' ');
  });
}

function importsOf(text: string): Import[] {
  const code = blank(text, false);
  const bare = blank(text, true);
  const pattern = /\b(?:from|import|require)\s*\(?\s*(['"])([^'"\n]+)\1/g;
  return [...code.matchAll(pattern)]
    .filter((match) => bare[match.index] !== ' ')
    .map((match) => ({
      from: match[2]!,
      line: code.slice(0, match.index).split('\n').length,
      eager: !/^\w+\s*\(/.test(match[0]) && !isOfTypes(code.slice(0, match.index)),
    }));
}

/** Whether the statement that ends in this `from` is an `import type` or `export type`. */
function isOfTypes(before: string): boolean {
  const start = Math.max(before.lastIndexOf('import '), before.lastIndexOf('export '));
  return start >= 0 && /^\w+\s+type\b(?!\s+from)/.test(before.slice(start));
}

function top(path: string): string {
  return path.split('/')[0]!;
}

function resolve(path: string, from: string): string {
  return posix.join(posix.dirname(path), from).replace(/\.js$/, '.ts');
}

/** The imports within src that break a rule, each with its place and reason. */
function breaches(rule: (source: Source, target: string) => string | undefined): string[] {
  return sources.flatMap((source) =>
    source.imports.flatMap(({ from, line }) => {
      const target = from.startsWith('.') ? resolve(source.path, from) : '';
      if (from === 'mle-kit' || from.startsWith('mle-kit/')) {
        return [`src/${source.path}:${line}: ${from} is the package itself`];
      }
      const reason = target === '' || from.endsWith('.json') ? undefined : rule(source, target);
      return reason === undefined ? [] : [`src/${source.path}:${line}: ${from}: ${reason}`];
    }),
  );
}

function cycles(): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const { from } of byPath.get(path)?.imports ?? []) {
      if (from.startsWith('.')) walk(resolve(path, from), [...trail, path]);
    }
    done.add(path);
  };
  for (const { path } of sources) walk(path, []);
  return found;
}
