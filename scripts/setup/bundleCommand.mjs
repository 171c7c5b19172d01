import { writeFileSync } from 'node:fs';
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

/** CommonJS, whose compiled form V8 takes from a file: the address of a module is that of its bundle. */
const ADDRESS = "const bundleUrl = require('node:url').pathToFileURL(__filename).href;";

/**
 * Writes the `mle` command and the thread of a scoring job once more, each as one file instead of more than a
 * thousand modules, with what V8 compiles of it: to look for these, to read and to compile them is most of what
 * a start takes. `bin/mle.js` serves and scores from it.
 */
export async function bundleCommand(paths, folder, children) {
  const file = createRequire(join(paths.library, 'package.json')).resolve('esbuild');
  const { default: esbuild } = await import(pathToFileURL(file).href);
  await esbuild.build({
    entryPoints: {
      mle: join(paths.library, 'cli', 'index.ts'),
      threadTask: join(paths.library, 'scoring', 'threadTask.ts'),
    },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    external: APART,
    supported: { 'dynamic-import': false }, // V8 has no loader for such a script
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: ADDRESS },
    minifyWhitespace: true,
    logLevel: 'silent', // what goes wrong is thrown
  });
  writeFileSync(join(folder, 'threadTask.js'), THREAD_TASK);
  for (const name of ['mle.cjs', 'threadTask.cjs']) {
    const script = join(paths.root, 'scripts', 'setup', 'compileBundle.mjs');
    const { code, output } = await children.run(process.execPath, [script, join(folder, name)], {
      timeoutMs: 60_000, // a few seconds are usual
    });
    if (code !== 0) throw new Error(output);
  }
}

/** What a pool of threads imports. */
const THREAD_TASK = `import { fileURLToPath } from 'node:url';
import { loadBundle } from '../../bin/loadBundle.js';

const path = fileURLToPath(new URL('./threadTask.cjs', import.meta.url));
export default loadBundle(path).exports.default;
`;
