import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = join(
  dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))),
  'src',
  'cli',
);

it('the mle command loads only core and commander at once: --help is quick', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  expect(files.length).toBeGreaterThan(4);
  const heavy = files.flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    const eager = [...text.matchAll(/^(?:import|export|\}) (?!type\b)[^;]*?from '([^']+)';/gm)];
    return eager
      .filter(([statement]) => !isOfTypes(text, statement))
      .map(([, from]) => from!)
      .filter(
        (from) =>
          !/^(node:|commander$)/.test(from) &&
          !isLight(posix.join('/cli', slashed(name), '..', from)),
      )
      .map((from) => `src/cli/${name}: ${from}`);
  });
  expect(heavy).toEqual([]);
});

/** Whether a path of src lies in cli, or is core's. */
function isLight(path: string): boolean {
  return path.startsWith('/cli/') || path === '/core/index.js';
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}

/** Whether a `} from` ends an `import type {`. */
function isOfTypes(text: string, statement: string): boolean {
  const before = text.slice(0, text.indexOf(statement));
  return statement.startsWith('}') && /(?:import|export) type \{[^}]*$/.test(before);
}
