/** A module's functions, and its memory as numbers. */
export interface Kernel<Name extends string> {
  readonly call: Readonly<Record<Name, (...parameters: number[]) => void>>;
  /** Room for so many bytes at least; memory that is taken stays. Views of it end when it grows. */
  reserve(bytes: number): ArrayBuffer;
}

/** The part of WebAssembly's interface that is used here: ES2022's library does not declare it. */
interface WebAssemblyLike {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}
interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

const PAGE = 65536;

/**
 * Compiles and starts a module, at once: a kernel of a few hundred bytes takes about a millisecond.
 *
 * @returns undefined where the machine has no WebAssembly with SIMD (`node --jitless`, processors
 *   of before 2008): callers then go the plain way, which gives the same bits.
 */
export function instantiate<Name extends string>(bytes: Uint8Array): Kernel<Name> | undefined {
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly?: WebAssemblyLike };
  if (wasm === undefined) return undefined;
  try {
    const { memory, ...call } = new wasm.Instance(new wasm.Module(bytes)).exports as {
      readonly memory: WasmMemory;
    };
    return {
      call: call as Kernel<Name>['call'],
      reserve(bytes) {
        const lacking = bytes - memory.buffer.byteLength;
        if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE));
        return memory.buffer;
      },
    };
  } catch {
    return undefined;
  }
}
