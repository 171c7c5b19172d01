import { createReadStream } from 'node:fs';
import { MlError } from '../../core/index.js';
import { FaultList } from '../faultList.js';

/** Refuses a file that is not UTF-8 throughout, naming its bad lines. @throws MlError PARSE_ERROR */
export async function checkUtf8(where: string, path: string, shown: string): Promise<void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      decoder.decode(chunk as Buffer, { stream: true });
    }
    decoder.decode();
  } catch {
    throw new MlError(
      'PARSE_ERROR',
      `${where}: ${shown} is not UTF-8 text:${await linesThatAreNotUtf8(path)}\n` +
        'Save it again as UTF-8 (it may be Latin-1 or Windows-1252).',
    );
  }
}

/** Decodes by the piece of a line, so that a line of any length takes little memory. */
async function linesThatAreNotUtf8(path: string): Promise<FaultList> {
  const faults = new FaultList();
  let decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  let start = '';
  let isBroken = false;
  const take = (piece: Buffer, endsLine: boolean): void => {
    if (start.length < SHOWN) start += piece.toString('utf8', 0, SHOWN);
    try {
      if (!isBroken) decoder.decode(piece, { stream: !endsLine });
    } catch {
      isBroken = true;
      decoder = new TextDecoder('utf-8', { fatal: true });
    }
    if (!endsLine) return;
    const [at, text] = [line, start.slice(0, SHOWN).trimEnd()];
    if (isBroken) faults.add(() => `line ${at}: ${JSON.stringify(text)}`);
    [line, start, isBroken] = [line + 1, '', false];
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    let rest = chunk as Buffer;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      take(rest.subarray(0, end), true);
      rest = rest.subarray(end + 1);
    }
    take(rest, false);
  }
  take(Buffer.alloc(0), true);
  return faults;
}

/** Units of a bad line that are told. */
const SHOWN = 80;
