import { type Command, InvalidArgumentError } from 'commander';
import type { AssignmentBundle } from '../../grading/index.js';
import { EXIT_HELP } from '../exitCodes.js';
import { answer, type Terminal } from '../terminal.js';
import { Verdict } from '../verdict.js';

interface BuildChoices {
  readonly out: string;
  readonly roster?: string;
  readonly seed?: string;
  readonly json?: boolean;
}

interface CheckChoices {
  readonly students: number;
  readonly seed?: string;
  readonly json?: boolean;
}

/** `mle assignment`: from an assignment's script to what is handed out, and the proof that it marks right. */
export function addAssignmentCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('assignment')
    .description('assignments: proven, and built for students and grader');
  addBuild(command, terminal);
  addCheck(command, terminal);
}

function addBuild(command: Command, terminal: Terminal): void {
  command
    .command('build <file>')
    .description('write the notebooks and data of students, the solved one, and the grading bundle')
    .requiredOption('--out <folder>', 'where to write')
    .option('--roster <file>', 'a CSV file with a column "student": each gets data of their own')
    .option('--seed <phrase>', 'the phrase that data and hidden inputs are made from')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `\nExample:\n  $ mle assignment build lessons/assignments/metrics.ts --out build/metrics${EXIT_HELP}`,
    )
    .action(async (file: string, { out, roster, seed, json }: BuildChoices) => {
      const { buildAssignment, readRoster } = await import('../../grading/index.js');
      const students = roster === undefined ? undefined : await readRoster(roster);
      const bundle = await buildAssignment(file, out, { students, seed });
      const { id, points, exercises } = bundle;
      const count = bundle.students.length;
      answer(terminal, { json }, { id, points, students: bundle.students, out }, [
        `${id}: ${exercises.length} exercises, ${points} points${byPerson(bundle)}, ${count} student${count === 1 ? '' : 's'}, in ${out}.`,
        `Hand out ${out}/students; keep ${id}.bundle.json to yourself.`,
      ]);
    });
}

function addCheck(command: Command, terminal: Terminal): void {
  command
    .command('check <file>')
    .description('prove it: the solution earns all, the stub nothing, wrong answers what is said')
    .option('--students <number>', 'for how many invented students', atLeastOne, 3)
    .option('--seed <phrase>', 'the phrase that data and hidden inputs are made from')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `\nExample:\n  $ mle assignment check lessons/assignments/metrics.ts${EXIT_HELP}`,
    )
    .action(async (file: string, { students, seed, json }: CheckChoices) => {
      const { checkAssignment } = await import('../../grading/index.js');
      const { bundle, faults } = await checkAssignment(file, { students, seed });
      const { id, points, exercises } = bundle;
      const document = { id, points, exercises: exercises.length, students, faults };
      const proven = `${id}: proven for ${students} students: ${exercises.length} exercises, ${points} points${byPerson(bundle)}.`;
      answer(terminal, { json }, document, faults.length > 0 ? faults : [proven]);
      if (faults.length > 0) throw new Verdict();
    });
}

/** The points of rubrics, in words; nothing where there is no rubric. */
function byPerson({ rubrics }: AssignmentBundle): string {
  const points = rubrics.flatMap(({ criteria }) => criteria.map((one) => one.points));
  return points.length === 0 ? '' : ` and ${points.reduce((sum, one) => sum + one, 0)} by a person`;
}

function atLeastOne(text: string): number {
  if (/^[1-9][0-9]{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A whole number of at least 1 is needed.');
}
