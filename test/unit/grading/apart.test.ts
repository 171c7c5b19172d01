import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { limitsFrom } from '../../../src/grading/apart/limits.js';
import { treeUsage } from '../../../src/grading/apart/treeUsage.js';

describe('limitsFrom', () => {
  it('keeps what is not given', () => {
    expect(limitsFrom({ seconds: 2 })).toMatchObject({ seconds: 2, memoryMb: 1024 });
  });

  it.each([
    ['no time', { seconds: 0 }],
    ['less in all than for one', { seconds: 10, totalSeconds: 5 }],
    ['less memory than Node starts with', { memoryMb: 64 }],
    ['fewer threads than Node has', { processes: 4 }],
    ['no number', { seconds: Number.NaN }],
  ])('refuses %s', (_, limits) => {
    expect(() => limitsFrom(limits)).toThrow('OUT_OF_RANGE');
  });
});

describe.skipIf(process.platform !== 'linux')('treeUsage', () => {
  it('grows with the work of a process, and tells its memory', () => {
    const before = treeUsage(process.pid);
    for (const until = process.cpuUsage().user + 300_000; process.cpuUsage().user < until; );
    const after = treeUsage(process.pid);
    expect(after.seconds - before.seconds).toBeGreaterThanOrEqual(0.2);
    expect(after.bytes).toBeGreaterThan(20e6);
    expect(after.bytes).toBeLessThan(10e9);
  });

  it('knows what a thread has started, too', async () => {
    const grown =
      "const big = Buffer.alloc(2e8, 1); console.log('grown'); setInterval(() => big[0], 1000);";
    const thread = new Worker(
      `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grown)}]);
      child.stdout.once('data', () => require('node:worker_threads').parentPort.postMessage(child.pid));`,
      { eval: true },
    );
    const before = treeUsage(process.pid).bytes;
    const [pid] = await once(thread, 'message');
    try {
      expect(treeUsage(process.pid).bytes - before).toBeGreaterThan(1.8e8);
    } finally {
      process.kill(pid);
      await thread.terminate();
    }
  });

  it('is nothing for a process that is not there', () => {
    expect(treeUsage(0x7fffffff)).toEqual({ bytes: 0, seconds: 0 });
  });
});
