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

/** Compiled modules, so that what the engine has made faster stays so for the next instance. */
const modules = new Map<() => Uint8Array, object>();
const instances = new Map<() => Uint8Array, Kernel<string> | undefined>();

/**
 * Starts a module with a memory of its own, at once: to compile a kernel of a few hundred bytes
 * takes about a millisecond, and is done once for each.
 *
 * @param kernel makes its bytes, always the same ones.
 * @param room   bytes of memory that it needs to begin with.
 * @returns undefined where the machine has no WebAssembly with SIMD (`node --jitless`, processors
 *   of before 2008) or not so much memory, which ends at 4 GB: callers then go the plain way, which
 *   gives the same bits.
 */
export function instantiate<Name extends string>(
  kernel: () => Uint8Array,
  room = 0,
): Kernel<Name> | undefined {
  const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly?: WebAssemblyLike };
  if (wasm === undefined) return undefined;
  try {
    const module = modules.get(kernel) ?? new wasm.Module(kernel());
    modules.set(kernel, module);
    const { memory, ...call } = new wasm.Instance(module).exports as {
      readonly memory: WasmMemory;
    };
    const reserve = (bytes: number) => {
      const lacking = bytes - memory.buffer.byteLength;
      if (lacking > 0) memory.grow(Math.ceil(lacking / PAGE));
      return memory.buffer;
    };
    reserve(room);
    return { call: call as Kernel<Name>['call'], reserve };
  } catch {
    return undefined;
  }
}

/** The one instance of a kernel for all who share its memory, so use it at one place at a time; else as `instantiate`. */
export function sharedKernel<Name extends string>(
  kernel: () => Uint8Array,
): Kernel<Name> | undefined {
  if (!instances.has(kernel)) instances.set(kernel, instantiate<Name>(kernel));
  return instances.get(kernel) as Kernel<Name> | undefined;
}
