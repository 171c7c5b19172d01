import type { TensorFlow } from '../types.js';
import {
  type Conv2dBackpropFilterAttributes,
  conv2dBackpropFilter,
} from './conv2dBackpropFilter.js';
import { unsortedSegmentSum } from './unsortedSegmentSum.js';
import type { RunKernel, TensorInfo, WasmBackend } from './wasmBackend.js';

/** How TensorFlow.js calls a kernel. */
interface KernelCall<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly attrs: Attributes;
  readonly backend: WasmBackend;
}
type FilterCall = KernelCall<{ x: TensorInfo; dy: TensorInfo }, Conv2dBackpropFilterAttributes>;
type SegmentCall = KernelCall<
  { x: TensorInfo; segmentIds: TensorInfo },
  { readonly numSegments: number }
>;

/** Adds what the WebAssembly backend lacks for training. A kernel that is there already stays. */
export function registerWasmKernels(tf: TensorFlow): void {
  const register = (kernelName: string, kernel: (call: never) => TensorInfo) => {
    if (tf.getKernel(kernelName, 'wasm') !== undefined) return;
    // The library's own kernels are cast to this type in the same way.
    const kernelFunc = kernel as unknown as Parameters<typeof tf.registerKernel>[0]['kernelFunc'];
    tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc });
  };

  register('Conv2DBackpropFilter', ({ inputs, attrs, backend }: FilterCall) => {
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs;
    if (dataFormat !== 'NHWC') {
      throw new Error(`Conv2DBackpropFilter on wasm: data format ${dataFormat}, needed is NHWC.`);
    }
    type Compute = typeof tf.backend_util.computeConv2DInfo;
    const geometry = tf.backend_util.computeConv2DInfo(
      inputs.x.shape as Parameters<Compute>[0],
      filterShape as Parameters<Compute>[1],
      strides as Parameters<Compute>[2],
      1, // TensorFlow.js has no gradient of dilated convolutions
      pad as Parameters<Compute>[4],
      dimRoundingMode,
    );
    return conv2dBackpropFilter(inputs.x, inputs.dy, geometry, backend, runner(tf, backend));
  });

  register('UnsortedSegmentSum', ({ inputs, attrs, backend }: SegmentCall) =>
    unsortedSegmentSum(inputs.x, inputs.segmentIds, attrs.numSegments, backend),
  );
}

function runner(tf: TensorFlow, backend: WasmBackend): RunKernel {
  return (name, inputs, attrs) => {
    const call = { inputs, attrs, backend } as unknown as Parameters<
      ReturnType<typeof tf.getKernel>['kernelFunc']
    >[0];
    return tf.getKernel(name, 'wasm').kernelFunc(call) as unknown as TensorInfo;
  };
}
