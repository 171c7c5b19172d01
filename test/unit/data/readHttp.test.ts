import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/index.js';
import { nextPage } from '../../../src/data/http/nextPage.js';
import { type HttpOptions, readHttp } from '../../../src/data/index.js';
import { type Handler, json, type Misbehaving, misbehavingServer } from './misbehavingServer.js';

const servers: Misbehaving[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
async function serve(handler: Handler): Promise<Misbehaving> {
  const server = await misbehavingServer(handler);
  servers.push(server);
  return server;
}

/** Seven rows, three a page. */
const ROWS = Array.from({ length: 7 }, (_, i) => ({ id: i, name: `row ${i}` }));
const page = (number: number) => ROWS.slice(3 * number, 3 * number + 3);
const quick: HttpOptions = { backoffMs: 1, retries: 3 };
const ids = async (url: string, options: HttpOptions) => [
  ...(await readHttp(url, { ...quick, ...options })).table.number('id'),
];
const ALL = [0, 1, 2, 3, 4, 5, 6];

describe('readHttp', () => {
  it('reads one page, and sends its headers', async () => {
    const server = await serve(({ headers }, response) =>
      json(response, [{ token: headers['x-token'], accept: headers.accept }]),
    );
    const { table, report } = await readHttp(`${server.url}/a?b=1`, {
      headers: { 'x-token': 's' },
    });
    expect(table.row(0)).toEqual({ token: 's', accept: 'application/json' });
    expect(report.pages).toEqual([
      { url: `${server.url}/a?b=1`, rows: 1, doubled: 0, failures: [] },
    ]);
    expect([report.rows, report.expectedRows, report.lostRows]).toEqual([1, null, null]);
  });

  it('follows the header Link', async () => {
    const server = await serve(({ url }, response) => {
      const number = Number(url.searchParams.get('page') ?? 0);
      const next = `</?page=${number + 1}>; title="a"; rel="next"`;
      response.setHeader('link', `</?page=0>; rel="first"${number < 2 ? `, ${next}` : ''}`);
      json(response, page(number));
    });
    expect(await ids(server.url, { pages: { by: 'link' } })).toEqual(ALL);
    expect(server.asked).toEqual(['/', '/?page=1', '/?page=2']);
  });

  it('follows a link in the body', async () => {
    const server = await serve(({ url }, response) => {
      const number = Number(url.searchParams.get('p') ?? 0);
      const next = number < 2 ? `?p=${number + 1}` : null;
      json(response, { data: { items: page(number) }, links: { next } });
    });
    const options: HttpOptions = { rows: 'data.items', pages: { by: 'link', field: 'links.next' } };
    expect(await ids(server.url, options)).toEqual(ALL);
  });

  it('follows a cursor', async () => {
    const server = await serve(({ url }, response) => {
      const number = Number(url.searchParams.get('after')?.slice(1) ?? 0);
      json(response, { rows: page(number), next: number < 2 ? `c${number + 1}` : '' });
    });
    const pages = { by: 'cursor', field: 'next', parameter: 'after' } as const;
    expect(await ids(`${server.url}/?size=3`, { rows: 'rows', pages })).toEqual(ALL);
    expect(server.asked).toEqual(['/?size=3', '/?size=3&after=c1', '/?size=3&after=c2']);
  });

  it('counts pages until one is empty', async () => {
    const server = await serve(({ url }, response) =>
      json(response, page(Number(url.searchParams.get('page')))),
    );
    const pages = { by: 'page', parameter: 'page', start: 0 } as const;
    expect(await ids(server.url, { pages })).toEqual(ALL);
    expect(server.asked).toHaveLength(4);
  });

  it('counts rows until a page is empty', async () => {
    const server = await serve(({ url }, response) => {
      const from = Number(url.searchParams.get('offset'));
      json(response, ROWS.slice(from, from + 3));
    });
    expect(await ids(server.url, { pages: { by: 'offset', parameter: 'offset' } })).toEqual(ALL);
    expect(server.asked).toEqual(['/?offset=0', '/?offset=3', '/?offset=6', '/?offset=7']);
  });

  it('reads dates and objects inside as it is told', async () => {
    const server = await serve((_, response) =>
      json(response, [{ at: '2020-01-01', place: { city: 'Oslo' } }]),
    );
    const { table } = await readHttp(server.url, { columns: { at: 'date' }, flatten: true });
    expect(table.row(0)).toEqual({ at: new Date('2020-01-01'), 'place.city': 'Oslo' });
  });
});

describe('readHttp asks again', () => {
  it('after 503 and 500, waiting twice as long each time, the same for the same seed', async () => {
    const answers = [503, 500, 502];
    const handler: Handler = ({ count }, response) => {
      const status = answers[count % 4];
      if (status === undefined) json(response, ROWS);
      else response.writeHead(status).end();
    };
    const waits = async (options: HttpOptions) => {
      const server = await serve(handler);
      const { table, report } = await readHttp(server.url, { backoffMs: 4, ...options });
      expect(table.rowCount).toBe(7);
      expect(report.pages[0]!.failures.map(({ reason }) => reason)).toEqual([
        'status 503 Service Unavailable',
        'status 500 Internal Server Error',
        'status 502 Bad Gateway',
      ]);
      return report.pages[0]!.failures.map(({ waitMs }) => waitMs);
    };
    const first = await waits({ seed: 1, backoffMs: 20 });
    first.forEach((wait, k) => {
      expect(wait).toBeGreaterThanOrEqual(10 * 2 ** k);
      expect(wait).toBeLessThanOrEqual(20 * 2 ** k);
    });
    expect(await waits({ seed: 1, backoffMs: 20 })).toEqual(first);
    expect(await waits({ random: createRandom(1), backoffMs: 20 })).toEqual(first);
    expect(await waits({ seed: 2, backoffMs: 20 })).not.toEqual(first);
    expect(await waits({ backoffMs: 0 })).toEqual([0, 0, 0]);
  });

  it('after 429, when Retry-After says, in seconds or as a date', async () => {
    const server = await serve(({ count }, response) => {
      const inTwo = new Date(Date.now() + 2000).toUTCString();
      if (count === 0) response.writeHead(429, { 'retry-after': '1' }).end();
      else if (count === 1) response.writeHead(503, { 'retry-after': inTwo }).end();
      else if (count === 2) response.writeHead(503, { 'retry-after': 'soon' }).end();
      else json(response, ROWS);
    });
    const start = Date.now();
    const { report } = await readHttp(server.url, quick);
    const waits = report.pages[0]!.failures.map(({ waitMs }) => waitMs);
    expect(waits[0]).toBe(1000);
    expect(waits[1]).toBeGreaterThan(500);
    expect(waits[1]).toBeLessThanOrEqual(2000);
    expect(waits[2]).toBeLessThanOrEqual(4);
    expect(Date.now() - start).toBeGreaterThanOrEqual(1490);
  });

  it('after an answer that is cut off, with a length or without', async () => {
    const whole = JSON.stringify(ROWS);
    const server = await serve(({ count }, response) => {
      if (count === 0) {
        response.writeHead(200, { 'content-length': whole.length });
        response.write(whole.slice(0, 40), () => response.destroy());
      } else if (count === 1) {
        response.write(whole.slice(0, 40), () => response.destroy());
      } else if (count === 2) response.end(whole.slice(0, 40));
      else response.end(whole);
    });
    const { table, report } = await readHttp(server.url, quick);
    expect(table.rowCount).toBe(7);
    expect(report.pages[0]!.failures).toHaveLength(3);
    expect(report.pages[0]!.failures[2]!.reason).toBe('40 bytes that are no JSON, as if cut off');
  });

  it('after an answer that is late, or comes by drops', async () => {
    const server = await serve(({ count }, response) => {
      if (count === 0) return;
      if (count === 1) {
        const drip = setInterval(() => response.write(' '), 10);
        response.on('close', () => clearInterval(drip));
      } else json(response, ROWS);
    });
    const { report } = await readHttp(server.url, { ...quick, timeoutMs: 80 });
    expect(report.pages[0]!.failures.map(({ reason }) => reason)).toEqual([
      'no whole answer within 80 ms',
      'no whole answer within 80 ms',
    ]);
  });

  it('after a connection that is closed, and goes on where it was', async () => {
    const server = await serve(({ url, count }, response) => {
      if (count === 1) response.destroy();
      else json(response, page(Number(url.searchParams.get('page'))));
    });
    const pages = { by: 'page', parameter: 'page', start: 0 } as const;
    expect(await ids(server.url, { pages })).toEqual(ALL);
    expect(server.asked.filter((path) => path === '/?page=1')).toHaveLength(2);
  });
});

describe('readHttp gives up', () => {
  it('when all attempts failed, and tells each', async () => {
    const server = await serve((_, response) => response.writeHead(503).end());
    await expect(readHttp(server.url, { backoffMs: 1, retries: 2 })).rejects.toThrow(
      /gave no answer in 3 attempts:\n {2}attempt 1: status 503.*\n {2}attempt 2.*\n {2}attempt 3.*\n.*REQUEST_FAILED/,
    );
    expect(server.asked).toHaveLength(3);
  });

  it('when nobody listens', async () => {
    const server = await serve(() => {});
    const { url } = server;
    await servers.pop()!.close();
    await expect(readHttp(url, { ...quick, retries: 1 })).rejects.toThrow(/ECONNREFUSED/);
  });

  it('at once on any other status, with what the server says', async () => {
    const server = await serve((_, response) => json(response, { error: 'who are you?' }, 401));
    await expect(readHttp(server.url, quick)).rejects.toThrow(
      /status 401 Unauthorized.*who are you/,
    );
    expect(server.asked).toHaveLength(1);
  });

  it('when the server asks for a longer wait than is allowed', async () => {
    const server = await serve((_, response) =>
      response.writeHead(429, { 'retry-after': '3600' }).end(),
    );
    await expect(readHttp(server.url, quick)).rejects.toThrow('asks for a wait of 3600 s');
    expect(server.asked).toHaveLength(1);
  });

  it('when pages have no end', async () => {
    const server = await serve((_, response) => json(response, ROWS));
    const pages = { by: 'page', parameter: 'page' } as const;
    await expect(readHttp(server.url, { ...quick, pages, maxPages: 5 })).rejects.toThrow(
      /after 5 pages and 35 rows.*\?page=6.*LIMIT_EXCEEDED/,
    );
  });

  it('when a link or a cursor leads back', async () => {
    const server = await serve((_, response) => json(response, { rows: ROWS, next: '/?again' }));
    await expect(
      readHttp(server.url, { ...quick, rows: 'rows', pages: { by: 'link', field: 'next' } }),
    ).rejects.toThrow('page 2 leads back to');
    const pages = { by: 'cursor', field: 'next', parameter: 'c' } as const;
    await expect(readHttp(server.url, { ...quick, rows: 'rows', pages })).rejects.toThrow(
      'leads back to',
    );
  });

  it('when a link leads to another server, which would learn the headers', async () => {
    const other = await serve((_, response) => json(response, ROWS));
    const server = await serve((_, response) => json(response, { rows: ROWS, next: other.url }));
    const pages = { by: 'link', field: 'next' } as const;
    await expect(readHttp(server.url, { ...quick, rows: 'rows', pages })).rejects.toThrow(
      'on another server',
    );
    expect(other.asked).toEqual([]);
  });

  it('when it is sent on to another server with headers, and when it is sent on for ever', async () => {
    const other = await serve((_, response) => json(response, ROWS));
    const server = await serve(({ url }, response) => {
      const to: Record<string, string> = {
        '/away': other.url,
        '/moved': '/here',
        '/round': '/round',
      };
      const location = to[url.pathname];
      if (location === undefined) return json(response, ROWS);
      response.writeHead(302, { location }).end();
    });
    const secret = { ...quick, headers: { 'x-api-key': 'secret' } };
    await expect(readHttp(`${server.url}/away`, secret)).rejects.toThrow(
      /sends on to .*on another server.*REQUEST_FAILED/,
    );
    expect(other.asked).toEqual([]);
    expect((await readHttp(`${server.url}/away`, quick)).table.rowCount).toBe(ROWS.length);
    const { table } = await readHttp(`${server.url}/moved`, quick);
    expect(table.rowCount).toBe(ROWS.length);
    await expect(readHttp(`${server.url}/round`, quick)).rejects.toThrow('more than 20 times');
  });

  it('when a timer is asked for that would fire at once', async () => {
    for (const option of ['timeoutMs', 'maxWaitMs']) {
      await expect(readHttp('http://127.0.0.1:1/', { [option]: 2 ** 31 })).rejects.toThrow(
        new RegExp(`${option}.*OUT_OF_RANGE`),
      );
    }
  });

  it('when more bytes come than are allowed, on one page or on several', async () => {
    const server = await serve(({ url }, response) => {
      if (url.pathname === '/endless') {
        const more = (): void => {
          while (response.write(' '.repeat(65_536)) && !response.destroyed);
        };
        response.on('drain', more);
        more();
      } else json(response, ROWS);
    });
    await expect(readHttp(`${server.url}/endless`, { maxBytes: 1_000_000 })).rejects.toThrow(
      'more than 1000000 bytes',
    );
    const pages = { by: 'page', parameter: 'page' } as const;
    await expect(readHttp(server.url, { pages, maxBytes: 500 })).rejects.toThrow('LIMIT_EXCEEDED');
  });

  it('when it is stopped from outside, also while it waits', async () => {
    const server = await serve(({ url }, response) => {
      if (url.pathname === '/busy') response.writeHead(503).end();
    });
    for (const path of ['/silent', '/busy']) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      await expect(
        readHttp(server.url + path, { signal: controller.signal, backoffMs: 5000 }),
      ).rejects.toThrow('ABORTED');
    }
    await expect(readHttp(server.url, { signal: AbortSignal.abort() })).rejects.toThrow('ABORTED');
  });
});

describe('readHttp counts', () => {
  /** A page that is sent twice, as if a row had been put in before it meanwhile. */
  const shifted: Handler = ({ url }, response) => {
    const offset = Number(url.searchParams.get('offset'));
    const rows = offset === 0 ? ROWS : [{ id: 99, name: 'new' }, ...ROWS];
    json(response, { rows: rows.slice(offset, offset + 3), total: rows.length });
  };
  const options: HttpOptions = {
    rows: 'rows',
    pages: { by: 'offset', parameter: 'offset' },
    key: 'id',
    expectedRows: 'total',
  };

  it('rows that come twice, and those that never come', async () => {
    const server = await serve(shifted);
    await expect(readHttp(server.url, options)).rejects.toThrow(
      /of 8 rows from .* 1 rows came before already \(1 on page 2\), and 1 of 8 rows never came.*INCOMPLETE/,
    );
    const { table, report } = await readHttp(server.url, { ...options, onFault: 'report' });
    expect([...table.number('id')]).toEqual([0, 1, 2, 2, 3, 4, 5, 6]);
    expect(report.doubledRows).toEqual([3]);
    expect([report.rows, report.expectedRows, report.lostRows]).toEqual([8, 8, 1]);
    expect(report.pages.map(({ rows, doubled }) => [rows, doubled])).toEqual([
      [3, 0],
      [3, 1],
      [2, 0],
      [0, 0],
    ]);
  });

  it('a page that comes twice', async () => {
    const server = await serve(({ url }, response) => {
      const number = Number(url.searchParams.get('page'));
      json(response, page(number > 1 ? number - 1 : number));
    });
    const pages = { by: 'page', parameter: 'page', start: 0 } as const;
    const refused = readHttp(server.url, { pages, key: ['id', 'name'], expectedRows: 7 });
    await expect(refused).rejects.toThrow('3 rows came before already (3 on page 3). If');
  });

  it('rows that are lost, or too many, without a key', async () => {
    const server = await serve((_, response) => json(response, ROWS));
    await expect(readHttp(server.url, { expectedRows: 9 })).rejects.toThrow(
      '2 of 9 rows never came',
    );
    await expect(readHttp(server.url, { expectedRows: 5 })).rejects.toThrow(
      '2 rows more than the 5',
    );
    expect((await readHttp(server.url, { expectedRows: 7, key: 'id' })).report.lostRows).toBe(0);
  });

  it('refuses rows without their key, and a count that is none', async () => {
    const server = await serve((_, response) =>
      json(response, { rows: [{ a: 1 }], total: 'many' }),
    );
    await expect(readHttp(server.url, { rows: 'rows', key: 'id' })).rejects.toThrow(
      'row 0 has no id',
    );
    await expect(readHttp(server.url, { rows: 'rows', expectedRows: 'total' })).rejects.toThrow(
      'which is no count',
    );
  });
});

describe('readHttp refuses', () => {
  it('a body without rows, a row that is none, a column of two kinds', async () => {
    const bodies: Record<string, unknown> = {
      '/object': { data: [1] },
      '/numbers': [1],
      '/mixed': [{ a: 1 }, { a: 'x' }],
      '/list': [{ a: [1] }],
    };
    const server = await serve(({ url }, response) => json(response, bodies[url.pathname]));
    await expect(readHttp(`${server.url}/object`)).rejects.toThrow('Keys: data.');
    await expect(readHttp(`${server.url}/numbers`)).rejects.toThrow('row 0 of page 1');
    await expect(readHttp(`${server.url}/mixed`)).rejects.toThrow('row 1 (page 1) has "x" in "a"');
    await expect(readHttp(`${server.url}/list`)).rejects.toThrow('holds a list in "a"');
  });

  it.each([
    ['no address', 'data.json', {}, 'is no address'],
    ['another protocol', 'file:///etc/passwd', {}, 'is no address'],
    ['an unknown option', 'http://a', { timeout: 1 }, 'Did you mean "timeoutMs"'],
    ['an unknown rule', 'http://a', { pages: { by: 'pages' } }, 'Did you mean "page"'],
    ['a rule without its parameter', 'http://a', { pages: { by: 'page' } }, 'needs a parameter'],
    ['no time', 'http://a', { timeoutMs: 0 }, 'OUT_OF_RANGE'],
  ])('%s', async (_, url, options, message) => {
    await expect(readHttp(url, options as object)).rejects.toThrow(message);
  });
});

describe('nextPage', () => {
  it('finds rel="next" among any other links', () => {
    const others = fc.constantFrom(
      '</a>; rel="prev"',
      '</b?x=1,2>; rel=last; title="next, please"',
    );
    fc.assert(
      fc.property(fc.array(others), fc.array(others), (before, after) => {
        const link = [...before, '</here>; rel="up next"', ...after].join(', ');
        const facts = { url: new URL('http://a/'), body: {}, index: 0, rows: 1, rowsSoFar: 1 };
        expect(nextPage('test', { by: 'link' }, { ...facts, link })?.href).toBe('http://a/here');
        const none = [...before, ...after].join(', ');
        expect(nextPage('test', { by: 'link' }, { ...facts, link: none })).toBeUndefined();
      }),
    );
  });
});
