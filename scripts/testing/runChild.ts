import { spawn, spawnSync } from 'node:child_process';

const PATIENCE_MS = 5_000;
let stopRunning: (() => void) | undefined;

/**
 * Runs a Node program to its end, with our output for its own.
 *
 * @returns its exit code; 1 when a signal ended it.
 */
export function runChild(args: readonly string[], cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      stdio: ['ignore', 'inherit', 'inherit'],
      // The leader of a group of its own, so that its children can be ended with it.
      detached: process.platform !== 'win32',
    });
    child.on('error', reject);
    if (child.pid === undefined) return;
    const pid = child.pid;
    stopRunning = () => {
      signalTree(pid, 'SIGTERM');
      setTimeout(() => signalTree(pid, 'SIGKILL'), PATIENCE_MS).unref();
    };
    child.on('exit', (code) => {
      stopRunning = undefined;
      signalTree(pid, 'SIGKILL'); // what outlived its leader
      resolve(code ?? 1);
    });
  });
}

/** Ends the child that is running, and its own children: asked first, forced after five seconds. */
export function stopChild(): void {
  stopRunning?.();
}

function signalTree(pid: number, signal: NodeJS.Signals): void {
  try {
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    else process.kill(-pid, signal);
  } catch {
    // it is gone already
  }
}
