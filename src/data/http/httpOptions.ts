import {
  assertAtLeast,
  assertBetween,
  assertInteger,
  assertKnownOptions,
  assertOneOf,
  type ColumnKind,
  createRandom,
  LONGEST_TIMER,
  MlError,
  type Progress,
  type Random,
  silentProgress,
} from '../../core/index.js';

/** How the page after a page is found. */
export type PageRule =
  /** There is one page only. */
  | { readonly by: 'none' }
  /**
   * Its address is in the body's `field`, such as `links.next`; without `field`, in the header
   * `Link: <…>; rel="next"`. None is the end.
   */
  | { readonly by: 'link'; readonly field?: string }
  /** The body's `field` is sent back as the query's `parameter`. None is the end. */
  | { readonly by: 'cursor'; readonly field: string; readonly parameter: string }
  /** The query's `parameter` counts pages, from `start` (default 1). A page without rows is the end. */
  | { readonly by: 'page'; readonly parameter: string; readonly start?: number }
  /** The query's `parameter` counts the rows had so far, from 0. A page without rows is the end. */
  | { readonly by: 'offset'; readonly parameter: string };

/** How `readHttp` asks and what it takes for an answer. */
export interface HttpOptions {
  /** How the page after a page is found. Default `{ by: 'none' }`. */
  readonly pages?: PageRule;
  /** Where the rows are in a body, such as `result.items`. Default: the body is the list. */
  readonly rows?: string;
  /** Headers of every request. With any, a redirect to another server is refused: they are meant for the first one. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The longest that one attempt may take, its body included. Default 10,000. */
  readonly timeoutMs?: number;
  /** How often a page is asked for again when the answer is 408, 429 or 5xx, broken, late or none. Default 4. */
  readonly retries?: number;
  /**
   * The wait before the first retry; each further one doubles it. Half of it is certain, the other half
   * drawn, so that many clients do not come back at once. Default 250.
   */
  readonly backoffMs?: number;
  /** The longest wait between attempts, also when `Retry-After` asks for one. Default 30,000. */
  readonly maxWaitMs?: number;
  /** The seed of what is drawn. Default 0. */
  readonly seed?: number;
  /** A stream to draw from, instead of `seed`. */
  readonly random?: Random;
  /** Pages that are asked for at most. Default 1,000. */
  readonly maxPages?: number;
  /** Bytes of all bodies together, unpacked, at most. Default 100 million. */
  readonly maxBytes?: number;
  /** The field, or fields, that no two rows share: what tells a doubled row. */
  readonly key?: string | readonly string[];
  /** How many rows there should be, or where a body says so, such as `total`; the last page's word counts. */
  readonly expectedRows?: number | string;
  /** Whether doubled or lost rows are an error (default) or only told in the report. */
  readonly onFault?: 'refuse' | 'report';
  /** As in `readJson`. */
  readonly columns?: Readonly<Record<string, ColumnKind>>;
  /** As in `readJson`. */
  readonly flatten?: boolean;
  /** Is told of every page. */
  readonly progress?: Progress;
  /** Stops the work when it is aborted. */
  readonly signal?: AbortSignal;
}

/** `HttpOptions` with every default in its place. */
export interface HttpSettings {
  readonly pages: PageRule;
  readonly rows: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly backoffMs: number;
  readonly maxWaitMs: number;
  readonly random: Random;
  readonly maxPages: number;
  readonly maxBytes: number;
  readonly key: readonly string[];
  readonly expectedRows: number | string | undefined;
  readonly onFault: 'refuse' | 'report';
  readonly columns: Readonly<Record<string, ColumnKind>>;
  readonly flatten: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

const KNOWN: readonly (keyof HttpOptions)[] = [
  'pages',
  'rows',
  'headers',
  'timeoutMs',
  'retries',
  'backoffMs',
  'maxWaitMs',
  'seed',
  'random',
  'maxPages',
  'maxBytes',
  'key',
  'expectedRows',
  'onFault',
  'columns',
  'flatten',
  'progress',
  'signal',
];

/** Checks the options and fills in the defaults. @throws MlError INVALID_ARGUMENT | OUT_OF_RANGE */
export function resolveHttpOptions(where: string, options: HttpOptions): HttpSettings {
  assertKnownOptions(where, options, KNOWN);
  const settings: HttpSettings = {
    pages: options.pages ?? { by: 'none' },
    rows: options.rows,
    headers: options.headers ?? {},
    timeoutMs: options.timeoutMs ?? 10_000,
    retries: options.retries ?? 4,
    backoffMs: options.backoffMs ?? 250,
    maxWaitMs: options.maxWaitMs ?? 30_000,
    random: options.random ?? createRandom(options.seed ?? 0),
    maxPages: options.maxPages ?? 1000,
    maxBytes: options.maxBytes ?? 100_000_000,
    key: typeof options.key === 'string' ? [options.key] : (options.key ?? []),
    expectedRows: options.expectedRows,
    onFault: options.onFault ?? 'refuse',
    columns: options.columns ?? {},
    flatten: options.flatten ?? false,
    progress: options.progress ?? silentProgress,
    signal: options.signal,
  };
  assertInteger(where, 'timeoutMs', settings.timeoutMs, 1, LONGEST_TIMER);
  assertInteger(where, 'retries', settings.retries, 0, 100);
  assertAtLeast(where, 'backoffMs', settings.backoffMs, 0);
  assertBetween(where, 'maxWaitMs', settings.maxWaitMs, 0, LONGEST_TIMER);
  assertInteger(where, 'maxPages', settings.maxPages, 1);
  assertInteger(where, 'maxBytes', settings.maxBytes, 1);
  assertOneOf(where, 'onFault', settings.onFault, ['refuse', 'report']);
  checkPageRule(where, settings.pages);
  return settings;
}

function checkPageRule(where: string, rule: PageRule): void {
  assertOneOf(where, 'pages.by', rule.by, ['none', 'link', 'cursor', 'page', 'offset']);
  const needed = {
    none: [],
    link: [],
    cursor: ['field', 'parameter'],
    page: ['parameter'],
    offset: ['parameter'],
  };
  for (const name of needed[rule.by]) {
    const value = (rule as unknown as Record<string, unknown>)[name];
    if (typeof value === 'string' && value !== '') continue;
    throw new MlError(
      'INVALID_ARGUMENT',
      `${where}: option pages is { by: ${JSON.stringify(rule.by)} }, which needs a ${name}, a text.`,
    );
  }
}
