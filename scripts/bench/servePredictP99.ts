import type { Benchmark } from './benchmark.js';
import { ONE_ROW, serviceSides } from './serviceSides.js';

export const benchmark: Benchmark = {
  title: 'the same, time in which 99 of 100 requests are answered',
  peer: 'FastAPI + uvicorn + bare NumPy',
  atMost: 1,
  ...serviceSides('numpy', { ...ONE_ROW, measure: 'p99' }),
};
