import { join } from 'node:path';
import { TENSORFLOW_ENVIRONMENT } from './environment.mjs';
import { fingerprint, textOf } from './fingerprint.mjs';
import { writeByRename } from './stamp.mjs';

/**
 * Without it the root's "type": "module" holds for the CommonJS tools that JupyterLab carries, and
 * each start prints a wall of their minified code.
 */
const SCOPE = '{ "type": "commonjs" }\n';
const scopeFile = (paths) => join(paths.venv, 'package.json');

/** Step 5: the kernel named `tslab`, with absolute paths, so that it starts from any folder. */
export const kernelSpec = {
  id: 'kernel',
  name: 'notebook kernel',
  megabytes: 0,
  fingerprint: (paths) => fingerprint(kernelSpecText(paths)),
  present: (paths) =>
    textOf(paths.kernelSpec) === kernelSpecText(paths) && textOf(scopeFile(paths)) === SCOPE,
  examine: async ({ paths }) => ({ sound: kernelSpec.present(paths) }),
  async make({ paths }) {
    writeByRename(paths.kernelSpec, kernelSpecText(paths));
    writeByRename(scopeFile(paths), SCOPE);
    return {};
  },
};

/** kernel.json: this Node, the preload that makes errors readable, the project's own tslab. */
export function kernelSpecText(paths) {
  const spec = {
    argv: [
      process.execPath,
      '--require',
      join(paths.root, 'scripts', 'kernel', 'preload.cjs'),
      join(paths.nodeModules, 'tslab', 'bin', 'tslab'),
      'kernel',
      '--config-path',
      '{connection_file}',
    ],
    display_name: 'TypeScript (tslab)',
    language: 'typescript',
    interrupt_mode: 'signal', // Jupyter's default, and so what `tslab install` leaves in force
    env: { ...TENSORFLOW_ENVIRONMENT, NODE_NO_WARNINGS: '1' },
  };
  return `${JSON.stringify(spec, null, 2)}\n`;
}
