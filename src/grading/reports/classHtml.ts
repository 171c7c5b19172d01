import { html, page } from '../../notebook/index.js';
import type { SimilarPair } from '../similarity/similarSubmissions.js';
import type { ClassMarks } from './classMarks.js';
import { classTable } from './classTable.js';
import { type ExerciseStatistics, exerciseStatistics } from './exerciseStatistics.js';

/** The page that an instructor opens first: marks, exercises, and what a person should look at. */
export function classHtml(all: ClassMarks): string {
  const statistics = exerciseStatistics(all.students);
  const parts = [
    `<h1>${html(all.title)}</h1>`,
    '<h2>Marks</h2>',
    marksTable(all),
    '<h2>Exercises</h2>',
    '<p>Difficulty is the mean share of the points: high is easy. Discrimination is the correlation',
    'with the rest of the marks: below 0.2 look at the exercise, below 0 at its tests.</p>',
    statisticsTable(statistics),
    '<h2>For a person to look at</h2>',
    remarks(all),
    similarities(all.similar),
  ];
  return page(`${all.title}: the class`, parts.join('\n'));
}

function marksTable(all: ClassMarks): string {
  const table = classTable(all);
  const rows = Array.from(table.rows(), (row) =>
    Object.entries(row).map(([name, value]) => {
      if (name === 'student') {
        const student = html(String(value));
        const href = html(encodeURIComponent(String(value)));
        return `<td><a href="students/${href}/report.html">${student}</a></td>`;
      }
      if (name === 'handed_in') return `<td>${value === true ? 'yes' : 'no'}</td>`;
      return `<td class="number">${Number.isNaN(value) ? '…' : html(String(value))}</td>`;
    }),
  );
  return tableOf(
    table.columnNames.map((name) => name.replace('_', ' ')),
    rows,
    2,
  );
}

function statisticsTable(statistics: readonly ExerciseStatistics[]): string {
  const percent = (share: number) => `${Math.round(100 * share)}%`;
  const rows = statistics.map((one) => [
    `<td>${html(one.exercise)}</td>`,
    ...[
      String(one.points),
      String(one.submissions),
      one.difficulty.toFixed(2),
      one.discrimination === null ? 'undefined' : one.discrimination.toFixed(2).replace('-', '−'),
      percent(one.full),
      percent(one.none),
    ].map((text) => `<td class="number">${html(text)}</td>`),
  ]);
  const names = ['exercise', 'points', 'submissions', 'difficulty', 'discrimination'];
  return tableOf([...names, 'full marks', 'no marks'], rows, 1);
}

function tableOf(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  texts: number,
): string {
  const head = names.map(
    (name, j) => `<th${j < texts ? '' : ' class="number"'}>${html(name)}</th>`,
  );
  const body = rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('\n');
  return `<table>\n<thead><tr>${head.join('')}</tr></thead>\n<tbody>\n${body}\n</tbody></table>`;
}

function remarks({ students }: ClassMarks): string {
  const items = students.flatMap(({ marks }) =>
    marks.notes.map((note) => `<li>${html(marks.student)}: ${html(note)}</li>`),
  );
  return items.length === 0
    ? '<p>No submission has a note.</p>'
    : `<ul>\n${items.join('\n')}\n</ul>`;
}

function similarities(similar: readonly SimilarPair[]): string {
  if (similar.length === 0) return '<p>No two submissions have much code in common.</p>';
  const intro =
    '<p>Submissions with much code in common, after names and layout are taken out, and without what' +
    ' was handed out. It is no verdict: small questions have similar answers. Read both, then ask.</p>';
  return [intro, ...similar.map(pairDetails)].join('\n');
}

function pairDetails({ first, second, share, passages }: SimilarPair): string {
  const title = `${html(first)} and ${html(second)}: ${Math.round(100 * share)}% in common`;
  const sides = passages.map(({ first: a, second: b }) => {
    const side = (student: string, lines: typeof a) =>
      `<div>${html(student)}, lines ${lines.from} to ${lines.to}<pre>${html(lines.text)}</pre></div>`;
    return `<div class="pair">${side(first, a)}${side(second, b)}</div>`;
  });
  return `<details><summary>${title}</summary>\n${sides.join('\n')}\n</details>`;
}
