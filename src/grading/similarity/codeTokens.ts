/** One token of a program. */
export interface CodeToken {
  /** Normalised: what renaming and reformatting leave alone. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

const KEYWORDS = new Set(
  (
    'as async await break case catch class const continue default delete do else export extends false ' +
    'finally for from function if import in instanceof interface let new null of return static super ' +
    'switch this throw true try type typeof undefined var void while with yield'
  ).split(' '),
);

const PARTS: readonly (readonly [kind: string, pattern: string])[] = [
  ['blank', '\\s+|//[^\\n]*|/\\*[\\s\\S]*?(?:\\*/|$)'],
  ['text', '\'(?:\\\\.|[^\'\\\\\\n])*\'?|"(?:\\\\.|[^"\\\\\\n])*"?|`(?:\\\\[\\s\\S]|[^`\\\\])*`?'],
  ['number', '\\d[\\w.]*'],
  ['name', '[\\p{L}_$#][\\p{L}\\p{N}_$]*'],
  ['sign', '=>|\\.\\.\\.|[=!]==?|[<>]=?|&&=?|\\|\\|=?|\\?\\?=?|\\?\\.|\\*\\*|\\+\\+|--|[-+*/%]=|.'],
];
const TOKEN = PARTS.map(([kind, pattern]) => `(?<${kind}>${pattern})`).join('|');

/**
 * A program as tokens, without what a copier changes at no cost: comments and layout are left out,
 * a name of one's own is `name`, a text is `text`. Names behind a dot, keywords and numbers stay, as
 * `.filter` cannot be called otherwise.
 *
 * It reads any text, also one that is no program.
 *
 * Cost: O(n) in the length of the text.
 *
 * @example codeTokens('const half = list.length / 2; // the middle').map(({ text }) => text).join(' '); // 'const name = name . length / 2 ;'
 */
export function codeTokens(source: string): CodeToken[] {
  const tokens: CodeToken[] = [];
  let line = 1;
  for (const match of source.matchAll(new RegExp(TOKEN, 'gsu'))) {
    const [all] = match;
    const { blank, text, name } = match.groups ?? {};
    if (blank === undefined) {
      const behind = tokens.at(-1)?.text;
      const known = KEYWORDS.has(all) || behind === '.' || behind === '?.';
      const kept = text !== undefined ? 'text' : name !== undefined && !known ? 'name' : all;
      tokens.push({ text: kept, line });
    }
    for (let at = all.indexOf('\n'); at >= 0; at = all.indexOf('\n', at + 1)) line += 1;
  }
  return tokens;
}
