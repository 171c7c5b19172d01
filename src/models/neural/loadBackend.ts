import { assertOneOf, MlError } from '../../core/index.js';
import { BACKEND_TITLES, describeBackend } from './describeBackend.js';
import { failureReason } from './failureReason.js';
import { openCpu } from './openCpu.js';
import { openNative } from './openNative.js';
import { openWasm } from './openWasm.js';
import type { Backend, BackendName, TensorFlow } from './types.js';

const NAMES: readonly BackendName[] = ['native', 'wasm', 'cpu'];

/** Options of `loadBackend`. */
export interface LoadBackendOptions {
  /** Receives the one line that says which backend runs. Default: standard output. */
  readonly print?: (line: string) => void;
}

let loading: Promise<Backend> | undefined;
let loaded: Backend | undefined;

/** The backend of this process, if one is loaded already. */
export function loadedBackend(): Backend | undefined {
  return loaded;
}

/**
 * What to compute with tensors by: native TensorFlow where it loads, else WebAssembly.
 *
 * A process has one backend: the first call chooses and prints the line of `describeBackend`,
 * later ones return the same. The environment variable `MLE_BACKEND` (native, wasm or cpu) forces
 * one; a forced one that does not load is an error, never another one in its place.
 *
 * On WebAssembly everything that this course trains trains, convolutions and embeddings included;
 * depthwise convolutions, FFT and complex numbers do not work there. Its losses agree with native
 * ones to about 1e-6.
 *
 * @param options `print`, for the line.
 * @returns Its name and TensorFlow.js itself.
 * @throws MlError BACKEND_UNAVAILABLE (the forced one does not load) | INVALID_ARGUMENT
 *   (MLE_BACKEND is none of the three).
 *
 * Cost: about half a second and 200 MB the first time.
 *
 * @example
 * const { tf } = await loadBackend({ print: () => {} });
 * tf.tensor1d([1, 2, 3]).sum().dataSync()[0]; // 6
 */
export function loadBackend(options: LoadBackendOptions = {}): Promise<Backend> {
  const { print = printLine } = options;
  loading ??= choose(process.env.MLE_BACKEND).then(
    (backend) => {
      loaded = backend;
      print(describeBackend(backend));
      return backend;
    },
    (error) => {
      loading = undefined; // so that a corrected MLE_BACKEND can be tried in the same notebook
      throw error;
    },
  );
  return loading;
}

async function choose(forced: string | undefined): Promise<Backend> {
  if (forced) {
    assertOneOf('loadBackend', 'MLE_BACKEND', forced, NAMES);
    return openForced(forced as BackendName);
  }
  try {
    return { name: 'native', tf: openNative() };
  } catch (nativeError) {
    const reason = failureReason(BACKEND_TITLES.native, nativeError);
    try {
      return { name: 'wasm', tf: await openWasm(), reason };
    } catch {
      return {
        name: 'cpu',
        tf: await openCpu(),
        reason: `${reason}, nor does ${BACKEND_TITLES.wasm} load`,
      };
    }
  }
}

const OPENERS: Readonly<Record<BackendName, () => TensorFlow | Promise<TensorFlow>>> = {
  native: openNative,
  wasm: openWasm,
  cpu: openCpu,
};

async function openForced(name: BackendName): Promise<Backend> {
  try {
    const tf = await OPENERS[name]();
    return name === 'native' ? { name, tf } : { name, tf, reason: `MLE_BACKEND=${name}` };
  } catch (cause) {
    throw new MlError(
      'BACKEND_UNAVAILABLE',
      `loadBackend: MLE_BACKEND is "${name}", but ${failureReason(BACKEND_TITLES[name], cause)}. ` +
        'Unset it to take the fastest one that does.',
      { hint: 'npm run doctor', cause },
    );
  }
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
