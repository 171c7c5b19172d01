import type { Benchmark } from './benchmark.js';
import { type Asked, asked, peerService, projectService } from './services.js';

/** One row a request, and one process a side. */
export const ONE_ROW: Asked = { path: '/predict', processes: 1, connections: 32, measure: 'time' };

/** The two sides of a benchmark of services: this library's and a peer's, asked in the same way. */
export function serviceSides(
  peer: Parameters<typeof peerService>[1],
  how: Asked,
): Pick<Benchmark, 'threads' | 'tolerance' | 'prepare' | 'preparePeer'> {
  return {
    threads: how.processes,
    tolerance: 1e-4, // two optimisers of the same model
    prepare: async (folder) => asked(folder, await projectService(folder), how),
    preparePeer: async (folder) => asked(folder, await peerService(folder, peer), how),
  };
}
