import type { Benchmark } from './benchmark.js';
import { serviceSides } from './serviceSides.js';

export const benchmark: Benchmark = {
  title: 'predict, 64 rows of 20, 1,000 requests: two processes, wrk -t1 -c16 for each',
  peer: 'FastAPI + uvicorn + scikit-learn, two processes',
  atMost: 0.125, // eight times as many a second
  // Two processes with an address each, as a balancer sees them, each asked by a wrk of its own.
  ...serviceSides('sklearn', {
    path: '/predict/batch',
    processes: 2,
    connections: 16,
    measure: 'time',
  }),
};
