import {
  assertBetween,
  assertInteger,
  assertKnownOptions,
  describeKnown,
  MlError,
} from '../core/index.js';
import type { Schema } from '../data/index.js';

/** Where and how requests are kept. */
export interface RequestLogOptions {
  /** A file of JSON lines; full ones get a number behind their name. */
  readonly file: string;
  /** The share of requests that is kept, by their id. Default 1. */
  readonly sample?: number;
  /** Columns of the model whose values are never written: `'[redacted]'` stands for them. */
  readonly redact?: readonly string[];
  /** Whether the features that the model was given are kept, too: what `skewReport` needs. Default false. */
  readonly features?: boolean;
  /** When a file is full. Default 64 MiB. */
  readonly fileBytes?: number;
  /** How many full files are kept. Default 10. */
  readonly files?: number;
}

const DEFAULTS = { sample: 1, redact: [], features: false, fileBytes: 64 * 2 ** 20, files: 10 };

/** The options with their defaults. @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE */
export function readLogOptions(
  where: string,
  options: RequestLogOptions,
): Required<RequestLogOptions> {
  assertKnownOptions(`${where}: requestLog`, options, ['file', ...Object.keys(DEFAULTS)]);
  const settings = { ...DEFAULTS, ...options };
  if (typeof settings.file !== 'string' || settings.file === '') {
    throw new MlError('INVALID_ARGUMENT', `${where}: requestLog.file must name a file.`);
  }
  assertBetween(where, 'requestLog.sample', settings.sample, 0, 1);
  assertInteger(where, 'requestLog.fileBytes', settings.fileBytes, 1024);
  assertInteger(where, 'requestLog.files', settings.files, 1, 10_000);
  if (settings.features && settings.redact.length > 0) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: requestLog keeps features and redacts ${settings.redact.join(', ')}, and features ` +
        'are made of what is redacted. Choose one of the two.',
    );
  }
  return Object.freeze({ ...settings, redact: Object.freeze([...settings.redact]) });
}

/**
 * A name with a slip of the pen would redact nothing, in silence.
 *
 * @param schemas of all versions at hand: one may read what another does not.
 * @throws MlError INVALID_ARGUMENT
 */
export function assertRedactable(
  where: string,
  { redact }: Required<RequestLogOptions>,
  schemas: readonly Schema[],
): void {
  const known = [...new Set(schemas.flatMap(({ columns }) => columns.map(({ name }) => name)))];
  const strange = redact.find((name) => !known.includes(name));
  if (strange === undefined) return;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: requestLog.redact names ${JSON.stringify(strange)}, which no version at hand reads. ` +
      describeKnown('Column', strange, known),
  );
}
