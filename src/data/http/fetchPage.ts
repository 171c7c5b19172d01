import { setTimeout as sleep } from 'node:timers/promises';
import { MlError } from '../../core/index.js';
import type { HttpSettings } from './httpOptions.js';

/** An answer that came whole and is JSON. */
export interface Page {
  readonly body: unknown;
  readonly link: string | null;
  readonly bytes: number;
  /** One entry for each attempt that failed before. */
  readonly failures: readonly RequestFailure[];
}

/** An attempt that failed, and how long was waited before the next. */
export interface RequestFailure {
  readonly reason: string;
  readonly waitMs: number;
}

/** Why an attempt failed, where another one may do better. */
class Passing extends Error {
  constructor(
    message: string,
    readonly retryAfter: string | null = null,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/**
 * Asks for a page until it comes whole, but not more often than allowed.
 *
 * @param room bytes that its body may have.
 * @throws MlError REQUEST_FAILED | LIMIT_EXCEEDED | ABORTED
 */
export async function fetchPage(
  where: string,
  url: URL,
  settings: HttpSettings,
  room: number,
): Promise<Page> {
  const failures: RequestFailure[] = [];
  for (let attempt = 0; ; attempt++) {
    try {
      return { ...(await attemptPage(where, url, settings, room)), failures };
    } catch (cause) {
      if (settings.signal?.aborted) throw aborted(where, url, cause);
      if (!(cause instanceof Passing)) throw cause;
      if (attempt === settings.retries) throw gaveUp(where, url, failures, cause);
      const waitMs = waitBefore(where, url, attempt, settings, cause);
      failures.push({ reason: cause.message, waitMs });
      await sleep(waitMs, undefined, settings.signal ? { signal: settings.signal } : {}).catch(
        (reason: unknown) => {
          throw aborted(where, url, reason);
        },
      );
    }
  }
}

async function attemptPage(
  where: string,
  url: URL,
  { headers, timeoutMs, maxBytes, signal }: HttpSettings,
  room: number,
): Promise<Omit<Page, 'failures'>> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const timer = setTimeout(stop, timeoutMs);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    if (signal?.aborted) stop();
    const response = await fetchPages(where, url, headers, controller.signal);
    await checkStatus(where, url, response);
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of response.body ?? []) {
      bytes += (piece as Uint8Array).length;
      if (bytes > room) {
        throw new MlError(
          'LIMIT_EXCEEDED',
          `${where}: with ${url} more than ${maxBytes} bytes have come. Ask for less, or raise maxBytes.`,
        );
      }
      pieces.push(piece as Uint8Array);
    }
    return { body: parseBody(Buffer.concat(pieces)), link: response.headers.get('link'), bytes };
  } catch (cause) {
    if (cause instanceof MlError || cause instanceof Passing) throw cause;
    if (controller.signal.aborted) throw new Passing(`no whole answer within ${timeoutMs} ms`);
    throw new Passing(describe(cause), null, cause);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    controller.abort();
  }
}

/** Follows where the server leads; with headers, only as far as it leads to itself: see `otherServer`. */
async function fetchPages(
  where: string,
  first: URL,
  headers: HttpSettings['headers'],
  signal: AbortSignal,
): Promise<Response> {
  const isOpen = Object.keys(headers).length === 0;
  const init = { headers: { accept: 'application/json', ...headers }, signal } as const;
  let url = first;
  for (let hops = 0; hops <= MOST_HOPS; hops++) {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    const target = REDIRECTS.has(response.status) ? response.headers.get('location') : null;
    if (target === null || !URL.canParse(target, url.href)) return response;
    await response.body?.cancel();
    const next = new URL(target, url);
    if (!isOpen && next.origin !== first.origin) throw otherServer(where, url, next, 'sends on to');
    url = next;
  }
  throw new MlError('REQUEST_FAILED', `${where}: ${first} sends on more than ${MOST_HOPS} times.`);
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_HOPS = 20;

async function checkStatus(where: string, url: URL, response: Response): Promise<void> {
  const { status } = response;
  if (response.ok) return;
  const said = `status ${status}${response.statusText ? ` ${response.statusText}` : ''}`;
  if (status === 408 || status === 429 || status >= 500) {
    throw new Passing(said, response.headers.get('retry-after'));
  }
  const body = (await response.text().catch(() => '')).trim().slice(0, 200);
  throw new MlError(
    'REQUEST_FAILED',
    `${where}: ${url} answers with ${said}${body === '' ? '' : `: ${JSON.stringify(body)}`}. ` +
      'Asking again would not help; check the address and the headers.',
  );
}

function parseBody(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    // Where no length is stated, an answer that was cut off looks like this.
    throw new Passing(`${bytes.length} bytes that are no JSON, as if cut off`, null, cause);
  }
}

/** @throws MlError REQUEST_FAILED when the server asks for a longer wait than is allowed */
function waitBefore(
  where: string,
  url: URL,
  attempt: number,
  { backoffMs, maxWaitMs, random }: HttpSettings,
  { retryAfter, message }: Passing,
): number {
  const most = Math.min(maxWaitMs, backoffMs * 2 ** attempt);
  const drawn = most / 2 + random.uniform(0, most / 2);
  const asked = retryAfter === null ? 0 : retryAfterMs(retryAfter);
  if (asked > maxWaitMs) {
    throw new MlError(
      'REQUEST_FAILED',
      `${where}: ${url} answers with ${message} and asks for a wait of ${Math.ceil(asked / 1000)} s, ` +
        `longer than maxWaitMs, ${maxWaitMs}. Come back later, or raise it.`,
    );
  }
  return Math.round(Math.max(drawn, asked));
}

/** Seconds, or a date. What is neither asks for nothing. */
function retryAfterMs(header: string): number {
  if (/^\s*\d+\s*$/.test(header)) return 1000 * Number(header);
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? 0 : Math.max(0, moment - Date.now());
}

function gaveUp(
  where: string,
  url: URL,
  failures: readonly RequestFailure[],
  last: Passing,
): MlError {
  const reasons = [...failures.map(({ reason }) => reason), last.message];
  const list = reasons.map((reason, i) => `\n  attempt ${i + 1}: ${reason}`).join('');
  return new MlError(
    'REQUEST_FAILED',
    `${where}: ${url} gave no answer in ${reasons.length} attempt${reasons.length === 1 ? '' : 's'}:${list}\n` +
      'Is the server up, and the address right? More retries or a longer timeoutMs may help.',
    { cause: last.cause ?? last },
  );
}

/** The headers, with whatever secret they hold, are meant for the first server only. */
export function otherServer(where: string, from: URL, to: URL, how: string): MlError {
  return new MlError(
    'REQUEST_FAILED',
    `${where}: ${from} ${how} ${to}, on another server. Ask that one yourself if you trust it.`,
  );
}

function aborted(where: string, url: URL, cause: unknown): MlError {
  return new MlError('ABORTED', `${where}: stopped from outside while asking for ${url}.`, {
    cause,
  });
}

/** Undici says "fetch failed" or "terminated", and what happened stands in the cause. */
function describe(error: unknown): string {
  const { message, cause } = error as {
    message?: string;
    cause?: { message?: string; code?: string };
  };
  const inner = cause?.code ?? cause?.message;
  return inner === undefined ? (message ?? String(error)) : `${message} (${inner})`;
}
