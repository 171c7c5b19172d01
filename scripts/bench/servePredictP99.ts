import type { Benchmark } from './benchmark.js';
import { type Asked, asked, peerService, projectService } from './services.js';

const HOW: Asked = { path: '/predict', processes: 1, connections: 32, measure: 'p99' };

export const benchmark: Benchmark = {
  title: 'the same, time in which 99 of 100 requests are answered',
  peer: 'FastAPI + uvicorn + bare NumPy',
  atMost: 1,
  threads: 1,
  tolerance: 1e-4,
  prepare: async (folder) => asked(folder, await projectService(folder), HOW),
  preparePeer: async (folder) => asked(folder, await peerService(folder, 'numpy'), HOW),
};
