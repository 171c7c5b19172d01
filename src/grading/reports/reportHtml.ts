import { html, page } from '../../notebook/index.js';
import { SIGNS } from './reportMarkdown.js';
import type { ReportLine, StudentReport } from './studentReport.js';

/** A verdict as a screen reader says it. */
const WORDS: Readonly<Record<ReportLine['verdict'], string>> = {
  all: 'full marks',
  some: 'some marks',
  none: 'no marks',
  open: 'not graded yet',
};

/**
 * A student's report as an HTML page of its own. What came from the submission is escaped.
 *
 * @example reportHtml({ title: 'Dice', student: 'ada', summary: '3 of 4 points.', notes: ['<b>'], exercises: [] }).includes('<li>&lt;b&gt;</li>'); // true
 */
export function reportHtml({ title, student, summary, notes, exercises }: StudentReport): string {
  const parts = [
    `<h1>${html(title)}</h1>`,
    `<p>${html(student)}: <strong>${html(summary)}</strong></p>`,
  ];
  if (notes.length > 0) {
    parts.push(`<ul>${notes.map((note) => `<li>${html(note)}</li>`).join('')}</ul>`);
  }
  for (const { heading, remark, lines } of exercises) {
    parts.push(`<h2>${html(heading)}</h2>`);
    if (remark !== '') parts.push(`<p>${html(remark)}</p>`);
    if (lines.length > 0) parts.push(linesTable(heading, lines));
  }
  return page(`${title}: ${student}`, parts.join('\n'));
}

function linesTable(heading: string, lines: readonly ReportLine[]): string {
  const rows = lines.map(
    ({ says, marks, verdict, why }) =>
      `<tr><td class="${verdict}"><span role="img" aria-label="${WORDS[verdict]}">${SIGNS[verdict]}</span></td>` +
      `<td>${html(says)}${why === '' ? '' : `<div class="why">${html(why)}</div>`}</td>` +
      `<td class="number">${html(marks)}</td></tr>`,
  );
  return [
    `<table aria-label="${html(heading)}">`,
    '<thead><tr><th></th><th>what must hold</th><th class="number">points</th></tr></thead>',
    `<tbody>\n${rows.join('\n')}\n</tbody></table>`,
  ].join('\n');
}
