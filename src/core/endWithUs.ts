import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Sees to it that a child process does not outlive this one, however this one ends: by itself, or by
 * SIGKILL, as a kernel that is interrupted. (Windows: only where it ends by itself.)
 *
 * A second child waits at a pipe that closes with this process, and then ends the first.
 */
export function endWithUs(child: ChildProcess): void {
  if (child.pid === undefined) return; // it did not start, and says so itself
  const guard =
    process.platform === 'win32'
      ? undefined
      : spawn('sh', ['-c', 'read _; kill -KILL "$1"', 'sh', `${child.pid}`], {
          stdio: ['pipe', 'ignore', 'ignore'],
          detached: true, // a Ctrl-C is for us, and must not end the guard first
        });
  guard?.on('error', () => {});
  guard?.stdin?.on('error', () => {});
  const atExit = (): void => {
    child.kill('SIGKILL');
  };
  process.once('exit', atExit);
  child.once('exit', () => {
    process.off('exit', atExit);
    guard?.kill('SIGKILL');
  });
  guard?.unref();
  // A pipe of ours must not keep this process alive.
  (guard?.stdin as { unref?: () => void } | null | undefined)?.unref?.();
}
