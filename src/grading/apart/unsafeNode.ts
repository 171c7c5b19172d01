import { dirname, join } from 'node:path';
import { type Command, nodeOptions } from './bubblewrap.js';
import type { CourseFolder } from './courseFolder.js';
import type { Limits } from './limits.js';

/** What `--unsafe` leaves open, in words. */
export const UNSAFE =
  'Without bubblewrap a submission can use the network, any amount of memory, any number of threads, ' +
  'and can see that other processes run; files alone are closed to it, by a feature of Node that ' +
  'is not meant against hostile code. Grade only people whom you trust.';

/**
 * The command that runs a script of this library under Node's permission model: where there is no
 * bubblewrap, and only when asked for.
 *
 * @param work a folder of its own, the only one that it may write to.
 */
export function unsafeNode(
  { packages, library, datasets, tensorflow }: CourseFolder,
  entry: string,
  limits: Limits,
  work: string,
): Command {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const stable = major > 23 || (major === 22 && minor >= 13) || (major === 23 && minor >= 5);
  const folders = [packages, join(library, 'dist'), join(library, 'node_modules'), work];
  folders.push(...tensorflow.map((place) => join(dirname(packages), place)));
  if (datasets !== undefined) folders.push(datasets);
  const args = [
    stable ? '--permission' : '--experimental-permission',
    ...folders.map((folder) => `--allow-fs-read=${join(folder, '*')}`),
    `--allow-fs-read=${join(library, 'package.json')}`,
    `--allow-fs-write=${join(work, '*')}`,
    // Native packages such as DuckDB; threads, as some packages compute on them.
    ...['--allow-addons', '--allow-worker'],
    ...nodeOptions(limits),
    join(library, 'dist', entry),
  ];
  const env: Record<string, string> = {
    ...(datasets === undefined ? {} : { MLE_DATASETS: datasets }),
    ...{ MLE_GRADING: '1', MLE_PROGRESS: 'off', TMPDIR: work, HOME: work, TZ: 'UTC' },
  };
  return { file: process.execPath, args, env };
}
