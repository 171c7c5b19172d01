import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MlError } from '../core/index.js';
import type { HostAnswer, HostJob } from './assignmentHost.js';

const SECONDS = 300;

/**
 * Runs an assignment's script in a process and a temporary folder of its own. The script is the
 * instructor's and is trusted: it may read files and use the network.
 *
 * @param file where the script lies: packages are looked for from there.
 * @throws MlError CHECK_FAILED when the script stops | UNSUPPORTED when no packages are near it |
 *   ABORTED when it takes more than five minutes.
 */
export async function runHost(
  file: string,
  source: string,
  job: Omit<HostJob, 'script'>,
): Promise<HostAnswer> {
  const near = resolve(file);
  const folder = mkdtempSync(join(tmpdir(), 'mle-assignment-'));
  try {
    symlinkSync(packagesNear(near), join(folder, 'node_modules'), 'junction');
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const script = `${job.id}.ts`;
    writeFileSync(join(folder, script), source);
    writeFileSync(join(folder, 'job.json'), JSON.stringify({ ...job, script }));
    await runNode(near, folder);
    return JSON.parse(readFileSync(join(folder, 'answer.json'), 'utf8')) as HostAnswer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The packages that a script in this place would import. */
function packagesNear(file: string): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const packages = join(folder, 'node_modules');
    if (existsSync(join(packages, 'mle-kit'))) return packages;
    if (dirname(folder) !== folder) continue;
    throw new MlError(
      'UNSUPPORTED',
      `no folder above ${file} has mle-kit among its node_modules. Put the assignment into the course's folder.`,
    );
  }
}

function runNode(file: string, folder: string): Promise<void> {
  const require = createRequire(join(dirname(packagesNear(file)), 'package.json'));
  // From sources the script must meet the sources, too, and not the built library.
  const own = fileURLToPath(import.meta.url);
  const [entry, conditions] = own.endsWith('.ts')
    ? ['hostEntry.ts', ['--conditions=source']]
    : ['hostEntry.js', []];
  const tsx = pathToFileURL(require.resolve('tsx')).href;
  return new Promise((fulfil, reject) => {
    const child = spawn(
      process.execPath,
      [...conditions, '--import', tsx, join(dirname(own), entry)],
      {
        cwd: folder,
        env: {
          ...process.env,
          MLE_DATASETS: process.env.MLE_DATASETS ?? datasetsNear(file),
          MLE_PROGRESS: 'off',
          NODE_NO_WARNINGS: '1',
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
    });
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, SECONDS * 1000);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(limit);
      if (code === 0) fulfil();
      else if (late)
        reject(new MlError('ABORTED', `the script was still running after ${SECONDS} s.`));
      else reject(new MlError('CHECK_FAILED', `the assignment's script stops: ${said.trim()}`));
    });
  });
}

/** The course's data sets, if the script lies in a course. */
function datasetsNear(file: string): string | undefined {
  for (let folder = dirname(file); dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, 'datasets', 'catalog.json'))) return join(folder, 'datasets');
  }
  return undefined;
}
