import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { answerFrom } from '../functionsOf.js';
import { outputsOf } from '../outputs.js';
import { openChannel } from './sealedChannel.js';

/** What a submission is run on. */
export interface RunnerJob {
  /** The file that the notebook opens, and what stands in it. */
  readonly dataFile: string;
  readonly data: string;
  /** From `joinCells`. */
  readonly code: string;
  /** Cells, counted from 1, that are not run. */
  readonly skip: readonly number[];
}

/** What a test wants of a submission; nothing in it says what is right. */
export interface RunnerRequest {
  readonly functions: readonly string[];
  /** Whether the answer is one function, and not several by name. */
  readonly single: boolean;
  /** Source. */
  readonly call: string;
  /** Encoded. */
  readonly input: string;
}

/** What the runner says before it takes requests; to those it replies with an `Output`. */
export type RunnerNews =
  | { readonly cell: number; readonly fault?: string }
  | { readonly ready: true };

interface Answers {
  readonly mleCells: readonly (() => Promise<void>)[];
  readonly mleAnswer: (name: string) => unknown;
}

const { parse, stringify } = JSON;

/** Runs beside the student's code, which can change everything in here but what is captured above. */
async function serve(): Promise<void> {
  const { receive, reply } = openChannel();
  const { dataFile, data, code, skip } = parse(receive()) as RunnerJob;
  // In a notebook a promise that nobody waits for, or a late throw, ends nothing.
  process.on('unhandledRejection', () => {}).on('uncaughtException', () => {});
  // A door to what lies under `fs`, where the seal could be seen passing by.
  Object.defineProperty(process, 'binding', { value: undefined });
  writeFileSync(dataFile, data);
  writeFileSync('answers.mjs', code);
  const module: Answers = await import(pathToFileURL('answers.mjs').href);
  const { mleCells, mleAnswer } = module;
  for (let k = 1; k <= mleCells.length; k++) {
    if (skip.includes(k)) continue;
    reply(stringify({ cell: k } satisfies RunnerNews));
    try {
      await mleCells[k - 1]!();
    } catch (cause) {
      const fault = `${cause instanceof Error ? cause.message : cause}`.slice(0, 200);
      reply(stringify({ fault, cell: k } satisfies RunnerNews));
    }
  }
  reply(stringify({ ready: true } satisfies RunnerNews));
  for (;;) {
    const { functions, single, call, input } = parse(receive()) as RunnerRequest;
    const given: Record<string, unknown> = {};
    for (const name of functions) given[name] = mleAnswer(name);
    const answer = answerFrom(single ? () => {} : {}, functions, given);
    reply(stringify((await outputsOf(call, answer, [input]))[0]));
  }
}

serve().catch((cause: unknown) => {
  process.stderr.write(String(cause));
  process.exit(1);
});
