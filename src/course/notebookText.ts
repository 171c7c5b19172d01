import { MlError } from '../core/index.js';
import type { Notebook } from './notebook.js';

/** Values that Jupyter stores as a list of lines, so that differences read well. */
const MULTILINE = /^(source|text|text\/.*|image\/.*|application\/javascript)$/;

/**
 * The text of a notebook file, as Jupyter itself would write it: keys sorted, one space of
 * indentation, long texts as lists of lines. The same notebook always gives the same bytes.
 */
export function formatNotebook(notebook: Notebook): string {
  return `${JSON.stringify(toStored('', notebook), null, 1)}\n`;
}

/**
 * The notebook in a file's text.
 *
 * @throws MlError PARSE_ERROR when the text is no notebook of format 4.
 */
export function parseNotebook(text: string, where: string): Notebook {
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch (cause) {
    throw new MlError('PARSE_ERROR', `${where} is not JSON. Restore it with "npm run build".`, {
      cause,
    });
  }
  const notebook = fromStored('', stored) as Notebook;
  if (notebook?.nbformat !== 4 || !Array.isArray(notebook.cells)) {
    throw new MlError('PARSE_ERROR', `${where} is no Jupyter notebook of format 4.`);
  }
  return notebook;
}

function toStored(key: string, value: unknown): unknown {
  if (typeof value === 'string') return MULTILINE.test(key) ? splitLines(value) : value;
  if (Array.isArray(value)) return value.map((item) => toStored('', item));
  if (typeof value !== 'object' || value === null) return value;
  // What a picture is made of is data: inside it, a key named "text" is no list of lines.
  const convert = key.endsWith('+json') ? (_: string, item: unknown) => item : toStored;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, convert(name, item)]));
}

function fromStored(key: string, value: unknown): unknown {
  if (Array.isArray(value)) {
    const lines = MULTILINE.test(key) && value.every((item) => typeof item === 'string');
    return lines ? value.join('') : value.map((item) => fromStored('', item));
  }
  if (typeof value !== 'object' || value === null || key.endsWith('+json')) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, fromStored(name, item)]),
  );
}

function splitLines(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
