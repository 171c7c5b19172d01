import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MlError } from '../../core/index.js';
import { ApartProcess } from './apartProcess.js';
import { bubblewrap } from './bubblewrap.js';
import { courseFolder } from './courseFolder.js';
import type { Limits } from './limits.js';
import { unsafeNode } from './unsafeNode.js';

/** Starts processes apart, one after the other, for one submission at a time. */
export interface Sandbox {
  readonly limits: Limits;
  /** @param entry a script of the built library, relative to it. */
  start(entry: 'compile' | 'run', signal: AbortSignal): ApartProcess;
}

/** For what is the grader's own work: compiling, and starting a process. */
export const START_SECONDS = 15;

let runs = 0;

/**
 * The sandbox that submissions run in.
 *
 * @throws MlError UNSUPPORTED where bubblewrap is not there, and `unsafe` was not asked for.
 */
export function openSandbox(limits: Limits, unsafe: boolean): Sandbox {
  const course = courseFolder();
  if (!unsafe) {
    const fault = bubblewrapFault();
    if (fault !== null) throw cannot(fault);
    return {
      limits,
      start: (entry, signal) =>
        new ApartProcess(bubblewrap(course, scriptOf(entry), limits, runs++), limits, '/', signal),
    };
  }
  return {
    limits,
    start(entry, signal) {
      // Beside the packages, which Node's permission model finds by no link.
      const build = join(dirname(course.packages), 'build');
      mkdirSync(build, { recursive: true });
      const work = mkdtempSync(join(build, 'apart-'));
      const { file, args, env } = unsafeNode(course, scriptOf(entry), limits, work);
      const apart = new ApartProcess(
        // Compiling starts a program, and runs nothing of the submission.
        { file, args: entry === 'compile' ? args.slice(-1) : args, env },
        limits,
        work,
        signal,
      );
      apart.onEnd(() => rmSync(work, { recursive: true, force: true }));
      return apart;
    },
  };
}

function scriptOf(entry: 'compile' | 'run'): string {
  return `grading/apart/${entry === 'compile' ? 'compileEntry' : 'runnerEntry'}.js`;
}

/** Why submissions cannot be run by bubblewrap; null when they can, as far as a trial tells. */
export function bubblewrapFault(): string | null {
  const told = spawnSync('bwrap', ['--help'], { encoding: 'utf8' }).stdout ?? '';
  if (told === '') return 'there is no bwrap here';
  const fit = told.includes('--size') && told.includes('--disable-userns');
  if (!fit) return 'the one here is older than 0.8';
  // It may be there, and be kept from its work: by AppArmor, or in a container.
  const trial = ['--unshare-all', '--ro-bind', '/', '/', 'true'];
  const { status, stderr } = spawnSync('bwrap', trial, { encoding: 'utf8' });
  return status === 0 ? null : `it does not start: ${stderr?.trim() || 'it says nothing'}`;
}

/** Why submissions cannot be run, and what helps. */
export function cannot(why: string): MlError {
  return new MlError('UNSUPPORTED', `submissions are run apart by bubblewrap, and ${why}.`, {
    hint:
      'On Debian and Ubuntu: apt-get install bubblewrap. Grading needs Linux, and in a container the right to ' +
      'make namespaces. Where AppArmor denies it, as on Ubuntu 24.04: ' +
      'sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0. ' +
      '--unsafe grades without bubblewrap, and says what it leaves open. ' +
      'If the library was changed since it was built: node scripts/setup.mjs.',
  });
}
