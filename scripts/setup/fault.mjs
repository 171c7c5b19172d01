/** Something that stops the set-up: one sentence, the command that mends it, no stack trace. */
export class SetupFault extends Error {
  /**
   * @param {string} sentence what is wrong
   * @param {string} remedy the command that mends it
   * @param {readonly string[]} [details] lines shown indented under the sentence
   */
  constructor(sentence, remedy, details = []) {
    super(sentence);
    this.name = 'SetupFault';
    this.remedy = remedy;
    this.details = details;
  }

  /** What the learner reads. */
  toText() {
    return [
      this.message,
      ...this.details.map((line) => `    ${line}`),
      `Mend it with:  ${this.remedy}`,
    ].join('\n');
  }
}
