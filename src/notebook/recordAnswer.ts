/** What a call gave in place of a value. */
export class Thrown {
  constructor(readonly message: string) {}
}

/** More calls than this tell nothing new. */
const MOST_OUTPUTS = 10_000;

/**
 * An answer that behaves as before, and writes down what each of its calls gave.
 *
 * @param answer a function, or an object of functions.
 * @returns the answer to call, and its outputs in the order of the calls: values, for promises
 *   what became of them, and `Thrown` where a call threw.
 */
export function recordAnswer<Answer>(answer: Answer): { recorded: Answer; outputs: unknown[] } {
  const outputs: unknown[] = [];
  const record = (value: unknown): unknown =>
    typeof value === 'function' ? new Proxy(value, { apply: recordCall }) : value;

  function recordCall(target: (...values: unknown[]) => unknown, self: unknown, args: unknown[]) {
    const place = outputs.length;
    const keep = (value: unknown) => {
      if (place < MOST_OUTPUTS) outputs[place] = value;
    };
    keep(undefined); // holds the place of a promise
    try {
      const value: unknown = Reflect.apply(target, self, args);
      if (value instanceof Promise) value.then(keep, (error) => keep(thrown(error)));
      else keep(value);
      return value;
    } catch (error) {
      keep(thrown(error));
      throw error;
    }
  }

  if (typeof answer !== 'object' || answer === null) {
    return { recorded: record(answer) as Answer, outputs };
  }
  const entries = Object.entries(answer).map(([name, value]) => [name, record(value)]);
  return { recorded: Object.fromEntries(entries) as Answer, outputs };
}

function thrown(error: unknown): Thrown {
  return new Thrown(error instanceof Error ? error.message : String(error));
}
