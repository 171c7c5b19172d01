import type { Benchmark } from './benchmark.js';
import { ONE_ROW, serviceSides } from './serviceSides.js';

/** Both sides are asked by wrk, one thread, 32 connections; a side is one process. */
export const benchmark: Benchmark = {
  title: 'predict, one row of 20, 1,000 requests: wrk -t1 -c32, one process, metrics and drift on',
  peer: 'FastAPI + uvicorn + scikit-learn',
  atMost: 0.083, // twelve times as many a second
  ...serviceSides('sklearn', ONE_ROW),
};
