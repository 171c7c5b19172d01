import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** For `npm run mutation` alone: the fast tests of numbers, against the copy that Stryker mutates. */
export default defineConfig({
  // By its name it would be found through node_modules, which leads back to the unmutated sources.
  resolve: { alias: { 'mle-kit': fileURLToPath(new URL('./src/index.ts', import.meta.url)) } },
  test: {
    include: ['test/unit/**/*.test.ts'],
    isolate: false,
    testTimeout: 20_000,
  },
});
