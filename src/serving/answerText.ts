import type { Answer, Answers } from './answers.js';
import type { ServedModel } from './servedModel.js';

/** A class as it stands in an answer: its key, and its place among the probabilities. */
interface ClassKey {
  readonly text: string;
  readonly place: number;
}

/**
 * Answers of one version in FastAPI's manner, as the text that `JSON.stringify` would make of them:
 * what is the same in each is written once.
 */
export class AnswerText {
  readonly #keys: readonly ClassKey[];
  readonly #labels: ReadonlyMap<unknown, string>;
  /** What follows the predictions, up to the id. */
  readonly #about: string;

  constructor({ name, version, output }: ServedModel) {
    const classes = output.kind === 'classification' ? output.classes : [];
    this.#labels = new Map(classes.map((label) => [label, JSON.stringify(label)]));
    this.#keys = inOrderOfJson(classes.map(String)).map(({ text, place }, k) => ({
      text: `${k === 0 ? '' : ','}${JSON.stringify(text)}:`,
      place,
    }));
    this.#about = `,"model":${JSON.stringify(name)},"version":${version},"id":`;
  }

  /** `{ prediction, probabilities, model, version, id }` */
  one(id: string, { label, probabilities }: Answer): string {
    return `{${this.#prediction(label, probabilities, 0)}${this.#about}${JSON.stringify(id)}}`;
  }

  /** `{ predictions: [{ prediction, probabilities }, …], model, version, id }` */
  many(id: string, { labels, probabilities }: Answers): string {
    let rows = '';
    for (let row = 0; row < labels.length; row++) {
      const from = row * (probabilities?.columns ?? 0);
      const prediction = this.#prediction(labels[row], probabilities?.data ?? null, from);
      rows += `${row === 0 ? '' : ','}{${prediction}}`;
    }
    return `{"predictions":[${rows}]${this.#about}${JSON.stringify(id)}}`;
  }

  /** The probabilities of a row begin at `from`. */
  #prediction(label: unknown, probabilities: ArrayLike<number> | null, from: number): string {
    const prediction = `"prediction":${this.#labels.get(label) ?? JSON.stringify(label)}`;
    if (probabilities === null) return `${prediction},"probabilities":null`;
    let named = '';
    for (const { text, place } of this.#keys) named += text + probabilities[from + place]!;
    return `${prediction},"probabilities":{${named}}`;
  }
}

/** Objects list keys that are whole numbers first, in their order, whatever the order of the classes. */
function inOrderOfJson(names: readonly string[]): ClassKey[] {
  const places: Record<string, number> = Object.create(null);
  names.forEach((name, place) => {
    places[name] = place;
  });
  return Object.entries(places).map(([text, place]) => ({ text, place }));
}
