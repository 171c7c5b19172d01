import { mkdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { type LoggedRequest, REDACTED } from '../monitoring/index.js';
import type { Answer } from './answers.js';
import type { PlainRecord } from './recordReader.js';
import type { RequestLogOptions } from './requestLogOptions.js';
import type { ServedModel } from './servedModel.js';
import { shareOf } from './shareOf.js';

/** Decides about the same requests on every machine. */
const SALT = 0x10c;
/** A disk that cannot follow must not fill the memory: beyond this, lines are lost and counted. */
const MOST_WAITING = 8 * 2 ** 20;

/** Keeps raw input and predictions as JSON lines, in files of bounded size and number. */
export class RequestLog {
  readonly #stream: RotatingFileStream;
  readonly #settings: Required<RequestLogOptions>;
  readonly #onLost: (cause?: Error) => void;

  /** @param onLost told of each line that was lost, with the disk's error where there is one. */
  constructor(settings: Required<RequestLogOptions>, onLost: (cause?: Error) => void) {
    this.#settings = settings;
    this.#onLost = onLost;
    const path = resolve(settings.file);
    mkdirSync(dirname(path), { recursive: true });
    const name = basename(path);
    // With `rotate`, the first argument is a number: of a full file, from 1 on, the newest first.
    this.#stream = createStream((full) => (full ? `${name}.${Number(full)}` : name), {
      path: dirname(path),
      size: `${settings.fileBytes}B`,
      rotate: settings.files,
    });
    this.#stream.on('error', onLost);
    this.#stream.on('warning', onLost);
  }

  /** Whether this request is kept. */
  wants(id: string): boolean {
    const { sample } = this.#settings;
    return sample >= 1 || shareOf(id, SALT) < sample;
  }

  /** One row more. */
  add(
    id: string,
    row: number,
    model: ServedModel,
    role: LoggedRequest['role'],
    record: PlainRecord,
    { label, probabilities }: Answer,
  ): void {
    if (this.#stream.writableLength > MOST_WAITING) {
      this.#onLost();
      return;
    }
    const { features } = this.#settings;
    const line: LoggedRequest = {
      at: new Date().toISOString(),
      id,
      row,
      model: model.name,
      version: model.version,
      role,
      input: this.#redacted(record),
      prediction: label,
      probabilities: probabilities === null ? null : Array.from(probabilities),
      features: features ? Array.from(model.featuresOf(record)) : null,
    };
    this.#stream.write(`${JSON.stringify(line)}\n`);
  }

  /** Waits until everything is written. */
  close(): Promise<void> {
    return new Promise((done) => {
      this.#stream.end(() => done());
    });
  }

  #redacted(record: PlainRecord): PlainRecord {
    const { redact } = this.#settings;
    if (redact.length === 0) return record;
    return Object.fromEntries(
      Object.entries(record).map(([key, value]) => [key, redact.includes(key) ? REDACTED : value]),
    );
  }
}
