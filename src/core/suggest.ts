/**
 * The known names that are closest to a misspelt one, best first: for "did you mean" messages.
 *
 * Closeness is the Levenshtein distance of the lower-cased names; a name counts as near when at
 * most half of the longer one's letters would change, or when one contains the other.
 *
 * @param name  the name that was not found.
 * @param known the names that exist.
 * @param most  how many to return at most.
 * @returns at most `most` of `known`.
 *
 * Cost: O(k · l²) for k names of l letters.
 *
 * @example nearNames('Beak_depth', ['species', 'beak depth', 'mass']); // [ 'beak depth' ]
 */
export function nearNames(name: string, known: Iterable<string>, most = 3): string[] {
  const wanted = name.toLowerCase();
  const scored: { readonly name: string; readonly distance: number }[] = [];
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    const distance = editDistance(wanted, other);
    const contained =
      wanted.length > 2 && other.length > 2 && (other.includes(wanted) || wanted.includes(other));
    if (contained || distance <= Math.max(wanted.length, other.length) / 2) {
      scored.push({ name: candidate, distance });
    }
  }
  scored.sort((a, b) => a.distance - b.distance);
  return scored.slice(0, most).map((entry) => entry.name);
}

/**
 * A sentence that names what exists, for the end of an error message: the near names if there are
 * any, and all names (at most twenty).
 *
 * @example describeKnown('Column', 'mas', ['mass', 'sex']); // 'Did you mean "mass"? Columns: "mass", "sex".'
 */
export function describeKnown(noun: string, name: string, known: readonly string[]): string {
  if (known.length === 0) return `There are no ${noun.toLowerCase()}s.`;
  const near = nearNames(name, known);
  const question = near.length === 0 ? '' : `Did you mean ${near.map(quote).join(' or ')}? `;
  const shown = known.slice(0, 20).map(quote).join(', ');
  const rest = known.length > 20 ? ` and ${known.length - 20} more` : '';
  return `${question}${noun}s: ${shown}${rest}.`;
}

function quote(name: string): string {
  return JSON.stringify(name);
}

/** Levenshtein distance by two rows of its table. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
