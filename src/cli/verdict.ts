import { EXIT } from './exitCodes.js';

/** Thrown by a command that has said all, and whose answer is no: its exit code, without a word more. */
export class Verdict extends Error {
  constructor(readonly exitCode: number = EXIT.refused) {
    super('The answer is no.');
  }
}
