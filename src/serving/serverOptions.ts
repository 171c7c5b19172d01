import {
  assertBetween,
  assertInteger,
  assertKnownOptions,
  assertOneOf,
  LONGEST_TIMER,
  MlError,
} from '../core/index.js';
import type { VersionOrAlias } from '../registry/index.js';
import type { BatchLimits } from './microBatcher.js';
import { type RequestLogOptions, readLogOptions } from './requestLogOptions.js';

/** A second version beside the live one, for a share of the requests. */
export interface TrafficShare {
  /** An alias, which is followed, or a number. */
  readonly version: VersionOrAlias;
  /** From 0 to 1; which requests is decided by their id. */
  readonly share: number;
}

/** What one request, and all of them together, may take. */
export interface ServingLimits {
  /** Bytes of a body. Default 1 MiB. */
  readonly bodyBytes?: number;
  /** Rows of a request. Default 1,000. */
  readonly rows?: number;
  /** Levels of nested JSON. Default 32. */
  readonly depth?: number;
  /**
   * Requests that have come whole and are worked on at once; beyond: 503, Retry-After. Default 256.
   *
   * Under overload whoever is let in waits for all that were let in before: with a model of 10 ms that
   * computes at once, up to 2.6 s by the default, and 20 ms, the least there is, with 1.
   */
  readonly inFlight?: number;
  /** Open connections, slow senders among them; further ones are closed at once. Default 4,096. */
  readonly connections?: number;
  /** Milliseconds that a model may take for a request, then 504. Default 10,000. */
  readonly predictMs?: number;
  /** Milliseconds in which a whole request must have come, then 408. Default 10,000. */
  readonly requestMs?: number;
  /** Milliseconds without a byte after which a connection is closed. Default 30,000. */
  readonly idleMs?: number;
}

/** How a model is served. */
export interface ServerOptions {
  /** The name of the model in the registry. */
  readonly model: string;
  /** An alias, which is followed: promote, and the service swaps. Default `'production'`. */
  readonly version?: VersionOrAlias;
  /** A version that answers a share of the requests. */
  readonly canary?: TrafficShare;
  /** A version that computes a share of the requests, and whose answers are only compared. */
  readonly shadow?: TrafficShare;
  /**
   * Whether single rows are gathered into batches. Default `'auto'`: only for models that compute
   * asynchronously, with `{ size: 64, waitMs: 2 }`; the light ones answer before a batch is full.
   */
  readonly batch?: 'auto' | BatchLimits;
  readonly limits?: ServingLimits;
  /** How often the registry is asked whether an alias has moved, in milliseconds. Default 1,000. */
  readonly pollMs?: number;
  /** Where given, every request but probes and pages names one: `X-API-Key`, or as Bearer. */
  readonly apiKeys?: readonly string[];
  /** So many requests of one client (its key, or its address) in a time. Default: no limit. */
  readonly rateLimit?: { readonly requests: number; readonly windowMs: number };
  /** Where raw input and predictions are kept, for `skewReport` and `rollingDrift`. */
  readonly requestLog?: RequestLogOptions;
  /** Whether `/docs` and `/openapi.json` are there. Default true. */
  readonly docs?: boolean;
  /** Rows over which drift is measured. Default 1,000. */
  readonly driftWindow?: number;
  /** Whether `/metrics` tells of the process, too: memory, event loop, garbage. Default false. */
  readonly processMetrics?: boolean;
  /** Structured logs on standard error: from this level on. Default `'silent'`. */
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Milliseconds between "not ready" and the end of listening on `close`. Default 0. */
  readonly drainMs?: number;
}

/** All options, checked. */
export type Settings = Required<
  Omit<ServerOptions, 'canary' | 'shadow' | 'rateLimit' | 'requestLog'>
> & {
  readonly limits: Required<ServingLimits>;
  readonly canary: TrafficShare | null;
  readonly shadow: TrafficShare | null;
  readonly rateLimit: { readonly requests: number; readonly windowMs: number } | null;
  readonly requestLog: Required<RequestLogOptions> | null;
};

const LIMITS: Required<ServingLimits> = {
  bodyBytes: 2 ** 20,
  rows: 1000,
  depth: 32,
  inFlight: 256,
  connections: 4096,
  predictMs: 10_000,
  requestMs: 10_000,
  idleMs: 30_000,
};
const DEFAULTS = {
  version: 'production',
  canary: null,
  shadow: null,
  batch: 'auto',
  limits: {},
  pollMs: 1000,
  apiKeys: [],
  rateLimit: null,
  requestLog: null,
  docs: true,
  driftWindow: 1000,
  processMetrics: false,
  logLevel: 'silent',
  drainMs: 0,
} as const;
const LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
const SHORTEST_KEY = 16;

/** The options with their defaults. @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE */
export function readServerOptions(where: string, options: ServerOptions): Settings {
  assertKnownOptions(where, options, ['model', ...Object.keys(DEFAULTS)]);
  const limits = { ...LIMITS, ...options.limits };
  assertKnownOptions(`${where}: limits`, limits, Object.keys(LIMITS));
  for (const [name, value] of Object.entries(limits)) {
    assertInteger(where, `limits.${name}`, value, 1, LONGEST_TIMER);
  }
  const settings = { ...DEFAULTS, ...options, limits };
  for (const name of ['pollMs', 'driftWindow'] as const) {
    assertInteger(where, name, settings[name], 10, 10_000_000);
  }
  assertInteger(where, 'drainMs', settings.drainMs, 0, 600_000);
  assertOneOf(where, 'logLevel', settings.logLevel, LEVELS);
  for (const name of ['canary', 'shadow'] as const) {
    const traffic = settings[name];
    if (traffic !== null) assertBetween(where, `${name}.share`, traffic.share, 0, 1);
  }
  const { batch, apiKeys, rateLimit, requestLog } = settings;
  if (batch !== 'auto') {
    assertInteger(where, 'batch.size', batch.size, 1, 100_000);
    assertBetween(where, 'batch.waitMs', batch.waitMs, 0, 10_000);
  }
  if (apiKeys.some((key) => typeof key !== 'string' || key.length < SHORTEST_KEY)) {
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: a key of apiKeys has fewer than ${SHORTEST_KEY} letters, and could be guessed. ` +
        'Make one: node -p "crypto.randomUUID()".',
    );
  }
  if (rateLimit !== null) {
    assertInteger(where, 'rateLimit.requests', rateLimit.requests, 1);
    assertInteger(where, 'rateLimit.windowMs', rateLimit.windowMs, 1);
  }
  return Object.freeze({
    ...settings,
    apiKeys: Object.freeze([...apiKeys]),
    requestLog: requestLog === null ? null : readLogOptions(where, requestLog),
  });
}
