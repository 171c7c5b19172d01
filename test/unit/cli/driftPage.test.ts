import { Table } from 'mle-kit';
import { describe, expect, it } from 'vitest';
import { columnsToDraw, driftPage, MOST_PICTURES } from '../../../src/cli/driftPage.js';
import {
  columnDriftPlot,
  type DriftReport,
  driftPlot,
  driftReport,
} from '../../../src/monitoring/index.js';

const png = Buffer.from('a picture');
const MARKUP = `<img src=x onerror="alert(1)">&'`;

function pageOf(report: DriftReport, reference = 'then.csv'): Promise<string> {
  return driftPage(report, {
    reference,
    current: 'now.csv',
    overview: { figure: driftPlot(report), png },
    columns: columnsToDraw(report).map((column) => {
      return { column, figure: columnDriftPlot(column), png };
    }),
  });
}

const tall = (shift: number) => Array.from({ length: 50 }, (_, i) => i + shift);

describe('the page of mle drift', () => {
  it('says of each column verdict, test, reason, statistic, limit, and shows a picture', async () => {
    const before = Table.from({ calm: tall(0), wind: tall(0) });
    const report = driftReport(
      before,
      Table.from({ calm: tall(0), wind: tall(40), more: tall(0) }),
    );
    const page = await pageOf(report);
    expect(page).toContain('<h1>Drift</h1>');
    expect(page).toContain('then.csv (50 rows) is the reference, now.csv (50 rows) is current.');
    expect(page).toMatch(
      /<th scope="row">wind<\/th><td class="none">DRIFT<\/td><td>kolmogorovSmirnov<div class="why">Numbers with many different values\.<\/div><\/td><td class="number">0\.8<\/td><td class="number">p [\d.e-]+<\/td>/,
    );
    expect(page).toContain('<th scope="row">calm</th><td class="all">ok</td>');
    expect(page).toContain('Not compared, as the reference lacks them: more.');
    const alts = [...page.matchAll(/<img [^>]*alt="([^"]*)"/g)].map(([, alt]) => alt!);
    expect(alts).toHaveLength(3);
    expect(alts[1]).toContain('Column &quot;wind&quot; has drifted.'); // the drifted first
    expect(alts[2]).toContain('Column &quot;calm&quot; has not drifted.');
  });

  it('needs nothing else, and turns its pictures over where the reader wants it dark', async () => {
    const report = driftReport(Table.from({ x: tall(0) }), Table.from({ x: tall(0) }));
    const page = await pageOf(report);
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`,
    );
    expect(page).not.toMatch(/<script|<link|src="(?!data:image\/png;base64,)|https?:/);
    expect(page).toContain('prefers-color-scheme: dark');
  });

  it('keeps names and values of columns, and of files, as text', async () => {
    const side = (value: string) =>
      Table.from([[MARKUP, { kind: 'string', values: [...new Array(30).fill(value), 'b'] }]]);
    const page = await pageOf(driftReport(side('a'), side(MARKUP)), MARKUP);
    expect(page.match(/<img /g)).toHaveLength(2); // the two that are ours
    expect(page).not.toContain('onerror="');
    expect(page).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;');
    expect(page).not.toMatch(/[\u202a-\u202e]/);
  });

  it('says why a column has no picture, and how many have one where all would be too many', async () => {
    const names = Array.from({ length: MOST_PICTURES + 5 }, (_, k) => `x${k}`);
    const side = (moved: string) =>
      Table.from([
        ...names.map((name) => [name, tall(name === moved ? 90 : 0)] as const),
        ['day', { kind: 'date', values: tall(0) }] as const,
      ]);
    const report = driftReport(side('none'), side(`x${MOST_PICTURES + 2}`), { joint: false });
    expect(columnsToDraw(report)).toHaveLength(MOST_PICTURES);
    expect(columnsToDraw(report)[0]!.name).toBe(`x${MOST_PICTURES + 2}`);
    const page = await pageOf(report);
    expect(page).toContain(`${MOST_PICTURES} of ${names.length + 1} have a picture`);
    expect(page).toContain('Not compared: points in time move on by themselves.');
  });

  it('has the prediction in table and pictures', async () => {
    const report = driftReport(
      Table.from({ x: tall(0), p: tall(0) }),
      Table.from({ x: tall(0), p: tall(0) }),
      {
        prediction: 'p',
      },
    );
    expect(columnsToDraw(report).map(({ name }) => name)).toEqual(['x', 'p']);
    expect(await pageOf(report)).toContain('<th scope="row">p (prediction)</th>');
  });
});
