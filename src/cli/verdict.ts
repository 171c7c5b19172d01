/** Thrown by a command that has said all, and whose answer is no: exit code 1 without a word more. */
export class Verdict extends Error {
  constructor() {
    super('The answer is no.');
  }
}
