/** A tensor as kernels see it: its data stays in the backend's heap under `dataId`. */
export interface TensorInfo {
  readonly dataId: object;
  readonly shape: number[];
  readonly dtype: string;
}

/** What our kernels use of the WebAssembly backend. */
export interface WasmBackend {
  makeOutput(shape: readonly number[], dtype: string): TensorInfo;
  /** A view of the heap; any later allocation may move the heap and make the view useless. */
  typedArrayFromHeap(tensor: TensorInfo): Float32Array | Int32Array | Uint8Array;
  disposeData(dataId: object): unknown;
}

/** Another kernel of the same backend, by name: `run('PadV2', { x }, { paddings })`. */
export type RunKernel = (
  name: string,
  inputs: Readonly<Record<string, TensorInfo>>,
  attrs: Readonly<Record<string, unknown>>,
) => TensorInfo;
