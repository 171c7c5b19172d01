/**
 * From the precision at each found object to the best precision at that recall or a higher one.
 * Between two finds precision only falls, so these places are all that matter. Changes `values`.
 */
export function precisionEnvelope(values: Float64Array, count: number): void {
  for (let k = count - 2; k >= 0; k--) {
    values[k] = Math.max(values[k]!, values[k + 1]!);
  }
}
