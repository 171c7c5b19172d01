/** One line a step: what is being made while it is made (on a terminal), then how long it took. */
export class Progress {
  #quiet;
  #out;
  #running;

  constructor({ quiet = false, out = process.stdout } = {}) {
    this.#quiet = quiet;
    this.#out = out;
  }

  begin(name, why) {
    if (why) this.#out.write(`  ${why}: making it again\n`);
    this.#running = name;
    if (this.#out.isTTY) this.#out.write(`  … ${name}`);
  }

  end(name, seconds, { note, details = [] } = {}) {
    this.#clear();
    this.#running = undefined;
    this.#out.write(
      `  ✓ ${name.padEnd(18)} ${seconds.toFixed(1).padStart(6)} s${note ? `  ${note}` : ''}\n`,
    );
    for (const line of details) this.#out.write(`      ${line}\n`);
  }

  fail() {
    this.#clear();
    if (this.#running !== undefined) this.#out.write(`  ✗ ${this.#running}\n`);
  }

  /** Said only to those who did not ask for silence. */
  remark(text) {
    if (!this.#quiet) this.#out.write(`${text}\n`);
  }

  /** Said always. */
  say(text) {
    this.#out.write(`${text}\n`);
  }

  #clear() {
    if (this.#out.isTTY && this.#running !== undefined) this.#out.write('\r\u001b[2K');
  }
}
