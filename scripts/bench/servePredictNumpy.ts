import type { Benchmark } from './benchmark.js';
import { ONE_ROW, serviceSides } from './serviceSides.js';

export const benchmark: Benchmark = {
  title: 'the same',
  peer: 'FastAPI + uvicorn + bare NumPy',
  atMost: 0.143, // seven times as many a second
  ...serviceSides('numpy', ONE_ROW),
};
