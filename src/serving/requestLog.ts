import { mkdirSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { createStream, type RotatingFileStream } from 'rotating-file-stream';
import { MlError } from '../core/index.js';
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
/** What a disk refuses now, it will hardly take a millisecond later. */
const REOPEN_MS = 1000;

/** What a log tells of itself. */
export interface RequestLogEvents {
  /** Told once of each line that is not known to be kept. */
  readonly onLost: () => void;
  /** What the disk says, at most about once a second. */
  readonly onFault: (cause: Error) => void;
}

/**
 * Keeps raw input and predictions as JSON lines, in files of bounded size and number.
 *
 * The service does without it while the disk refuses: lines are lost and counted, and every second
 * the file is tried again.
 */
export class RequestLog {
  readonly #settings: Required<RequestLogOptions>;
  readonly #events: RequestLogEvents;
  #stream: RotatingFileStream;
  #openedMs = 0;
  #closed = false;

  /** @throws MlError STORAGE_FAILED where there is no folder for the file, and none can be made */
  constructor(settings: Required<RequestLogOptions>, events: RequestLogEvents) {
    this.#settings = settings;
    this.#events = events;
    const folder = dirname(resolve(settings.file));
    try {
      mkdirSync(folder, { recursive: true });
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException;
      throw new MlError(
        'STORAGE_FAILED',
        `buildServer: requestLog.file needs the folder ${folder}, and the system says ${code}. ` +
          'Name a file in a folder that this process may write to.',
        { cause },
      );
    }
    this.#stream = this.#open();
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
    record: PlainRecord,
    { label, probabilities }: Answer,
  ): void {
    const stream = this.#usable();
    if (stream === null) {
      this.#events.onLost();
      return;
    }
    const { features } = this.#settings;
    const line: LoggedRequest = {
      at: new Date().toISOString(),
      id,
      row,
      model: model.name,
      version: model.version,
      role: model.role,
      input: this.#redacted(record),
      prediction: label,
      probabilities: probabilities === null ? null : Array.from(probabilities),
      features: features ? Array.from(model.featuresOf(record)) : null,
    };
    stream.write(`${JSON.stringify(line)}\n`, (cause) => {
      if (cause) this.#events.onLost();
    });
  }

  /** Waits until everything is written. */
  close(): Promise<void> {
    this.#closed = true; // a shadow may still have something to say
    return new Promise((done) => {
      this.#stream.end(() => done());
    });
  }

  /** The stream, opened anew where it has failed: one refused write destroys it. Null where a line is lost. */
  #usable(): RotatingFileStream | null {
    if (this.#closed) return null;
    if (this.#stream.destroyed && performance.now() - this.#openedMs >= REOPEN_MS) {
      this.#stream = this.#open();
    }
    const { destroyed, writableLength } = this.#stream;
    return destroyed || writableLength > MOST_WAITING ? null : this.#stream;
  }

  #open(): RotatingFileStream {
    const { file, fileBytes, files } = this.#settings;
    const path = resolve(file);
    const name = basename(path);
    // With `rotate`, the first argument is a number: of a full file, from 1 on, the newest first.
    const stream = createStream((full) => (full ? `${name}.${Number(full)}` : name), {
      path: dirname(path),
      size: `${fileBytes}B`,
      rotate: files,
    });
    stream.on('error', this.#events.onFault);
    stream.on('warning', this.#events.onFault);
    this.#openedMs = performance.now();
    return stream;
  }

  #redacted(record: PlainRecord): PlainRecord {
    const { redact } = this.#settings;
    if (redact.length === 0) return record;
    return Object.fromEntries(
      Object.entries(record).map(([key, value]) => [key, redact.includes(key) ? REDACTED : value]),
    );
  }
}
