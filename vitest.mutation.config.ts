import { basename, dirname } from 'node:path';
import { defineConfig } from 'vitest/config';

// Not Stryker's own option `testFiles`: with it, what runs at import is never mutated (9.6.1).
const tests = process.env.MUTATION_TESTS ?? 'test/unit/metrics/**/*.test.ts';
const OF_LIBRARY = '\0mle-kit/';

/** For `npm run mutation` alone, which runs it in a mutated copy of the repository. */
export default defineConfig({
  plugins: [
    {
      // By its name the library would be found through node_modules, which leads back to the
      // unmutated sources. A test of test/unit/metrics is given core and metrics and nothing more
      // of the copy, which makes each of thousands of runs three times as fast.
      name: 'mle-kit-of-this-copy',
      enforce: 'pre',
      resolveId: (id, importer) =>
        id === 'mle-kit' ? OF_LIBRARY + basename(dirname(importer ?? '')) : undefined,
      load: (id) =>
        id.startsWith(OF_LIBRARY)
          ? ['core', id.slice(OF_LIBRARY.length)]
              .map((folder) => `export * from '/src/${folder}/index.ts';`)
              .join('\n')
          : undefined,
    },
  ],
  test: { include: tests.split(','), testTimeout: 20_000 },
});
