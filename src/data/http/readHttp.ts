import { type Cell, MlError, type Table } from '../../core/index.js';
import { flattenRecord } from '../json/flattenRecord.js';
import { tableOfRecords } from '../json/tableOfRecords.js';
import { type Completeness, completeness } from './completeness.js';
import { fetchPage, type RequestFailure } from './fetchPage.js';
import { fieldOf } from './fieldOf.js';
import { type HttpOptions, type HttpSettings, resolveHttpOptions } from './httpOptions.js';
import { firstPage, nextPage } from './nextPage.js';

/** One page that came. */
export interface PageReport {
  readonly url: string;
  readonly rows: number;
  /** How many of its rows had come before, by `key`. */
  readonly doubled: number;
  /** What failed before it came whole. */
  readonly failures: readonly RequestFailure[];
}

/** What happened on the way, and whether all of it came once. */
export interface HttpReport extends Completeness {
  readonly pages: readonly PageReport[];
  readonly bytes: number;
  readonly rows: number;
  /** What `expectedRows` says; null where nothing does. */
  readonly expectedRows: number | null;
}

/** What `readHttp` brings. */
export interface HttpResult {
  readonly table: Table;
  readonly report: HttpReport;
}

const WHERE = 'readHttp';

/**
 * Reads all pages of a JSON API into a `Table`, and says whether that was all.
 *
 * Pages are asked for one after another. An answer 408, 429 or 5xx, one that is cut off or no JSON,
 * one that is late and none at all are asked for again after a wait that doubles each time, or that
 * `Retry-After` asks for; any other status is an error at once. A link or cursor that comes again is an
 * error, since it would never end.
 *
 * With `key` and `expectedRows`, doubled and lost rows are found: an error, or with
 * `onFault: 'report'` a line in the report, the table holding what came.
 *
 * @param url     http or https.
 * @param options see `HttpOptions`.
 * @throws MlError REQUEST_FAILED (what was tried, and what came each time) | INCOMPLETE (doubled or lost
 *   rows) | LIMIT_EXCEEDED (pages, bytes) | ABORTED | WRONG_KIND (no list of rows; as `readJson`) |
 *   MISSING_VALUE (a key) | INVALID_ARGUMENT | OUT_OF_RANGE.
 *
 * Source: RFC 9110 §10.2.3 (Retry-After), RFC 8288 (Link).
 *
 * @example
 * const { createServer } = process.getBuiltinModule('node:http');
 * const server = createServer((_, answer) => answer.end('[{ "id": 1 }, { "id": 2 }]')).listen(0);
 * const { table } = await readHttp(`http://localhost:${server.address().port}/`, { key: 'id', expectedRows: 2 });
 * server.close();
 * table.number('id'); // Float64Array(2) [ 1, 2 ]
 */
export async function readHttp(url: string, options: HttpOptions = {}): Promise<HttpResult> {
  const settings = resolveHttpOptions(WHERE, options);
  const { key, progress, columns } = settings;
  const first = parseUrl(url);
  const { rows, pages, bytes, stated } = await readPages(first, settings).finally(() =>
    progress.finish(),
  );
  const pageOf = (row: number): number => {
    let before = 0;
    return pages.findIndex((page) => {
      before += page.rows;
      return row < before;
    });
  };
  const place = (row: number): string => `row ${row} (page ${pageOf(row) + 1})`;
  const found = completeness(WHERE, rows, key, stated);
  const doubled = new Array<number>(pages.length).fill(0);
  for (const row of found.doubledRows) doubled[pageOf(row)]!++;
  const report: HttpReport = {
    pages: pages.map((page, i) => ({ ...page, doubled: doubled[i]! })),
    bytes,
    rows: rows.length,
    expectedRows: stated,
    ...found,
  };
  if (settings.onFault === 'refuse') assertComplete(url, report);
  return { table: tableOfRecords(WHERE, { rows, place }, columns), report };
}

interface Pages {
  readonly rows: Record<string, Cell>[];
  readonly pages: Omit<PageReport, 'doubled'>[];
  readonly bytes: number;
  readonly stated: number | null;
}

async function readPages(start: URL, settings: HttpSettings): Promise<Pages> {
  const { pages: rule, maxPages, maxBytes, expectedRows, flatten, progress } = settings;
  const rows: Record<string, Cell>[] = [];
  const pages: Omit<PageReport, 'doubled'>[] = [];
  const asked = new Set<string>();
  let bytes = 0;
  let stated = typeof expectedRows === 'number' ? expectedRows : null;
  progress.start(undefined, start.host);
  for (let url: URL | undefined = firstPage(start, rule); url !== undefined; ) {
    if (asked.has(url.href)) {
      throw new MlError(
        'REQUEST_FAILED',
        `${WHERE}: page ${pages.length} leads back to ${url}, which has come already: this would never end.`,
      );
    }
    if (pages.length === maxPages) {
      throw new MlError(
        'LIMIT_EXCEEDED',
        `${WHERE}: after ${maxPages} pages and ${rows.length} rows there is still no end; the next would be ` +
          `${url}. Raise maxPages if there are so many, else look whether the pages repeat.`,
      );
    }
    asked.add(url.href);
    const page = await fetchPage(WHERE, url, settings, maxBytes - bytes);
    bytes += page.bytes;
    const list = rowsOf(url, page.body, settings.rows);
    for (const [i, record] of list.entries()) {
      const place = `row ${i} of page ${pages.length + 1} (${url})`;
      rows.push(flattenRecord(WHERE, place, record, flatten));
    }
    if (typeof expectedRows === 'string')
      stated = statedRows(url, page.body, expectedRows) ?? stated;
    pages.push({ url: url.href, rows: list.length, failures: page.failures });
    progress.advance(pages.length, { rows: rows.length });
    const facts = { url, body: page.body, link: page.link, index: pages.length - 1 };
    url = nextPage(WHERE, rule, { ...facts, rows: list.length, rowsSoFar: rows.length });
  }
  return { rows, pages, bytes, stated };
}

function rowsOf(url: URL, body: unknown, field: string | undefined): readonly unknown[] {
  const list = field === undefined ? body : fieldOf(body, field);
  if (Array.isArray(list)) return list;
  const keys = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  throw new MlError(
    'WRONG_KIND',
    `${WHERE}: ${url} holds no list of rows${field === undefined ? '' : ` in ${JSON.stringify(field)}`}. ` +
      `Say where it is by option rows. Keys: ${keys.slice(0, 20).join(', ') || 'none'}.`,
  );
}

function statedRows(url: URL, body: unknown, field: string): number | undefined {
  const value = fieldOf(body, field);
  if (value === undefined || value === null) return undefined;
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new MlError(
    'WRONG_KIND',
    `${WHERE}: ${url} says in ${JSON.stringify(field)} that there are ${JSON.stringify(value)} rows, which is no count.`,
  );
}

function assertComplete(url: string, report: HttpReport): void {
  const { doubledRows, lostRows, expectedRows, rows, pages } = report;
  const faults: string[] = [];
  if (doubledRows.length > 0) {
    const where = pages.flatMap((page, i) =>
      page.doubled > 0 ? [`${page.doubled} on page ${i + 1}`] : [],
    );
    const shown = where.slice(0, 10).join(', ') + (where.length > 10 ? ' …' : '');
    faults.push(`${doubledRows.length} rows came before already (${shown})`);
  }
  if (lostRows !== null && lostRows !== 0) {
    faults.push(
      lostRows > 0
        ? `${lostRows} of ${expectedRows} rows never came`
        : `${-lostRows} rows more than the ${expectedRows} that there should be came`,
    );
  }
  if (faults.length === 0) return;
  throw new MlError(
    'INCOMPLETE',
    `${WHERE}: of ${rows} rows from ${url} ${faults.join(', and ')}. If rows were added or removed meanwhile, ` +
      "ask again, by cursor if there is one; to look at what came, pass { onFault: 'report' }.",
  );
}

function parseUrl(url: string): URL {
  try {
    const parsed = new URL(url);
    if (/^https?:$/.test(parsed.protocol)) return parsed;
  } catch {
    // Told below.
  }
  throw new MlError(
    'INVALID_ARGUMENT',
    `${WHERE}: ${JSON.stringify(url) ?? String(url)} is no address; one that begins with http:// or https:// is needed.`,
  );
}
