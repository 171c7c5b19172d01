const TOKEN =
  /[ \t\r\n]*(?:([{}[\],:])|("[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*")|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;

/** What may come next: a value, or the end of what is open, and so on. */
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end';

/**
 * Where a text stops being JSON: the engine's own messages tell the place only sometimes.
 *
 * @returns the offset of the first sign that cannot stand there; the text's length when it ends too
 *   soon; undefined when it is JSON.
 */
export function jsonFault(text: string): number | undefined {
  const open: string[] = [];
  let expected: Expected | undefined = 'value';
  TOKEN.lastIndex = 0;
  while (expected !== undefined) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (match === null) return skipSpace(text, start);
    const sign = match[1];
    const kind: string = sign ?? (match[2] === undefined ? 'other' : 'text');
    const next = follow(expected, kind, open);
    if (next === 'wrong') return skipSpace(text, start);
    expected = next;
  }
  const end = skipSpace(text, TOKEN.lastIndex);
  return end === text.length ? undefined : end;
}

/** What may come after this sign; undefined when the whole is complete. */
function follow(expected: Expected, kind: string, open: string[]): Expected | undefined | 'wrong' {
  const closes = expected.endsWith('or end') && kind === open.at(-1);
  if (closes) {
    open.pop();
    return open.length === 0 ? undefined : 'comma or end';
  }
  if (expected === 'colon') return kind === ':' ? 'value' : 'wrong';
  if (expected === 'comma or end') {
    if (kind !== ',') return 'wrong';
    return open.at(-1) === '}' ? 'key' : 'value';
  }
  if (expected.startsWith('key')) return kind === 'text' ? 'colon' : 'wrong';
  if (kind === '{' || kind === '[') {
    open.push(kind === '{' ? '}' : ']');
    return kind === '{' ? 'key or end' : 'value or end';
  }
  if (kind !== 'text' && kind !== 'other') return 'wrong';
  return open.length === 0 ? undefined : 'comma or end';
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text[at]!)) at++;
  return at;
}
