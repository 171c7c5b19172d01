import { createRequire } from 'node:module';

/** What the package danfojs-node exports. */
export type Danfo = typeof import('danfojs-node');

let loaded: Danfo | undefined;

/**
 * danfojs-node, loaded when first asked for, whether or not the native TensorFlow binding is there.
 *
 * danfojs asks for `@tensorflow/tfjs-node`, which throws without its binding. Where that package is
 * not in use already, danfojs is given plain TensorFlow.js under its name, for as long as it loads;
 * whoever asks for tfjs-node later still gets the real one.
 */
export async function loadDanfo(): Promise<Danfo> {
  if (loaded !== undefined) return loaded;
  const own = createRequire(import.meta.url);
  const its = createRequire(own.resolve('danfojs-node'));
  const wanted = its.resolve('@tensorflow/tfjs-node');
  const isInUse = its.cache[wanted] !== undefined;
  if (!isInUse) {
    const stand = { id: wanted, filename: wanted, loaded: true, exports: own('@tensorflow/tfjs') };
    its.cache[wanted] = {
      ...stand,
      children: [],
      paths: [],
      path: wanted,
    } as unknown as NodeModule;
  }
  try {
    loaded = own('danfojs-node') as Danfo;
    return loaded;
  } finally {
    if (!isInUse) delete its.cache[wanted];
  }
}
