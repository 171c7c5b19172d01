import type { ReportLine, StudentReport } from './studentReport.js';

/** How a verdict looks in a line of text. */
export const SIGNS: Readonly<Record<ReportLine['verdict'], string>> = {
  all: '✓',
  some: '~',
  none: '✗',
  open: '…',
};

/**
 * A student's report in Markdown. What came from the submission is shown as text, never as markup.
 *
 * @example reportMarkdown({ title: 'Dice', student: 'ada', summary: '3 of 4 points.', notes: [], exercises: [] }); // '# Dice: ada\n\n**3 of 4 points.**\n'
 */
export function reportMarkdown({
  title,
  student,
  summary,
  notes,
  exercises,
}: StudentReport): string {
  const blocks = [`# ${plain(title)}: ${plain(student)}`, `**${plain(summary)}**`];
  if (notes.length > 0) blocks.push(notes.map((note) => `- ${plain(note)}`).join('\n'));
  for (const { heading, remark, lines } of exercises) {
    blocks.push(`## ${plain(heading)}`);
    if (remark !== '') blocks.push(plain(remark));
    if (lines.length > 0) blocks.push(lines.map(lineText).join('\n'));
  }
  return `${blocks.join('\n\n')}\n`;
}

function lineText({ says, marks, verdict, why }: ReportLine): string {
  const line = `- ${SIGNS[verdict]} ${plain(says)} (${marks})`;
  return why === '' ? line : `${line}\n  ${plain(why)}`;
}

/** Text that Markdown takes for nothing but text, on one line. */
function plain(text: string): string {
  return text
    .replace(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ') // nor what turns text around
    .trim()
    .replace(/[\\`*_{}[\]<>#+|~!&$^]/g, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^[-=]/, '\\$&')
    .replace(/(https?|ftp|www)(?=[:.])/gi, '$1\u200b'); // no address becomes a link by itself
}
