import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { lastLines } from './diagnose.mjs';
import { childEnvironment, TENSORFLOW_ENVIRONMENT } from './environment.mjs';
import { findCompiler, INSTALL_COMPILER } from './findCompiler.mjs';
import { fingerprint, textOf } from './fingerprint.mjs';
import { bringTensorflow, libraries, tensorflowFolder } from './tensorflowLibrary.mjs';

/** Loads the binding and computes with it: 2 + 2. */
const TRIAL = `
const util = require('node:util');
util.isNullOrUndefined = (value) => value === null || value === undefined;
const tf = require('@tensorflow/tfjs-node');
if (tf.getBackend() !== 'tensorflow' || tf.add(2, 2).dataSync()[0] !== 4) process.exit(1);
`;

/**
 * Step 3: the native TensorFlow binding, compiled from the two C++ files that the npm package ships
 * against the library inside TensorFlow's Python wheel. Where that cannot be, the course runs on
 * WebAssembly, and this step says so; it stops nothing.
 */
export const nativeBackend = {
  id: 'native-backend',
  name: 'native TensorFlow',
  megabytes: 1_900,

  fingerprint: (paths) =>
    fingerprint(
      textOf(paths.tensorflowRequirements),
      textOf(join(paths.tfjsNode, 'package.json')),
      textOf(join(paths.venv, 'pyvenv.cfg')),
      process.platform,
      process.arch,
      findCompiler(),
    ),

  present: (paths, record) =>
    record?.outcome === 'wasm' ||
    (existsSync(paths.binding) && tensorflowFolder(paths) !== undefined),

  async examine({ paths, children }) {
    if (!existsSync(paths.binding) || tensorflowFolder(paths) === undefined) {
      return { sound: false };
    }
    return { sound: (await tryBinding(paths, children)) === undefined };
  },

  async make(context) {
    const { paths, children } = context;
    const wasm = (why, remedy) => ({
      outcome: 'wasm',
      note: `not built, because ${why}: TensorFlow runs on WebAssembly${remedy ? `. For the native one:  ${remedy}` : ''}`,
    });
    if (process.platform === 'win32') return wasm('its recipe is for Linux and macOS');
    const compiler = findCompiler();
    if (compiler === undefined) {
      return wasm('no C++ compiler was found', `${INSTALL_COMPILER} && node scripts/setup.mjs`);
    }
    const headers = join(paths.nodeModules, 'node-api-headers', 'include');
    const sources = join(paths.tfjsNode, 'binding');
    if (!existsSync(headers) || !existsSync(sources)) return wasm('its npm packages are missing');

    const missing = await bringTensorflow(context, await pythonMinor(paths, children));
    if (missing !== undefined) return wasm(missing);

    const retry = 'node scripts/setup.mjs --again';
    const draft = `${paths.binding}.draft`;
    mkdirSync(dirname(paths.binding), { recursive: true });
    const compiled = await children.run(
      compiler,
      compilerArguments({
        output: draft,
        headers,
        sources: readdirSync(sources)
          .filter((name) => name.endsWith('.cc'))
          .map((name) => join(sources, name)),
        tensorflow: tensorflowFolder(paths),
        from: dirname(paths.binding),
      }),
      { cwd: paths.root, env: childEnvironment() },
    );
    if (compiled.code !== 0) {
      return { ...wasm('the compiler failed', retry), details: lastLines(compiled.output, 4) };
    }
    renameSync(draft, paths.binding);
    const failure = await tryBinding(paths, children);
    return failure === undefined
      ? { outcome: 'native' }
      : { ...wasm('it does not load', retry), details: failure };
  },
};

/**
 * One call compiles and links. The library's folder is named relative to the binding's, so that
 * the course may be moved.
 */
export function compilerArguments(
  { output, headers, sources, tensorflow, from },
  platform = process.platform,
) {
  const mac = platform === 'darwin';
  const origin = `${mac ? '@loader_path' : '$ORIGIN'}/${relative(from, tensorflow)}`;
  return [
    ...['-std=c++17', '-O2', '-fPIC', '-DNAPI_VERSION=8'],
    ...(mac ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']),
    ...['-I', headers, '-I', join(tensorflow, 'include')],
    ...['-o', output, ...sources],
    ...(libraries(tensorflow) ?? []).map((name) => join(tensorflow, name)),
    `-Wl,-rpath,${origin}`,
  ];
}

async function pythonMinor(paths, children) {
  const { output } = await children.run(
    paths.python,
    ['-c', 'import sys; print(sys.version_info[1])'],
    { env: childEnvironment() },
  );
  return Number(output.trim());
}

/** Undefined when the binding works, else the last words of the process that tried it. */
async function tryBinding(paths, children) {
  const { code, output } = await children.run(process.execPath, ['-e', TRIAL], {
    cwd: paths.root,
    env: { ...process.env, ...TENSORFLOW_ENVIRONMENT, NODE_NO_WARNINGS: '1' },
  });
  return code === 0 ? undefined : lastLines(output, 4);
}
