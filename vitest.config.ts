import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Only this setting makes Vitest take mle-kit's sources instead of its build.
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    // One process at a time keeps a test that starts kernels from starving the others on two cores.
    maxWorkers: 2,
  },
});
