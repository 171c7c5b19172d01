import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Work } from './benchmark.js';

/** Training in a process of its own, since a process has one backend; it ends with this one. */
export async function startNeuralWorker(backend: 'native' | 'wasm', folder: string): Promise<Work> {
  const worker = join(import.meta.dirname, 'workers', 'neuralTraining.ts');
  const loader = ['--import', import.meta.resolve('tsx'), '--conditions=source'];
  const child = spawn(process.execPath, [...loader, worker, folder], {
    env: { ...process.env, MLE_BACKEND: backend },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  process.on('exit', () => child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`bench: training on ${backend} ended.`);
    return JSON.parse(value) as number[];
  };
  await next();
  // It must not keep this process when all rows are done.
  for (const held of [child, child.stdin, child.stdout]) (held as { unref?(): void }).unref?.();
  return () => {
    child.stdin.write('run\n');
    return next();
  };
}
