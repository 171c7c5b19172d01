import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Only this setting makes Vitest take mle-kit's sources instead of its build.
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['test/**/*.test.ts'],
    // Faults in full take hours: npm run test:soak.
    exclude: process.env.MLE_SOAK ? [] : ['test/soak/**'],
    env: { MLE_PROGRESS: 'off' }, // what a test does is no learner's progress
    testTimeout: 60_000, // until a test counts as hung: how fast it is depends on the machine
    // Two files at a time: those that start kernels and browsers would starve each other.
    // The faults in full measure the machine, so they have it for themselves.
    maxWorkers: process.env.MLE_SOAK ? 1 : 2,
    maxConcurrency: 2,
  },
});
