import { once } from 'node:events';
import type { Benchmark, Run, Work } from './benchmark.js';
import {
  ask,
  type Command,
  peerService,
  projectService,
  requestBody,
  startService,
} from './services.js';

export const benchmark: Benchmark = {
  title: 'a service from its start to its first answer',
  peer: 'FastAPI + uvicorn + scikit-learn',
  atMost: 0.15,
  threads: 1,
  tolerance: 1e-4,
  prepare: async (folder) => started(folder, await projectService(folder)),
  preparePeer: async (folder) => started(folder, await peerService(folder, 'sklearn')),
};

function started(folder: string, command: Command): Work {
  const body = requestBody(folder, '/predict');
  return async (): Promise<Run> => {
    const begin = performance.now();
    const { url, child } = await startService(command);
    const answer = await ask(`${url}/predict`, body);
    const amount = performance.now() - begin;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    return { amount, answer };
  };
}
