import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AGAIN, lastLines } from '../diagnose.mjs';
import { freeMegabytes, inGigabytes } from '../diskSpace.mjs';
import { childEnvironment, TENSORFLOW_ENVIRONMENT } from '../environment.mjs';
import { textOf } from '../fingerprint.mjs';
import { kernelSpecText } from '../kernelspec.mjs';
import { libraryBuild } from '../libraryBuild.mjs';
import { nodePackages } from '../nodePackages.mjs';
import { requireNpm } from '../npm.mjs';
import { pythonPackages } from '../pythonPackages.mjs';
import { isCurrent } from '../setUp.mjs';
import { readStamp } from '../stamp.mjs';
import { DATA, DUCKDB, TENSORFLOW } from './programs.mjs';

const LIMIT_MS = 60_000;
const LEAST_FREE_MB = 200; // figures, reports and caches of one run of the course
const ROOM_MB = 1_000;

const ok = (detail) => ({ status: 'ok', detail });
const fault = (detail, remedy = AGAIN) => ({ status: 'fault', detail, remedy });
const warning = (detail, remedy) => ({ status: 'warning', detail, remedy });

/** In the order in which they need each other, so that the first fault is the one to mend first. */
export const checks = [
  { name: 'Node', examine: async () => ok(`${process.versions.node} (${process.execPath})`) },
  { name: 'npm', examine: npm },
  { name: 'npm packages', examine: npmPackages },
  { name: 'Python', examine: python },
  { name: 'Jupyter', examine: jupyter },
  { name: 'tslab', examine: tslab },
  { name: 'kernel spec', examine: kernel },
  { name: 'mle-kit', examine: library },
  { name: 'TensorFlow', examine: tensorflow },
  { name: 'DuckDB', examine: duckdb },
  { name: 'data', examine: data },
  { name: 'disk', examine: disk },
  { name: 'git', examine: git },
];

async function git({ children }) {
  const { code, output } = await children.run('git', ['--version'], {}).catch(() => ({ code: 1 }));
  if (code === 0) return ok(output.trim().replace('git version ', ''));
  return warning(
    'is not there; only chapter 02 needs it',
    'install git: https://git-scm.com/downloads',
  );
}

async function npm({ children }) {
  const found = requireNpm();
  if (found.version !== undefined) return ok(found.version);
  const { code, output } = await children.run(found.command, [...found.args, '--version'], {
    timeoutMs: LIMIT_MS,
  });
  return code === 0 ? ok(output.trim()) : fault('npm does not start', 'npm --version');
}

async function npmPackages(context) {
  const { sound, why } = await nodePackages.examine(context);
  return sound ? ok('as package-lock.json says') : fault(why);
}

async function python({ paths, children }) {
  if (!existsSync(paths.python)) return fault('.venv is missing, or its Python is gone');
  const { code, output } = await children.run(paths.python, ['--version'], {
    env: childEnvironment(),
    timeoutMs: LIMIT_MS,
  });
  return code === 0
    ? ok(`${output.trim().replace(/^Python /, '')} (.venv)`)
    : fault('the Python of .venv does not start', `rm -rf .venv && ${AGAIN}`);
}

async function jupyter(context) {
  const { paths, children } = context;
  if (!existsSync(paths.python)) return fault('there is no Python to hold it');
  const { sound, why } = await pythonPackages.examine(context);
  if (!sound) return fault(why);
  const { code, output } = await children.run(paths.python, ['-m', 'jupyterlab', '--version'], {
    env: childEnvironment(),
    timeoutMs: LIMIT_MS,
  });
  return code === 0
    ? ok(`JupyterLab ${output.trim().split('\n').at(-1)}`)
    : fault('JupyterLab does not start', `rm -rf .venv && ${AGAIN}`);
}

async function tslab({ paths, children }) {
  const program = join(paths.nodeModules, 'tslab', 'bin', 'tslab');
  const { code, output } = await children.run(process.execPath, [program, '--version'], {
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
    timeoutMs: LIMIT_MS,
  });
  return code === 0
    ? ok(output.trim().replace(/^tslab /, ''))
    : fault(`tslab does not start: ${lastWords(output)}`, 'npm ci');
}

async function kernel({ paths }) {
  const text = textOf(paths.kernelSpec);
  if (text === undefined) return fault('the kernel tslab is not installed in .venv');
  const spec = JSON.parse(text);
  const gone = (spec.argv ?? []).find((path) => /^([/\\]|[A-Z]:)/.test(path) && !existsSync(path));
  if (gone !== undefined) return fault(`the kernel names ${gone}, which is not there`);
  if (text !== kernelSpecText(paths)) {
    return fault('the kernel was set up for another folder, Node or version of the course');
  }
  return ok('tslab, in .venv');
}

async function library({ paths }) {
  if (!libraryBuild.present(paths)) return fault('mle-kit is not built');
  return isCurrent(libraryBuild, paths, readStamp(paths.stamp))
    ? ok('built from these sources')
    : warning('built from other sources than these', AGAIN);
}

async function tensorflow({ paths, children }) {
  const { code, value, words } = await program(TENSORFLOW, { paths, children });
  if (code !== 0) return fault(`no tensor backend starts: ${words}`);
  const { name, line, gigaflops, version } = value;
  const detail = `${line.replace('[backend] ', '')}, TensorFlow.js ${version}, ${gigaflops.toFixed(0)} GFLOP/s`;
  if (name === 'native' || process.env.MLE_BACKEND) return ok(detail);
  const note = readStamp(paths.stamp)['native-backend']?.note;
  const remedy = /For the native one: {2}(.*)$/.exec(note ?? '')?.[1];
  return warning(detail, remedy ?? (process.platform === 'win32' ? undefined : `${AGAIN} --again`));
}

async function duckdb(context) {
  const { code, value, words } = await program(DUCKDB, context);
  return code === 0 ? ok(`${value.version}, answers`) : fault(`DuckDB fails: ${words}`, 'npm ci');
}

async function data(context) {
  const { code, value, words } = await program(DATA, context);
  if (code !== 0) return fault(`the data cannot be examined: ${words}`);
  const wrong = value.filter((check) => !check.ok);
  if (wrong.length === 0) return ok(`${value.length} data sets, checksums agree`);
  return fault(wrong.map((check) => check.fault).join(' '), 'git checkout -- datasets && npm ci');
}

async function disk({ paths }) {
  const free = freeMegabytes(paths.root);
  const detail = `${inGigabytes(free)} free`;
  if (free < LEAST_FREE_MB)
    return fault(detail, 'df -h .   (shows how full it is; free some space)');
  return free < ROOM_MB ? warning(detail) : ok(detail);
}

/** Runs a small program in the project, and reads the JSON of its last line. */
async function program(source, { paths, children }) {
  const { code, output } = await children.run(
    process.execPath,
    ['--input-type=module', '--eval', source],
    {
      cwd: paths.root,
      env: { ...process.env, ...TENSORFLOW_ENVIRONMENT, NODE_NO_WARNINGS: '1' },
      timeoutMs: LIMIT_MS,
    },
  );
  if (code === 124) return { code, words: `no answer in ${LIMIT_MS / 1000} s` };
  if (code !== 0) return { code, words: lastWords(output) };
  return { code, value: JSON.parse(output.trim().split('\n').at(-1)) };
}

/** The line of a failed program that says most: its error, else its last one. */
function lastWords(output) {
  const lines = lastLines(output, 40);
  return (
    lines.find((line) => /^\w*Error\b.*:/.test(line)) ??
    lines.at(-1) ??
    'no reason given'
  ).trim();
}
