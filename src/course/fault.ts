/** Something that is wrong with a chapter, at the place where its author can mend it. */
export interface Fault {
  readonly chapter: string;
  /** The number of the code cell, as Jupyter shows it; null for the chapter as a whole. */
  readonly cell: number | null;
  /** The line of the lesson, counted from 1. */
  readonly line: number | null;
  readonly text: string;
}

export const LESSON_MISSING =
  'the lesson is missing. Bring it back; or, if the notebook is your own, give it a name that does ' +
  'not begin with a number.';

/** `08-linear-regression, cell 5 (lessons/08-linear-regression.ts:120): …` */
export function formatFault({ chapter, cell, line, text }: Fault): string {
  const place = line === null ? `lessons/${chapter}.ts` : `lessons/${chapter}.ts:${line}`;
  const where = cell === null ? chapter : `${chapter}, cell ${cell}`;
  return `${where} (${place}): ${text.replaceAll('\n', '\n  ')}`;
}
