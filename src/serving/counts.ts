import { Counter, type Registry } from 'prom-client';

/** A number that whoever holds it adds to. */
export interface Count {
  value: number;
}

type Labels<L extends string> = Readonly<Record<L, string | number>>;

/**
 * A counter of Prometheus that is told its counts only when somebody asks for them: until then to
 * count is to add one.
 */
export class Counts<L extends string> {
  readonly #counts = new Map<string, { readonly labels: Labels<L>; readonly count: Count }>();

  constructor(name: string, help: string, registry: Registry, labelNames: readonly L[]) {
    const counts = this.#counts;
    new Counter({
      name,
      help,
      labelNames: [...labelNames],
      registers: [registry],
      collect() {
        this.reset();
        for (const { labels, count } of counts.values()) this.inc(labels, count.value);
      },
    });
  }

  /** The count of these labels, from 0; whoever asks again gets the same. */
  of(labels: Labels<L>): Count {
    const key = JSON.stringify(labels);
    let found = this.#counts.get(key);
    if (found === undefined) {
      found = { labels, count: { value: 0 } };
      this.#counts.set(key, found);
    }
    return found.count;
  }
}
