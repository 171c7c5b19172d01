import { resolve } from 'node:path';
import { MlError } from '../../core/index.js';
import { checkUtf8 } from '../text/checkUtf8.js';
import { type ByteSource, fileBytes, textBytes } from './byteSource.js';
import { checkFile } from './checkFile.js';
import { checkHeader, nameColumns } from './checkHeader.js';
import type { CsvSettings } from './csvOptions.js';
import { type RecordBlock, RecordReader } from './recordReader.js';

/** A CSV file or text that can be gone through, from the beginning each time. */
export interface CsvInput {
  readonly where: string;
  /** How messages call it. */
  readonly shown: string;
  /** Undefined for a text. */
  readonly path: string | undefined;
  readonly settings: CsvSettings;
  readonly open: () => Promise<ByteSource>;
}

/**
 * The input that a path or text names, after a look at its first bytes.
 *
 * @throws MlError INVALID_ARGUMENT | FILE_NOT_FOUND | EMPTY | PARSE_ERROR (another format)
 */
export async function csvInput(
  where: string,
  pathOrText: string,
  settings: CsvSettings,
): Promise<CsvInput> {
  if (typeof pathOrText !== 'string' || pathOrText === '') {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: a path or a CSV text with line breaks is needed.`,
    );
  }
  if (/[\r\n]/.test(pathOrText)) {
    const open = async (): Promise<ByteSource> => textBytes(pathOrText);
    return { where, shown: 'the text', path: undefined, settings, open };
  }
  const path = resolve(pathOrText);
  await checkFile(where, path, pathOrText);
  return { where, shown: pathOrText, path, settings, open: () => fileBytes(path) };
}

/** Some records, and the names of their columns. */
export interface NamedBlock extends RecordBlock {
  readonly names: readonly string[];
  /** How many rows there may be in all, by the length of these; 0 where that cannot be told. */
  readonly rowsHint: number;
}

/**
 * Goes through all records once. A file with a header only gives one block without rows.
 *
 * @throws MlError EMPTY | DUPLICATE_NAME | UNKNOWN_COLUMN | LIMIT_EXCEEDED | PARSE_ERROR: bytes that are not
 *   UTF-8, wrong field counts, broken quotes, all of them, once the whole file has been looked at.
 */
export async function* csvBlocks(input: CsvInput): AsyncGenerator<NamedBlock, void, undefined> {
  const { where, shown, path, settings } = input;
  const reader = new RecordReader(where, shown, settings);
  const source = await input.open();
  let names: string[] | undefined;
  try {
    for await (const block of reader.blocks(source)) {
      if (names === undefined) names = namesOf(input, reader);
      const length = block.ends[block.rows * block.fields - 1]! - block.starts[0]!;
      // A few short rows at the beginning say nothing of the rest.
      const isTelling = length > 500_000;
      const rowsHint = isTelling ? Math.ceil((1.02 * block.rows * source.size) / length) : 0;
      yield { ...block, names, rowsHint };
    }
  } finally {
    await source.close();
  }
  if (!reader.isUtf8 && path !== undefined) await checkUtf8(where, path, shown);
  assertSound(input, reader);
  names ??= namesOf(input, reader);
  yield { ...NO_ROWS, fields: names.length, names, rowsHint: 0 };
}

const NO_ROWS = {
  bytes: Buffer.alloc(0),
  view: new DataView(new ArrayBuffer(0)),
  isAscii: true,
  rows: 0,
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  flags: new Uint8Array(0),
  lines: new Float64Array(0),
};

function namesOf({ where, shown, settings }: CsvInput, reader: RecordReader): string[] {
  const names = nameColumns(where, shown, reader.header);
  checkHeader(where, shown, names, settings);
  return names;
}

function assertSound({ where, shown, settings }: CsvInput, { header, faults }: RecordReader): void {
  const fields = header.length;
  if (fields === 0 && faults.count === 0) {
    throw new MlError('EMPTY', `${where}: ${shown} has blank lines only, and a header is needed.`);
  }
  if (faults.count === 0) return;
  throw new MlError(
    'PARSE_ERROR',
    `${where}: ${shown} has ${faults.count} fault${faults.count === 1 ? '' : 's'}` +
      `${fields > 0 ? `; its header has ${fields} field${fields === 1 ? '' : 's'}` : ''}:${faults}\n` +
      `Mend these lines, or check the delimiter (${JSON.stringify(settings.delimiter)}): ` +
      'a field that contains it must stand in quotes.',
  );
}
