const LONGEST = 28;

/**
 * A name from data as a picture can take it: on one line and not too long; in quotes where it could
 * be misread, as an empty one or one with a space at an end.
 */
export function pictureName(name: string): string {
  const letters = Array.from(name); // a pair of surrogates is one
  const cut = letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : name;
  return /^\S(.*\S)?$/u.test(cut) ? cut : JSON.stringify(cut);
}

/** Names none of which comes twice: an axis has one place for each. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let k = 2; taken.has(distinct); k++) distinct = `${name} (${k})`;
    taken.add(distinct);
    return distinct;
  });
}
