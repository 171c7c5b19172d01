import type { Benchmark } from './benchmark.js';
import { type Asked, asked, peerService, projectService } from './services.js';

const HOW: Asked = { path: '/predict', processes: 1, connections: 32, measure: 'time' };

/** Both sides are asked by wrk, one thread, 32 connections; a side is one process. */
export const benchmark: Benchmark = {
  title: 'predict, one row of 20, 1,000 requests: wrk -t1 -c32, one process, metrics and drift on',
  peer: 'FastAPI + uvicorn + scikit-learn',
  atMost: 0.083, // twelve times as many a second
  threads: 1,
  tolerance: 1e-4, // two optimisers of the same model
  prepare: async (folder) => asked(folder, await projectService(folder), HOW),
  preparePeer: async (folder) => asked(folder, await peerService(folder, 'sklearn'), HOW),
};
