import { isUtf8 } from 'node:buffer';
import { jsonFault } from '../data/index.js';
import { bodyFault, type RequestFault } from './requestFault.js';

const QUOTE = 34;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/**
 * The body of a request as JSON, by the rules of RFC 8259 and none more lenient: UTF-8, each key
 * once, no deeper than `depthLimit`.
 *
 * `JSON.parse` lets the last of two equal keys win in silence. So the keys in the text are counted,
 * and those of the value: where there are fewer, one came twice, and only then it is looked for.
 *
 * @throws RequestFault 422, with the place where the text stops being JSON.
 */
export function readJsonBody(bytes: Buffer, depthLimit: number): unknown {
  if (!isUtf8(bytes)) throw bodyFault('json_invalid', 'The body is not valid UTF-8.');
  return parseStrictJson(bytes.toString('utf8'), depthLimit);
}

/** A text as JSON: each key once, no deeper than `depthLimit`. @throws RequestFault 422 */
export function parseStrictJson(text: string, depthLimit: number): unknown {
  const { keys, depth } = scan(text);
  if (depth > depthLimit) {
    throw bodyFault(
      'json_too_deep',
      `The body is nested deeper than ${depthLimit} levels, which no request needs.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notJson(text);
  }
  if (keys > 0 && countKeys(value) !== keys) throw duplicate(text);
  return value;
}

/** How many keys a JSON text has (colons outside of texts), and how deep it is. */
function scan(text: string): { readonly keys: number; readonly depth: number } {
  let keys = 0;
  let level = 0;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfText(text, i);
    else if (code === COLON) keys++;
    else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      level++;
      if (level > depth) depth = level;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) level--;
  }
  return { keys, depth };
}

/** Where the text that begins at `start` ends. */
function endOfText(text: string, start: number): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i;
    if (code === BACKSLASH) i++;
  }
  return i;
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') count += countKeys(item);
    return count;
  }
  const keys = Object.keys(value);
  for (const key of keys) {
    const inner = (value as Record<string, unknown>)[key];
    if (typeof inner === 'object') count += countKeys(inner);
  }
  return count + keys.length;
}

/** Names what JSON does not know by its name: NaN and infinities above all. */
function notJson(text: string): RequestFault {
  const at = jsonFault(text) ?? 0;
  const word = /^[-+]?[A-Za-z_]{1,20}/.exec(text.slice(at, at + 24))?.[0];
  const what =
    at >= text.length
      ? 'ends too soon'
      : `is not JSON from place ${at} on: ${JSON.stringify(word ?? text.slice(at, at + 1))}`;
  const hint =
    word !== undefined && /^[-+]?(nan|inf)/i.test(word)
      ? `. JSON has no ${word}, and a number must be finite.`
      : '.';
  return bodyFault('json_invalid', `The body ${what}${hint}`, { loc: ['body', at] });
}

/** Finds the first key that comes twice in one object of a valid JSON text. */
function duplicate(text: string): RequestFault {
  const open: Set<string>[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === OPEN_OBJECT || code === OPEN_LIST) open.push(new Set());
    else if (code === CLOSE_OBJECT || code === CLOSE_LIST) open.pop();
    else if (code === QUOTE) {
      const end = endOfText(text, i);
      const literal = text.slice(i, end + 1);
      i = end;
      if (!/^\s*:/.test(text.slice(end + 1, end + 65))) continue;
      const key = JSON.parse(literal) as string;
      const keys = open[open.length - 1]!;
      if (keys.has(key)) return comesTwice(key);
      keys.add(key);
    }
  }
  return comesTwice('');
}

function comesTwice(key: string): RequestFault {
  const shown = key.length > 80 ? `${key.slice(0, 80)}…` : key;
  const msg = `The key ${JSON.stringify(shown)} comes twice in one object; which of them counts?`;
  return bodyFault('duplicate_key', msg, { loc: ['body', shown] });
}
