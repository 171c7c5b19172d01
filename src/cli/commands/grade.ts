import { type Command, InvalidArgumentError } from 'commander';
import type { SubmissionMarks } from '../../grading/index.js';
import { EXIT_HELP } from '../exitCodes.js';
import { alignCells, answer, errorStream, printable, type Terminal } from '../terminal.js';
import { untilSignal } from '../untilSignal.js';

interface Choices {
  readonly assignment: string;
  readonly out: string;
  readonly parallel: number;
  readonly seconds?: number;
  readonly memory?: number;
  readonly recompute?: boolean;
  readonly unsafe?: boolean;
  readonly json?: boolean;
}

/** `mle grade SUBMISSIONS --assignment BUNDLE --out DIR`: each run apart, and compared here. */
export function addGradeCommand(program: Command, terminal: Terminal): void {
  program
    .command('grade <submissions>')
    .description('run submissions apart, and mark what they give')
    .requiredOption('--assignment <bundle>', 'NAME.bundle.json, as "mle assignment build" wrote it')
    .requiredOption('--out <folder>', 'where marks are written')
    .option('--parallel <number>', 'submissions at a time; marks do not depend on it', above0, 2)
    .option(
      '--seconds <number>',
      'of processor time, for a cell and for an input of a test (10)',
      above0,
    )
    .option('--memory <megabytes>', 'for a process of a submission (1024)', above0)
    .option('--recompute', 'marks from stored outputs: no code of a student is run')
    .option('--unsafe', 'without bubblewrap: says what that leaves open')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nSUBMISSIONS holds STUDENT.ipynb, STUDENT.ts, STUDENT/NAME.ipynb or submitted/STUDENT/NAME/NAME.ipynb.\n' +
        'Ctrl-C stops it and leaves nothing half-written; the same command goes on from there.\n' +
        `\nExample:\n  $ mle grade submitted --assignment metrics.bundle.json --out marks${EXIT_HELP}`,
    )
    .action(async (submissions: string, choices: Choices) => {
      const { gradeSubmissions, UNSAFE, writeClassReports } = await import(
        '../../grading/index.js'
      );
      const { progressBar } = await import('../../notebook/index.js');
      const { assignment, out, parallel, seconds, memory, recompute, unsafe, json } = choices;
      if (unsafe) terminal.err(`mle: ${UNSAFE}\n`);
      const report = await untilSignal((signal) =>
        gradeSubmissions(submissions, assignment, out, {
          parallel,
          recompute,
          unsafe,
          limits: {
            ...(seconds === undefined ? {} : { seconds, totalSeconds: 30 * seconds }),
            ...(memory === undefined ? {} : { memoryMb: memory }),
          },
          signal,
          progress: progressBar({ stream: errorStream(terminal), logEveryMs: 1000 }),
        }),
      );
      const { bundle, marks, sources, strangers, reused } = report;
      const { rubricRowsAdded } = await writeClassReports(out, bundle, marks, sources);
      const document = {
        assignment: bundle.id,
        points: bundle.points,
        out,
        reused,
        students: marks.map(({ student, earned, notes }) => ({ student, earned, notes })),
        strangers,
        rubricRowsAdded,
      };
      answer(terminal, { json }, document, [
        ...alignCells(marks.map(rowOf)),
        ...strangers.map(({ file, why }) => oneLine(`${file} is not graded: ${why}.`)),
        ...(rubricRowsAdded > 0
          ? [`${rubricRowsAdded} ${rubricRowsAdded === 1 ? 'row' : 'rows'} added to rubric.csv.`]
          : []),
        `${bundle.id}: ${marks.length} students${reused > 0 ? `, ${reused} of them as before` : ''}, in ${out}: open class.html.`,
      ]);
    });
}

function rowOf({ student, earned, points, notes }: SubmissionMarks): string[] {
  const [note = ''] = notes;
  const more = notes.length > 1 ? ` (and ${notes.length - 1} more)` : '';
  return [student, `${earned} of ${points}`, `${oneLine(note).slice(0, 100)}${more}`];
}

/** So that no submission writes a line of somebody else's marks. */
function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ');
}

function above0(text: string): number {
  if (/^[0-9]{1,6}(\.[0-9]{1,3})?$/.test(text) && Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('A number above 0 is needed.');
}
