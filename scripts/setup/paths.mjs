import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the course: two above this file. */
export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where everything that the set-up makes or reads lies. */
export function projectPaths(root = projectRoot) {
  const windows = process.platform === 'win32';
  const venv = join(root, '.venv');
  const build = join(root, 'build');
  return {
    root,
    build,
    venv,
    python: windows ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python'),
    nodeModules: join(root, 'node_modules'),
    packageLock: join(root, 'package-lock.json'),
    installedLock: join(root, 'node_modules', '.package-lock.json'),
    requirements: join(root, 'scripts', 'python', 'requirements.txt'),
    tensorflowRequirements: join(root, 'scripts', 'python', 'tensorflow.txt'),
    tfjsNode: join(root, 'node_modules', '@tensorflow', 'tfjs-node'),
    binding: join(
      root,
      'node_modules',
      '@tensorflow',
      'tfjs-node',
      'lib',
      'napi-v8',
      'tfjs_binding.node',
    ),
    compiler: join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    library: join(root, 'src'),
    dist: join(root, 'src', 'dist'),
    kernelSpec: join(venv, 'share', 'jupyter', 'kernels', 'tslab', 'kernel.json'),
    stamp: join(build, 'setup-stamp.json'),
    lock: join(build, 'setup.lock'),
    log: join(build, 'setup.log'),
  };
}

/** Where the environment keeps its packages: `.venv/lib/python3.11/site-packages`. */
export function sitePackages(paths) {
  if (process.platform === 'win32') return join(paths.venv, 'Lib', 'site-packages');
  const lib = join(paths.venv, 'lib');
  const version = existsSync(lib)
    ? readdirSync(lib).find((name) => /^python3\.\d+$/.test(name))
    : undefined;
  return join(lib, version ?? 'python3', 'site-packages');
}
