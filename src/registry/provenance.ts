import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';

/**
 * The commit of the code in this folder, as a record states it; `+changes` where tracked files
 * differ from it. The environment variable MLE_CODE_REVISION goes first: images have no git.
 *
 * @returns null where nothing can be found out.
 *
 * @example await codeRevision('/'); // null
 */
export async function codeRevision(folder = process.cwd()): Promise<string | null> {
  const said = process.env.MLE_CODE_REVISION;
  if (said !== undefined && said !== '') return said;
  const commit = await git(folder, ['rev-parse', 'HEAD']);
  if (commit === null) return null;
  const changes = await git(folder, ['status', '--porcelain', '--untracked-files=no']);
  return changes === '' ? commit : `${commit}+changes`;
}

/**
 * The versions of what computes here: Node, this library, and TensorFlow.js where a network learned.
 *
 * @param modelKind the `kind` of the model's state.
 *
 * @example Object.keys(libraryVersions('ridge')); // [ 'node', 'mle-kit' ]
 */
export function libraryVersions(modelKind = ''): Readonly<Record<string, string>> {
  const own = createRequire(import.meta.url)('mle-kit/package.json') as {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>; // exact ones
  };
  const tensors = '@tensorflow/tfjs';
  return {
    node: process.versions.node,
    'mle-kit': own.version,
    ...(modelKind.startsWith('neural') ? { [tensors]: own.dependencies[tensors]! } : {}),
  };
}

function git(folder: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    execFile('git', [...args], { cwd: folder, timeout: 5000 }, (failure, out) => {
      resolve(failure === null ? out.trim() : null);
    });
  });
}
