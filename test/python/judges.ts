import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectPaths, projectRoot } from '../../scripts/setup/paths.mjs';

const windows = process.platform === 'win32';
const folder = join(projectRoot, 'test', 'python');
const venv = join(projectRoot, '.venv-judges');
const lock = join(folder, 'requirements.txt');
/** What was installed last; missing while pip is at work. */
const stamp = join(venv, 'installed.txt');

/** Makes the environment in which strangers judge the service: seconds the first time, nothing later. */
export function prepareJudges(): void {
  const wanted = readFileSync(lock, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  must(projectPaths().python, ['-m', 'venv', '--clear', venv]);
  must(program('python'), ['-m', 'pip', 'install', '--quiet', '--require-hashes', '-r', lock]);
  writeFileSync(stamp, wanted);
}

/** What the Open Inference Protocol's client is to ask. */
export interface ProtocolCase {
  readonly url: string;
  readonly name: string;
  readonly version: string;
  readonly requests: readonly object[];
}

/** Asks by the protocol's own client, and holds all that goes to and fro against its OpenAPI. */
export async function askByProtocol(given: ProtocolCase): Promise<unknown> {
  return inFolder(async (at) => {
    writeFileSync(join(at, 'case.json'), JSON.stringify(given));
    const { code, told } = await run(
      'python',
      [join(folder, 'ask_by_protocol.py'), 'case.json'],
      at,
    );
    if (code !== 0) throw new Error(told);
    return JSON.parse(told);
  });
}

/** What Schemathesis says of a service. */
export interface Examination {
  readonly cases: number;
  readonly withFailures: number;
  readonly operations: number;
  /** All that it printed. */
  readonly told: string;
}

/**
 * Lets Schemathesis ask a service, by the description that the service gives of itself: at most so many
 * random cases an operation, beside those that it derives. After each refusal a good request must
 * be answered.
 */
export async function examine(
  url: string,
  examples: number,
  good: { readonly url: string; readonly body: object },
): Promise<Examination> {
  return inFolder(async (at) => {
    const { told } = await run(
      'schemathesis',
      [
        ...['--config-file', join(folder, 'schemathesis.toml')],
        ...['run', `${url}/openapi.json`, '--max-examples', String(examples), '--seed', '6'],
        ...['--continue-on-failure', '--no-color', '--generation-database', 'none'],
        ...['--report', 'json', '--report-json-path', 'report.json'],
      ],
      at,
      {
        SCHEMATHESIS_HOOKS: 'good_request',
        MLE_GOOD_URL: `${url}${good.url}`,
        MLE_GOOD_BODY: JSON.stringify(good.body),
      },
    );
    const report = join(at, 'report.json');
    if (!existsSync(report)) throw new Error(told);
    const { test_cases: cases, operations } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    const { generated, with_failures: withFailures, errored } = cases;
    if (errored > 0) throw new Error(told);
    return { cases: generated, withFailures, operations: operations.tested, told };
  });
}

interface Report {
  readonly operations: { readonly tested: number };
  readonly test_cases: {
    readonly generated: number;
    readonly with_failures: number;
    readonly errored: number;
  };
}

async function run(
  name: 'python' | 'schemathesis',
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly told: string }> {
  const child = spawn(program(name), args, {
    cwd,
    env: { ...process.env, ...env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      told += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, told };
}

/** A folder for what the judges leave behind. */
async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const at = mkdtempSync(join(tmpdir(), 'mle-judges-'));
  try {
    return await work(at);
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}

function program(name: string): string {
  return windows ? join(venv, 'Scripts', `${name}.exe`) : join(venv, 'bin', name);
}

function must(command: string, args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
}
