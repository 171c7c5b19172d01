import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';

const file = new URL('../../../src/core/endWithUs.ts', import.meta.url).href;

/** A parent that starts a child which would run for a minute, and prints its id. */
function startParent() {
  const script = `
    const { spawn } = await import('node:child_process');
    const { endWithUs } = await import(${JSON.stringify(file)});
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    endWithUs(child);
    console.log(child.pid);
    process.stdin.once('data', () => process.exit(0)).resume();`;
  const args = ['--import', import.meta.resolve('tsx'), '--input-type=module', '-e', script];
  return spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it.skipIf(process.platform === 'win32').each(['SIGKILL', 'exit'] as const)(
  'a child ends with its parent, which ends by %s',
  async (end) => {
    const parent = startParent();
    const [line] = (await once(createInterface({ input: parent.stdout! }), 'line')) as [string];
    const pid = Number(line);
    expect(lives(pid)).toBe(true);
    if (end === 'exit') parent.stdin!.write('go\n');
    else parent.kill('SIGKILL');
    await once(parent, 'exit');
    await expect.poll(() => lives(pid), { timeout: 10_000 }).toBe(false);
  },
);
