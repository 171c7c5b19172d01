/** Collects what is wrong with a file: all of it is counted, the first twenty are told. */
export class FaultList {
  static readonly MOST = 20;
  readonly #told: string[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds a fault; the text is made only where it will be told. */
  add(tell: () => string): void {
    if (this.#count++ < FaultList.MOST) this.#told.push(tell());
  }

  /** One line per fault, then how many more there are. */
  toString(): string {
    const rest = this.#count - this.#told.length;
    const lines = this.#told.map((fault) => `\n  ${fault}`);
    return lines.join('') + (rest > 0 ? `\n  and ${rest} more` : '');
  }
}
