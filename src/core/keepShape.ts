/** An object of each shape. */
const lasting: object[] = [];

/**
 * Keeps V8 from forgetting what it compiled for objects of one shape: a collection of garbage that finds none of them
 * alive takes that code, too. So where objects come and go by the batch, loops would be compiled anew for every one.
 *
 * @param example a small object, made as all of them are; it stays as long as the program runs.
 */
export function keepShape(example: object): void {
  lasting.push(example);
}
