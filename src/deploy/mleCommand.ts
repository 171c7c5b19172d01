import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * How this library's `mle` is started by another process: Node, and the file.
 *
 * @example mleCommand()[1].endsWith('mle.js'); // true
 */
export function mleCommand(): readonly [program: string, file: string] {
  const manifest = createRequire(import.meta.url).resolve('mle-kit/package.json');
  return [process.execPath, join(dirname(manifest), 'bin', 'mle.js')];
}
