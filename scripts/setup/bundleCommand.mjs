import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Native, or looking for files beside themselves, or not needed to start a service. */
const APART = [
  '@duckdb/*',
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  '@fastify/swagger',
  '@fastify/swagger-ui',
  '@tensorflow/*',
  'bullmq',
  'cli-progress',
  'danfojs-node',
  'esbuild',
  'ioredis',
  'piscina',
  'plotly.js-dist-min',
  'sharp',
  'wavefile',
  'yaml',
];
const REQUIRE =
  "import { createRequire as createRequireOfBundle } from 'node:module';\n" +
  'const require = createRequireOfBundle(import.meta.url);';

/**
 * Writes the `mle` command once more, as a few files instead of more than a thousand modules: to look for
 * these and to read them is most of what the start of a service takes. `bin/mle.js` serves from it.
 */
export async function bundleCommand(paths, outdir) {
  const file = createRequire(join(paths.library, 'package.json')).resolve('esbuild');
  const { default: esbuild } = await import(pathToFileURL(file).href);
  await esbuild.build({
    entryPoints: [join(paths.library, 'cli', 'index.ts')],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    external: APART,
    banner: { js: REQUIRE },
    minifyWhitespace: true,
    logLevel: 'silent', // what goes wrong is thrown
  });
}
