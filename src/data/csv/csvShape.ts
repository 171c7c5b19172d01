import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { MlError } from '../../core/index.js';
import { checkUtf8 } from '../text/checkUtf8.js';
import type { CsvSettings } from './csvOptions.js';
import { RecordCounter } from './recordCounter.js';

/** How a CSV file is built. */
export interface CsvShape
  extends Pick<RecordCounter, 'fields' | 'rows' | 'leadingBlanks' | 'longest' | 'ends' | 'faults'> {
  /** Whether there are byte order marks but the one that begins the file. */
  readonly hasMarks: boolean;
}

/** Bytes of a record that are taken at most, 64 MB. */
const MOST_RECORD_BYTES = 1 << 26;
const BLOCK_BYTES = 1 << 20;
const MARK = Buffer.from('\ufeff');

/**
 * Goes over a CSV file once: how many records, how they end, what is wrong with them.
 *
 * @param visit is told of each row, from 0, and of the line that it begins in, from 1.
 * @throws MlError LIMIT_EXCEEDED (a record of more than 64 MB, by its line) | PARSE_ERROR (no UTF-8)
 *
 * Cost: one pass over the bytes; memory for one block.
 */
export async function csvShape(
  where: string,
  path: string,
  shown: string,
  settings: CsvSettings,
  visit?: (row: number, line: number) => void,
): Promise<CsvShape> {
  const counter = new RecordCounter(settings, visit);
  const block = Buffer.alloc(BLOCK_BYTES);
  let hasMarks = false;
  const file = await open(path);
  try {
    // Bytes of a letter that a block has begun and not ended stand before those of the next.
    let begun = 0;
    for (let isFirst = true; ; isFirst = false) {
      const { bytesRead } = await file.read(block, begun, BLOCK_BYTES - begun, null);
      const end = begun + bytesRead;
      begun = bytesRead === 0 ? 0 : bytesOfBegunLetter(block, end);
      let whole = block.subarray(0, end - begun);
      const isPlain = isAscii(whole);
      if (!isPlain && !isUtf8(whole)) await checkUtf8(where, path, shown);
      if (isFirst && whole.indexOf(MARK) === 0) whole = whole.subarray(MARK.length);
      hasMarks ||= !isPlain && whole.includes(MARK);
      counter.take(whole);
      if (bytesRead === 0) break;
      assertRecordEnds(where, shown, counter);
      block.copy(block, 0, end - begun, end);
    }
  } finally {
    await file.close();
  }
  counter.finish();
  const { fields, rows, leadingBlanks, longest, ends, faults } = counter;
  return { fields, rows, leadingBlanks, longest, ends, faults, hasMarks };
}

/** How many of the last bytes begin a letter that needs more of them. */
function bytesOfBegunLetter(bytes: Buffer, end: number): number {
  for (let count = 1; count <= Math.min(3, end); count++) {
    const byte = bytes[end - count]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return count < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? count : 0;
  }
  return 0;
}

function assertRecordEnds(where: string, shown: string, counter: RecordCounter): void {
  if (counter.openBytes <= MOST_RECORD_BYTES) return;
  throw new MlError(
    'LIMIT_EXCEEDED',
    `${where}: the record that begins in line ${counter.recordLine} of ${shown} has more than ` +
      `${MOST_RECORD_BYTES} bytes. Are there line breaks in it, and is a quote closed that it opens?`,
  );
}
