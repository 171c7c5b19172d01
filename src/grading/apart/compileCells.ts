import { stop, transform } from 'esbuild';
import { type CellFault, type JoinedCells, joinCells } from './joinCells.js';

/**
 * The TypeScript cells of a notebook as one module of JavaScript; types are taken out, not checked.
 *
 * A cell that is no TypeScript is left out and named among the faults.
 *
 * @example (await compileCells(['const half = (x: number) => x / 2;'])).faults; // []
 */
export async function compileCells(cells: readonly string[]): Promise<JoinedCells> {
  const faults: CellFault[] = [];
  const plain: (string | null)[] = [];
  for (const [k, text] of cells.entries()) {
    try {
      plain.push((await transform(text, OPTIONS)).code);
    } catch (cause) {
      faults.push({ cell: k + 1, words: firstError(cause) });
      plain.push(null);
    }
  }
  await stop();
  const { code, faults: joined } = joinCells(plain);
  return { code, faults: [...faults, ...joined].sort((a, b) => a.cell - b.cell) };
}

const OPTIONS = {
  loader: 'ts',
  target: 'node20',
  logLevel: 'silent',
  // An import may be used by a later cell alone.
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
} as const;

function firstError(cause: unknown): string {
  type Found = { text: string; location: { line: number } | null };
  const [error] = (cause as { errors?: Found[] }).errors ?? [];
  if (error === undefined) return cause instanceof Error ? cause.message : String(cause);
  return error.location ? `line ${error.location.line}: ${error.text}` : error.text;
}
