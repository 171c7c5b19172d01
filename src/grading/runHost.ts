import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { MlError } from '../core/index.js';
import type { HostAnswer, HostJob } from './assignmentHost.js';
import { hostCommand, hostFolder } from './hostFolder.js';

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
  const near = dirname(resolve(file));
  const { folder, script } = hostFolder(near, job.id, source);
  try {
    writeFileSync(join(folder, 'job.json'), JSON.stringify({ ...job, script }));
    await runNode(near, folder);
    return JSON.parse(readFileSync(join(folder, 'answer.json'), 'utf8')) as HostAnswer;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runNode(near: string, folder: string): Promise<void> {
  const { args, env } = hostCommand(near, 'hostEntry');
  return new Promise((fulfil, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
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
