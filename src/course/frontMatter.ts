import { MlError } from '../core/index.js';

/** What a lesson says of itself above its first cell. */
export interface FrontMatter {
  readonly title: string;
  readonly minutes: number;
  /** The chapters that it builds on. */
  readonly needs: readonly string[];
  /** What a reader can do afterwards. */
  readonly objectives: readonly string[];
}

/**
 * Reads the front matter of a lesson.
 *
 * @throws MlError PARSE_ERROR when title, minutes or objectives are missing.
 *
 * @example frontMatter('// ---\n// title: "A"\n// minutes: 40\n// needs: []\n// objectives:\n//   - count\n// ---\n').objectives; // [ 'count' ]
 */
export function frontMatter(source: string): FrontMatter {
  const head = /^\/\/ ---\n([\s\S]*?)^\/\/ ---$/m.exec(source)?.[1] ?? '';
  const title = /^\/\/ title: *"(.*)"$/m.exec(head)?.[1];
  const minutes = /^\/\/ minutes: *(\d+)$/m.exec(head)?.[1];
  const needs = /^\/\/ needs: *\[(.*)\]$/m.exec(head)?.[1] ?? '';
  const objectives = [...head.matchAll(/^\/\/ {3}- (.+)$/gm)].map(([, text]) => text!);
  if (title === undefined || minutes === undefined || objectives.length === 0) {
    throw new MlError(
      'PARSE_ERROR',
      'frontMatter: a lesson begins with "// ---", title, minutes, needs and objectives, and "// ---".',
    );
  }
  return {
    title,
    minutes: Number(minutes),
    needs: needs.split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()])),
    objectives,
  };
}
