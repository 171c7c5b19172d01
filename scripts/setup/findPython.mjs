import { AGAIN } from './diagnose.mjs';
import { childEnvironment } from './environment.mjs';
import { SetupFault } from './fault.mjs';

const OLDEST_MINOR = 10;
const NEWEST_MINOR_WITH_WHEEL = 13;

const PROBE = [
  'import importlib.util, json, sys',
  'v = sys.version_info',
  "ok = all(importlib.util.find_spec(m) for m in ('venv', 'ensurepip'))",
  "print(json.dumps({'major': v[0], 'minor': v[1], 'path': sys.executable, 'venv': ok}))",
].join('; ');

/** Debian and its children cut Python into packages; the others do not. */
const INSTALL_PYTHON =
  process.platform === 'darwin'
    ? 'brew install python@3.12'
    : process.platform === 'win32'
      ? 'winget install Python.Python.3.12'
      : 'sudo apt install python3 python3-venv';

/**
 * A Python that can make the environment. `MLE_PYTHON` decides where it is set; else the first of the
 * usual names that is 3.10 to 3.13 (TensorFlow's wheels end there), else the first that is newer.
 *
 * @param {{ run: (command: string, args: string[], options: object) => Promise<{ code: number, output: string, missing: boolean }> }} children
 * @returns {Promise<{ command: string, args: string[], major: number, minor: number, path: string }>}
 */
export async function findPython(children, environment = process.env) {
  const chosen = environment.MLE_PYTHON;
  const candidates = chosen
    ? [[chosen]]
    : [
        ['python3'],
        ...['python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'].map((name) => [name]),
        ...(process.platform === 'win32' ? [['py', '-3']] : []),
      ];
  const found = [];
  for (const [command, ...args] of candidates) {
    const { code, output } = await children.run(command, [...args, '-c', PROBE], {
      env: childEnvironment(environment),
    });
    const probed = code === 0 ? parse(output) : undefined;
    if (probed === undefined) continue;
    found.push({ command, args, ...probed });
    if (isNewEnough(probed) && probed.venv && probed.minor <= NEWEST_MINOR_WITH_WHEEL) break;
  }
  return choosePython(found, chosen);
}

/** Picks among the Pythons that answered, or says what is wrong with all of them. */
export function choosePython(found, chosen) {
  const able = found.filter((python) => isNewEnough(python) && python.venv);
  const best = able.find(({ minor }) => minor <= NEWEST_MINOR_WITH_WHEEL) ?? able[0];
  if (best) return best;
  const remedy = `${INSTALL_PYTHON} && ${AGAIN}`;
  const withoutVenv = found.find(isNewEnough);
  if (withoutVenv) {
    const { major, minor, path } = withoutVenv;
    throw new SetupFault(
      `Python ${major}.${minor} (${path}) is there, but without venv and ensurepip.`,
      process.platform === 'linux' ? `sudo apt install python3-venv && ${AGAIN}` : remedy,
    );
  }
  if (chosen) {
    throw new SetupFault(
      `MLE_PYTHON is "${chosen}", which is no Python 3.${OLDEST_MINOR} or later.`,
      `MLE_PYTHON=/path/to/python3.12 ${AGAIN}`,
    );
  }
  const old = found.map(({ major, minor, path }) => `${major}.${minor} (${path})`).join(', ');
  throw new SetupFault(
    `No Python 3.${OLDEST_MINOR} or later was found${old ? `, only ${old}` : ''}.`,
    remedy,
  );
}

function isNewEnough({ major, minor }) {
  return major === 3 && minor >= OLDEST_MINOR;
}

function parse(output) {
  try {
    return JSON.parse(output.trim().split(/\r?\n/).at(-1));
  } catch {
    return undefined;
  }
}
