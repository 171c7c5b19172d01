import { type Command, Option } from 'commander';
import { MlError } from '../../core/index.js';
import type { ClassMarks } from '../../grading/index.js';
import { EXIT_HELP } from '../exitCodes.js';
import { answer, type Terminal } from '../terminal.js';

interface MergeChoices {
  readonly rubric?: string;
  readonly json?: boolean;
}

interface ExportChoices {
  readonly as: 'canvas' | 'moodle' | 'nbgrader';
  readonly to: string;
  readonly gradebook?: string;
  readonly column?: string;
  readonly course?: string;
  readonly json?: boolean;
}

/** `mle marks`: what happens to the marks of a class after grading. */
export function addMarksCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('marks')
    .description("marks of a class: a person's added, then given back to the gradebook");
  addMerge(command, terminal);
  addExport(command, terminal);
}

function addMerge(command: Command, terminal: Terminal): void {
  command
    .command('merge <folder>')
    .description('add what a person wrote into rubric.csv, and write all reports again')
    .option('--rubric <file>', 'the file that was filled in; default: rubric.csv in the folder')
    .option('--json', 'print one JSON document')
    .addHelpText('after', `\nExample:\n  $ mle marks merge build/marks${EXIT_HELP}`)
    .action(async (folder: string, { rubric, json }: MergeChoices) => {
      const { mergeRubric, readClassMarks, standingOf, writeReports } = await import(
        '../../grading/index.js'
      );
      const { join } = await import('node:path');
      const all = await mergeRubric(
        await readClassMarks(folder),
        rubric ?? join(folder, 'rubric.csv'),
      );
      await writeReports(folder, all);
      const open = all.students.filter((student) => standingOf(student).open > 0);
      const waiting = open.map(({ marks }) => marks.student);
      const students = all.students.length;
      answer(terminal, { json }, { assignment: all.assignment, students, waiting }, [
        `${all.assignment}: merged for ${students} students; reports are in ${folder}.`,
        waiting.length === 0 ? 'All lines are graded.' : `Not graded yet: ${waiting.join(', ')}.`,
      ]);
    });
}

function addExport(command: Command, terminal: Terminal): void {
  command
    .command('export <folder>')
    .description('write the marks as a CSV file that Canvas or Moodle imports, or as nbgrader does')
    .addOption(
      new Option('--as <form>', 'whose form')
        .choices(['canvas', 'moodle', 'nbgrader'])
        .makeOptionMandatory(),
    )
    .requiredOption('--to <file>', 'where to write')
    .option('--gradebook <file>', "the platform's own export; nbgrader needs none")
    .option('--column <name>', "how the gradebook calls the assignment's column")
    .option('--course <folder>', "nbgrader's course folder, for the times of submission")
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `\nExample:\n  $ mle marks export build/marks --as canvas --gradebook export.csv --to import.csv${EXIT_HELP}`,
    )
    .action(async (folder: string, choices: ExportChoices) => {
      const { to, json } = choices;
      const { readClassMarks } = await import('../../grading/index.js');
      const { writeCsv } = await import('../../data/index.js');
      const all = await readClassMarks(folder);
      const { table, leftOut } = await gradesTable(all, choices);
      await writeCsv(table, to);
      const { assignment } = all;
      const document = { assignment, as: choices.as, rows: table.rowCount, leftOut, to };
      const rows = `${table.rowCount} rows as ${choices.as} takes them, in ${to}.`;
      const none = `Not in the gradebook, and nothing was handed in: ${leftOut.join(', ')}.`;
      answer(terminal, { json }, document, leftOut.length === 0 ? [rows] : [rows, none]);
    });
}

/** The table, and who is not in it, having handed in nothing. */
async function gradesTable(all: ClassMarks, { as, gradebook, column, course }: ExportChoices) {
  const {
    canvasGrades,
    moodleGrades,
    nbgraderGrades,
    nbgraderSubmissions,
    readGradebook,
    withoutRow,
  } = await import('../../grading/index.js');
  const roster = gradebook === undefined ? undefined : await readGradebook(gradebook);
  if (as === 'nbgrader') {
    const submissions =
      course === undefined ? undefined : nbgraderSubmissions(course, all.assignment);
    return { table: nbgraderGrades(all, { roster, submissions }), leftOut: [] };
  }
  if (roster?.form !== as) {
    const came = roster === undefined ? 'none was named' : `this one has the form "${roster.form}"`;
    throw new MlError('INVALID_ARGUMENT', `--gradebook needs an export of ${as}, and ${came}.`);
  }
  const grades = as === 'canvas' ? canvasGrades : moodleGrades;
  return {
    table: grades(all, roster, column),
    leftOut: withoutRow(all, roster.students).map(({ student }) => student),
  };
}
