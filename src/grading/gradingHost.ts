import { pathToFileURL } from 'node:url';
import type { AskedTest } from './apart/runSubmission.js';
import type { Assignment } from './assignment.js';
import { encodeValue } from './exchange.js';
import { markTest, type TestMark } from './markTest.js';
import type { Output } from './outputs.js';
import { type PreparedTest, prepareTests } from './proveAssignment.js';
import { type Run, setRun } from './run.js';

/** What the process that knows what is right is asked. */
export type HostQuestion =
  | { readonly prepare: string; readonly script: string; readonly seed: string }
  | { readonly mark: number; readonly outputs: readonly Output[] };

/** What a student is given, and asked; nothing in it says what is right. */
export interface PreparedStudent {
  readonly data: string;
  readonly tests: readonly AskedTest[];
}

/** What it answers. */
export type HostReply =
  | { readonly prepared: PreparedStudent }
  | { readonly mark: TestMark }
  | { readonly stopped: string };

/**
 * The trusted side of grading: runs the assignment's script for one student after the other,
 * keeps what the solution gives, and compares with it what came. No code of a student is ever here.
 */
export class GradingHost {
  #tests: PreparedTest[] = [];
  #runs = 0;

  async answer(question: HostQuestion): Promise<HostReply> {
    try {
      if ('mark' in question) {
        const { test, inputs, wanted } = this.#tests[question.mark]!;
        return { mark: markTest(test, inputs, wanted, question.outputs) };
      }
      return { prepared: await this.#prepare(question.prepare, question.script, question.seed) };
    } catch (cause) {
      return { stopped: cause instanceof Error ? cause.message : String(cause) };
    }
  }

  async #prepare(student: string, script: string, seed: string): Promise<PreparedStudent> {
    const run: Run = { student, phrase: seed };
    setRun(run);
    // A script may use its data anywhere, so each student has a run of it. The number makes it one
    // for the same student, too: Node runs no address twice, and without a roster all are `sample`.
    await import(`${pathToFileURL(script).href}?student=${student}&run=${++this.#runs}`);
    const assignment = run.assignment as Assignment<unknown>;
    this.#tests = [];
    const tests: AskedTest[] = [];
    for (const exercise of assignment.exercises.values()) {
      const { id, functions, answer } = exercise;
      for (const prepared of await prepareTests(assignment, exercise)) {
        this.#tests.push(prepared);
        tests.push({
          exercise: id,
          test: prepared.test.test,
          functions,
          single: typeof answer === 'function',
          call: prepared.test.call.toString(),
          inputs: prepared.inputs,
        });
      }
    }
    return { data: encodeValue(assignment.data), tests };
  }
}
