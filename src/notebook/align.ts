/** Characters that take two places in a terminal: East Asian scripts, wide forms, emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}]/u;
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;

/**
 * How many places a text takes in a terminal.
 *
 * @example textWidth('日本'); // 4
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (NO_WIDTH.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** Cuts a text to `width` places; the last one then is an ellipsis. */
export function shorten(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    const next = textWidth(character);
    if (used + next > width - 1) break;
    kept += character;
    used += next;
  }
  return `${kept}…`;
}

/** Lines of cells in columns, two spaces apart, without trailing spaces. */
export function alignRows(
  rows: readonly (readonly string[])[],
  right: readonly boolean[],
): string[] {
  const widths = right.map((_, j) => Math.max(...rows.map((row) => textWidth(row[j] ?? ''))));
  return rows.map((row) =>
    row
      .map((text, j) => {
        const space = ' '.repeat(widths[j]! - textWidth(text));
        return right[j] ? space + text : text + space;
      })
      .join('  ')
      .trimEnd(),
  );
}
