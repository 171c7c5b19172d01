import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { diagnose } from './diagnose.mjs';
import { childEnvironment } from './environment.mjs';
import { findPython } from './findPython.mjs';
import { fingerprint, textOf } from './fingerprint.mjs';

/**
 * Asks the environment itself whether it holds exactly the pinned versions. pip brings the code that
 * understands markers, and writes INSTALLER as one of the last files of a package: a package without
 * it was being installed when something ended pip.
 */
const COMPARE = `
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pip._vendor.packaging.requirements import Requirement
lines = open(sys.argv[1], encoding='utf-8').read().replace('\\\\\\n', ' ').splitlines()
for line in lines:
    line = line.split(' --hash')[0].split('#')[0].strip()
    if not line:
        continue
    wanted = Requirement(line)
    if wanted.marker and not wanted.marker.evaluate():
        continue
    try:
        found = distribution(wanted.name)
    except PackageNotFoundError:
        sys.exit(wanted.name + ' is missing')
    if not wanted.specifier.contains(found.version, prereleases=True):
        sys.exit(wanted.name + ' is ' + found.version + ', wanted is ' + str(wanted.specifier))
    if found.read_text('INSTALLER') is None:
        sys.exit(wanted.name + ' is unfinished')
`;

/** Step 2: the virtual environment with JupyterLab, nbclient, Jupytext, plotly and kaleido. */
export const pythonPackages = {
  id: 'python-packages',
  name: 'Python packages',
  megabytes: 1_000,

  fingerprint: (paths) => fingerprint(textOf(paths.requirements)),

  present: (paths) => existsSync(paths.python) && existsSync(join(paths.venv, 'pyvenv.cfg')),

  async examine({ paths, children }) {
    const madeIn = foreignRoot(paths);
    if (madeIn !== undefined) {
      const why = `.venv was made in ${madeIn}, and a virtual environment cannot be moved`;
      return { sound: false, why, rebuild: true };
    }
    const { code, output } = await children.run(paths.python, ['-c', COMPARE, paths.requirements], {
      env: childEnvironment(),
    });
    return code === 0 ? { sound: true } : { sound: false, why: output.trim().split('\n').at(-1) };
  },

  async make({ paths, children, unfinished, rebuild }) {
    const env = childEnvironment();
    const healthy =
      !unfinished &&
      !rebuild &&
      existsSync(paths.python) &&
      (await children.run(paths.python, ['-m', 'pip', '--version'], { env })).code === 0;
    if (!healthy) {
      const python = await findPython(children);
      rmSync(paths.venv, { recursive: true, force: true, maxRetries: 3 });
      const made = await children.run(python.command, [...python.args, '-m', 'venv', paths.venv], {
        env,
      });
      if (made.code !== 0) {
        throw diagnose('Python', 'Python registry', made.output, {
          what: `Making .venv with ${python.path}`,
          log: paths.log,
        });
      }
    }
    const { code, output } = await children.run(
      paths.python,
      ['-m', 'pip', 'install', '--require-hashes', '--requirement', paths.requirements],
      { cwd: paths.root, env },
    );
    if (code !== 0) {
      throw diagnose('pip', 'Python registry', output, { what: 'pip install', log: paths.log });
    }
    return {};
  },
};

/** The folder in which this environment was made, when it is not this one. Its scripts name it. */
export function foreignRoot(paths) {
  if (process.platform === 'win32') {
    const command = /^command = .* -m venv (.*)$/m.exec(
      textOf(join(paths.venv, 'pyvenv.cfg')) ?? '',
    );
    return command && command[1].toLowerCase() !== paths.venv.toLowerCase()
      ? command[1]
      : undefined;
  }
  const script = join(paths.venv, 'bin', 'pip');
  if (!existsSync(script)) return undefined; // broken in another way, which asking it will show
  const head = readFileSync(script, 'utf8').split('\n').slice(0, 3).join('\n');
  const [, made] = /^(?:#!|'''exec' )"?(\/.*?)\/bin\/python/m.exec(head) ?? [];
  return made !== undefined && made !== paths.venv ? made : undefined;
}
