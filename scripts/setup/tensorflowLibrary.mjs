import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from './diagnose.mjs';
import { childEnvironment } from './environment.mjs';
import { sitePackages } from './paths.mjs';

const NEWEST_MINOR_WITH_WHEEL = 13;

/**
 * The folder of TensorFlow's C library and headers; undefined when it is not there.
 * Unpacked by hand it lies in `.venv/tensorflow-wheel`, installed by pip among the packages.
 */
export function tensorflowFolder(paths) {
  return [join(paths.venv, 'tensorflow-wheel'), sitePackages(paths)]
    .map((folder) => join(folder, 'tensorflow'))
    .find((folder) => libraries(folder) !== undefined && existsSync(join(folder, 'include')));
}

/** The two shared libraries to link, as this platform names them; undefined when one is missing. */
export function libraries(folder) {
  const names =
    process.platform === 'darwin'
      ? ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib']
      : ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
  return names.every((name) => existsSync(join(folder, name))) ? names : undefined;
}

/**
 * Brings the wheel, for its library only: without the Python packages that it would ask for.
 * Newer Pythons than the wheel knows cannot install it, but its library does not need Python.
 *
 * @returns {Promise<string | undefined>} why there is none for this machine, undefined when it is there
 */
export async function bringTensorflow({ paths, children, unfinished }, pythonMinor) {
  const env = childEnvironment();
  const options = ['--no-deps', '--require-hashes', '--requirement', paths.tensorflowRequirements];
  const pip = async (...args) => {
    const { code, output } = await children.run(paths.python, ['-m', 'pip', ...args], {
      cwd: paths.root,
      env,
    });
    if (code === 0) return true;
    const fault = diagnose('pip', 'Python registry', output, {
      what: 'Installing TensorFlow’s library',
      log: paths.log,
    });
    if (/does not exist for this Python/.test(fault.message)) return false;
    throw fault;
  };

  if (pythonMinor <= NEWEST_MINOR_WITH_WHEEL) {
    const repair = unfinished ? ['--force-reinstall'] : [];
    if (!(await pip('install', ...repair, ...options))) return noWheel();
  } else {
    const downloads = join(paths.build, 'tensorflow-download');
    const target = join(paths.venv, 'tensorflow-wheel');
    for (const folder of [downloads, target]) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
    }
    const version = ['--only-binary=:all:', `--python-version=3.${NEWEST_MINOR_WITH_WHEEL}`];
    if (!(await pip('download', ...options, ...version, '--dest', downloads))) return noWheel();
    const wheel = readdirSync(downloads).find((name) => name.endsWith('.whl'));
    const { code, output } = await children.run(
      paths.python,
      ['-m', 'zipfile', '-e', join(downloads, wheel), target],
      { env },
    );
    rmSync(downloads, { recursive: true, force: true });
    if (code !== 0) {
      throw diagnose('Python', 'Python registry', output, {
        what: 'Unpacking TensorFlow’s library',
        log: paths.log,
      });
    }
  }
  return tensorflowFolder(paths) === undefined ? 'its wheel has no C library here' : undefined;
}

function noWheel() {
  return `there is no TensorFlow wheel for ${process.platform} on ${process.arch}`;
}
