import { MlError } from '../../core/index.js';
import { otherServer } from './fetchPage.js';
import { fieldOf } from './fieldOf.js';
import type { PageRule } from './httpOptions.js';

/** A page that has come, so far as the next one depends on it. */
export interface PageFacts {
  readonly url: URL;
  readonly body: unknown;
  /** Its header `Link`. */
  readonly link: string | null;
  /** Its number, from 0. */
  readonly index: number;
  /** Its rows, and those of all pages so far. */
  readonly rows: number;
  readonly rowsSoFar: number;
}

/** The address of the first page. */
export function firstPage(url: URL, rule: PageRule): URL {
  if (rule.by === 'page') return withParameter(url, rule.parameter, String(rule.start ?? 1));
  if (rule.by === 'offset') return withParameter(url, rule.parameter, '0');
  return url;
}

/**
 * The address of the page after this one; undefined at the end.
 *
 * @throws MlError REQUEST_FAILED (a link that is none, or leads to another server)
 */
export function nextPage(where: string, rule: PageRule, page: PageFacts): URL | undefined {
  switch (rule.by) {
    case 'none':
      return undefined;
    case 'link':
      return followLink(where, rule.field, page);
    case 'cursor': {
      const cursor = fieldOf(page.body, rule.field);
      if (cursor === undefined || cursor === null || cursor === '' || cursor === false)
        return undefined;
      return withParameter(page.url, rule.parameter, String(cursor));
    }
    case 'page': {
      const number = (rule.start ?? 1) + page.index + 1;
      return page.rows === 0 ? undefined : withParameter(page.url, rule.parameter, String(number));
    }
    case 'offset':
      return page.rows === 0
        ? undefined
        : withParameter(page.url, rule.parameter, String(page.rowsSoFar));
  }
}

function followLink(where: string, field: string | undefined, page: PageFacts): URL | undefined {
  const target = field === undefined ? linkHeader(page.link) : fieldOf(page.body, field);
  if (target === undefined || target === null || target === '') return undefined;
  const next = typeof target === 'string' ? parseUrl(target, page.url) : undefined;
  if (next === undefined) {
    throw new MlError(
      'REQUEST_FAILED',
      `${where}: ${page.url} names ${JSON.stringify(target)} as the next page, which is no address.`,
    );
  }
  if (next.origin !== page.url.origin) {
    throw otherServer(where, page.url, next, 'names as the next page');
  }
  return next;
}

/** The target of rel="next" in a header such as `<…?page=2>; rel="next", <…>; rel="last"`. */
function linkHeader(header: string | null): string | undefined {
  for (const part of header?.matchAll(/<([^>]*)>([^<]*)/g) ?? []) {
    if (/;\s*rel\s*=\s*("(?:[^"]*\s)?next(?:\s[^"]*)?"|next\b)/i.test(part[2]!)) return part[1];
  }
  return undefined;
}

function parseUrl(text: string, base: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

function withParameter(url: URL, name: string, value: string): URL {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next;
}
