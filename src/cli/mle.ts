import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { MlError } from '../core/index.js';
import { addAssignmentCommand } from './commands/assignment.js';
import { addDataCommand } from './commands/data.js';
import { addDriftCommand } from './commands/drift.js';
import { addGradeCommand } from './commands/grade.js';
import { addMarksCommand } from './commands/marks.js';
import { addPackageCommand } from './commands/package.js';
import { addRegistryCommand } from './commands/registry.js';
import { addScoreCommand } from './commands/score.js';
import { addServeCommand } from './commands/serve.js';
import { addTrainCommand } from './commands/train.js';
import { addWorkerCommand } from './commands/worker.js';
import { EXIT, EXIT_HELP, exitCodeOf } from './exitCodes.js';
import { printable, processTerminal, type Terminal } from './terminal.js';
import { Verdict } from './verdict.js';

/** What adds a command with its options to the program; the heavy part is loaded in its action. */
type AddCommand = (program: Command, terminal: Terminal) => void;

/** In the order of the help text. A new command is a file in `commands/` and a line here. */
const COMMANDS: readonly AddCommand[] = [
  addDataCommand,
  addTrainCommand,
  addRegistryCommand,
  addServeCommand,
  addScoreCommand,
  addWorkerCommand,
  addDriftCommand,
  addPackageCommand,
  addAssignmentCommand,
  addGradeCommand,
  addMarksCommand,
];

/**
 * Runs the `mle` command.
 *
 * Results go to standard output. An error is one sentence on the error stream (with `--json` one
 * object), never a stack trace; MLE_DEBUG=1 shows it all the same.
 *
 * @param args     as typed behind `mle`.
 * @param terminal where to write. Default: the process's streams.
 * @returns the exit code: 0 done, 1 the answer is no, 2 wrong call, 3 not found, 4 storage,
 *   5 drift, 70 a bug.
 *
 * @example await runMle(['registry', 'list', '--registry', 'no/such/folder'], { out() {}, err() {} }); // 3
 */
export async function runMle(
  args: readonly string[],
  terminal: Terminal = processTerminal,
): Promise<number> {
  if (terminal === processTerminal) endWithReader();
  try {
    await programFor(terminal).parseAsync([...args], { from: 'user' });
    return EXIT.done;
  } catch (cause) {
    if (cause instanceof CommanderError) return cause.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (cause instanceof Verdict) return cause.exitCode;
    terminal.err(args.includes('--json') ? errorJson(cause) : errorText(cause));
    return exitCodeOf(cause);
  }
}

function programFor(terminal: Terminal): Command {
  const { version } = createRequire(import.meta.url)('mle-kit/package.json') as { version: string };
  const program = new Command('mle')
    .description('Machine learning engineering on the command line.')
    .version(version)
    .addHelpText('after', EXIT_HELP);
  for (const add of COMMANDS) add(program, terminal);
  settle(program, terminal);
  return program;
}

/** The same manners for a command and all below it. */
function settle(command: Command, terminal: Terminal): void {
  command
    .exitOverride()
    .showHelpAfterError('Call it with --help for what there is.')
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'mle: ')),
    });
  for (const child of command.commands) settle(child, terminal);
}

function errorText(cause: unknown): string {
  const known = cause instanceof MlError;
  const message = cause instanceof Error ? cause.message : String(cause);
  const hint = known && cause.hint !== undefined ? `\n${cause.hint}` : '';
  const trace = process.env.MLE_DEBUG === '1' && cause instanceof Error ? `\n${cause.stack}` : '';
  return `${printable(`mle: ${known ? '' : 'a mistake of this program: '}${message}${hint}${trace}`)}\n`;
}

function errorJson(cause: unknown): string {
  const { message, code, hint } = cause as { message?: string; code?: string; hint?: string };
  const error = {
    code: cause instanceof MlError ? code : 'BUG',
    message: message ?? String(cause),
    hint,
  };
  return `${JSON.stringify({ error })}\n`;
}

/** `mle … | head -1` ends quietly when the reader has gone. */
function endWithReader(): void {
  process.stdout.once('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') process.exit(EXIT.done);
    throw cause;
  });
}
