import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { MlError } from '../core/index.js';
import { scanLines } from '../data/index.js';
import { isLoggedRequest, type LoggedRequest } from './loggedRequest.js';

/**
 * The request log of a service, oldest line first: the file itself, and before it the full ones
 * with a number behind their name (`log.jsonl.1` is the newest of these).
 *
 * A last line that is torn is left out: the service may be writing it, or died while it did.
 *
 * @returns the lines as they are, for `skewReport`; `requestTable` makes a table of them.
 * @throws MlError FILE_NOT_FOUND | EMPTY (a file without a byte) | PARSE_ERROR (a line that is no
 *   JSON) | WRONG_KIND (a line that is no request), naming file and line.
 *
 * Cost: O(bytes) time, memory for all lines.
 *
 * @example
 * const path = `${process.env.TEMP ?? '/tmp'}/mle-example-log.jsonl`;
 * const said = { at: '2015-01-01T00:00:00.000Z', id: 'a', row: 0, model: 'rain', version: 1, role: 'live', input: { wind: 3 }, prediction: 1, probabilities: [0.2, 0.8], features: null };
 * process.getBuiltinModule('node:fs').writeFileSync(path, `${JSON.stringify(said)}\n`);
 * (await readRequestLog(path))[0].input; // { wind: 3 }
 */
export async function readRequestLog(path: string): Promise<LoggedRequest[]> {
  const lines: LoggedRequest[] = [];
  const full = await fullFiles(path);
  for (const file of [...full, path]) {
    await readInto(lines, file).catch((error: unknown) => {
      const justBegun = full.length > 0 && error instanceof MlError && error.code === 'EMPTY';
      if (!justBegun) throw error;
    });
  }
  return lines;
}

async function readInto(lines: LoggedRequest[], file: string): Promise<void> {
  let number = 0;
  let torn: unknown; // what is wrong with the line before, which only the last may be
  for await (const text of scanLines(file)) {
    if (torn !== undefined) throw noJson(file, number, torn);
    number++;
    if (text.trim() === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (cause) {
      torn = cause;
      continue;
    }
    if (!isLoggedRequest(value)) throw noRequest(file, number);
    lines.push(value);
  }
}

/** The full files of a log, oldest first. */
async function fullFiles(path: string): Promise<string[]> {
  const [folder, name] = [dirname(path), basename(path)];
  const beside = await readdir(folder).catch(() => []); // reading the file itself will tell
  return beside
    .filter(
      (other) => other.startsWith(`${name}.`) && /^[1-9]\d*$/.test(other.slice(name.length + 1)),
    )
    .map((other) => Number(other.slice(name.length + 1)))
    .sort((a, b) => b - a)
    .map((number) => join(folder, `${name}.${number}`));
}

function noJson(file: string, line: number, cause: unknown): MlError {
  return new MlError(
    'PARSE_ERROR',
    `readRequestLog: line ${line} of ${file} is no JSON, and it is not the last one, which a service ` +
      'may have left torn. Take the line out, and find out who wrote into the file.',
    { cause },
  );
}

function noRequest(file: string, line: number): MlError {
  return new MlError(
    'WRONG_KIND',
    `readRequestLog: line ${line} of ${file} is no line of a request log: at, id, role, input and ` +
      'prediction are needed, as the service writes them (requestLog: { file }). Other JSON: readJson.',
  );
}
