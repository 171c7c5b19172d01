import type { ColumnDrift, DriftReport } from '../monitoring/index.js';
import type { Figure } from '../plot/index.js';
import { driftRows, verdictOf } from './driftRows.js';

/** Columns that get a picture, the drifted first; all are in the table. */
export const MOST_PICTURES = 60;

/** A column with its picture. */
export interface PicturedColumn {
  readonly column: ColumnDrift;
  readonly figure: Figure;
  readonly png: Buffer;
}

/** What the page shows beside the report. */
export interface DriftPictures {
  /** What was compared, as the reader named it. */
  readonly reference: string;
  readonly current: string;
  readonly overview: Pick<PicturedColumn, 'figure' | 'png'>;
  readonly columns: readonly PicturedColumn[];
}

/** The columns that can be drawn, the drifted first, then by the size of the change. */
export function columnsToDraw({ columns, prediction }: DriftReport): ColumnDrift[] {
  const size = ({ drifted, stabilityIndex }: ColumnDrift) =>
    (drifted ? 1e9 : 0) + (stabilityIndex ?? 0);
  return [...columns, ...(prediction === null ? [] : [prediction])]
    .filter(({ counts }) => counts !== null)
    .sort((a, b) => size(b) - size(a))
    .slice(0, MOST_PICTURES);
}

/** A drift report as one HTML page that needs nothing else: verdicts in a table, then the pictures. */
export async function driftPage(report: DriftReport, shown: DriftPictures): Promise<string> {
  const { html, page } = await import('../notebook/index.js');
  const image = ({ figure, png }: Pick<PicturedColumn, 'figure' | 'png'>) => {
    const width = Number(figure.layout.width);
    const source = `data:image/png;base64,${png.toString('base64')}`;
    return `<img width="${width}" height="${Number(figure.layout.height)}" alt="${html(figure.altText)}" src="${source}">`;
  };
  const picture = (one: PicturedColumn) =>
    `<figure>${image(one)}<figcaption>${html(captionOf(one))}</figcaption></figure>`;
  const { drifted, summary, referenceRows, currentRows } = report;
  const heading = drifted ? 'Drift' : 'No drift';
  const parts = [
    `<h1>${heading}</h1>`,
    `<p><strong>${html(summary)}</strong></p>`,
    `<p>${html(shown.reference)} (${referenceRows} rows) is the reference, ${html(shown.current)} (${currentRows} rows) is current.</p>`,
    ...rules(report).map((rule) => `<p>${html(rule)}</p>`),
    `<figure>${image(shown.overview)}</figure>`,
    '<h2>Verdicts</h2>',
    tableOf(report, html),
    '<h2>Columns</h2>',
    `<p>${html(aboutPictures(report, shown.columns.length))}</p>`,
    `<div class="pictures">\n${shown.columns.map(picture).join('\n')}\n</div>`,
  ];
  return page(`${heading}: ${shown.current} against ${shown.reference}`, parts.join('\n'));
}

function rules({ alpha, adjustment, testCount, jointNote, unknownColumns }: DriftReport): string[] {
  return [
    `p-values are adjusted (${adjustment}) over ${testCount} ${testCount === 1 ? 'test' : 'tests'}; drift is p at most ${alpha}, or a distance at or above its limit. ${jointNote}`,
    ...(unknownColumns.length === 0
      ? []
      : [`Not compared, as the reference lacks them: ${unknownColumns.join(', ')}.`]),
  ];
}

function aboutPictures({ columns, prediction }: DriftReport, drawn: number): string {
  const all = columns.length + (prediction === null ? 0 : 1);
  const which =
    drawn === all
      ? ''
      : ` ${drawn} of ${all} have a picture: the drifted first, and none without counts.`;
  return `Shares of the values that are there. Numbers lie in bins of about equal parts of the reference.${which}`;
}

function captionOf({ column, figure }: PicturedColumn): string {
  const added = column.newCategories.map((name) => JSON.stringify(name)).join(', ');
  return added === '' ? figure.altText : `${figure.altText} New: ${added}.`;
}

function tableOf(report: DriftReport, html: (text: string) => string): string {
  const [head, ...rows] = driftRows(report);
  const all = [...report.columns, ...(report.prediction === null ? [] : [report.prediction])];
  const body = rows.map(([name, verdict, test, ...numbers], i) => {
    const column = all[i]!;
    const looks = { DRIFT: 'none', ok: 'all' }[verdictOf(column)] ?? 'some';
    return (
      `<tr><th scope="row">${html(name!)}</th><td class="${looks}">${html(verdict!)}</td>` +
      `<td>${html(test!)}<div class="why">${html(column.note)}</div></td>` +
      `${numbers.map((text) => `<td class="number">${html(text)}</td>`).join('')}</tr>`
    );
  });
  return [
    '<div class="wide" tabindex="0" role="region" aria-label="Verdicts"><table>',
    `<thead><tr>${head!.map((name, j) => `<th scope="col"${j < 3 ? '' : ' class="number"'}>${name === 'PSI' ? name : name.toLowerCase()}</th>`).join('')}</tr></thead>`,
    `<tbody>\n${body.join('\n')}\n</tbody></table></div>`,
  ].join('\n');
}
