import type { Benchmark } from './benchmark.js';
import { type Asked, asked, peerService, projectService } from './services.js';

const HOW: Asked = { path: '/predict', processes: 1, connections: 32, measure: 'time' };

export const benchmark: Benchmark = {
  title: 'the same',
  peer: 'FastAPI + uvicorn + bare NumPy',
  atMost: 0.143, // seven times as many a second
  threads: 1,
  tolerance: 1e-4,
  prepare: async (folder) => asked(folder, await projectService(folder), HOW),
  preparePeer: async (folder) => asked(folder, await peerService(folder, 'numpy'), HOW),
};
