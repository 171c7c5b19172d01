import type { AxisTitle } from './figure.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  $: '&#36;',
};

/**
 * Text as Plotly must be given it, so that it appears as written: Plotly reads `<b>` as markup,
 * and a pair of dollar signs as TeX where MathJax is loaded.
 */
export function plotlyText(text: string): string {
  return text.replace(/[&<>$]/g, (character) => ESCAPES[character]!);
}

/** Breaks a text into lines of at most `width` characters where words allow (Plotly never does). */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines;
}

/** Runs of white space, line ends included, become one space. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** `{ label: 'Body mass', unit: 'g' }` → `Body mass (g)`. */
export function axisText(title: AxisTitle): string {
  return title.unit === null ? title.label : `${title.label} (${title.unit})`;
}

/** A line of a hover box: `Body mass: %{y} g`. */
export function hoverLine(title: AxisTitle, variable: string): string {
  const unit = title.unit === null ? '' : ` ${plotlyText(title.unit)}`;
  return `${plotlyText(title.label)}: %{${variable}}${unit}`;
}
