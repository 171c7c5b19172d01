import { isCellHead, isProseHead } from './lessonSource.js';

/** One cell of a percent script. */
export interface LessonCell {
  readonly kind: 'code' | 'prose';
  readonly tags: readonly string[];
  /** Code as it stands; prose without the comment signs. No empty lines at either end. */
  readonly text: string;
  /** The line of its head, counted from 1. */
  readonly line: number;
}

/** The cells of a lesson in order; what stands above the first head, the front matter, is none. */
export function lessonCells(source: string): LessonCell[] {
  const lines = source.split('\n');
  const heads = lines.flatMap((line, index) => (isCellHead(line) ? [index] : []));
  return heads.map((head, k) => {
    const body = lines.slice(head + 1, heads[k + 1] ?? lines.length);
    const prose = isProseHead(lines[head]!);
    const list = /tags=\[([^\]]*)\]/.exec(lines[head]!)?.[1] ?? '';
    return {
      kind: prose ? 'prose' : 'code',
      tags: [...list.matchAll(/"([^"]*)"/g)].map((match) => match[1]!),
      text: (prose ? body.map((line) => line.replace(/^\/\/ ?/, '')) : body).join('\n').trim(),
      line: head + 1,
    };
  });
}
