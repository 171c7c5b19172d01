import { describe, expect, it } from 'vitest';
import {
  advance,
  assemble,
  block,
  doWhileBelow,
  get,
  i32,
  i32x4,
  set,
  v128,
  WasmFunction,
} from '../../../src/math/wasm/assembler.js';
import { instantiate, sharedKernel } from '../../../src/math/wasm/instantiate.js';

describe('assemble', () => {
  it.each([
    0,
    1,
    63,
    64,
    127,
    128,
    8191,
    8192,
    2 ** 31 - 1,
    -1,
    -64,
    -65,
    -8193,
    -(2 ** 31),
  ])('writes the constant %d', (value) => {
    const f = new WasmFunction('put', { at: 'i32' });
    f.body = v128.store(get(f.parameters.at), i32x4.splat(i32.const(value)));
    const kernel = instantiate<'put'>(() => assemble([f], 1))!;
    kernel.call.put(16);
    expect([...new Int32Array(kernel.reserve(1), 16, 5)]).toEqual([...Array(4).fill(value), 0]);
  });

  it('counts in a loop, with variables of several kinds and a long body', () => {
    const f = new WasmFunction('sum', { at: 'i32', end: 'i32', to: 'i32' });
    const total = f.local('i32');
    const vector = f.local('v128');
    const step = advance(total, get(f.parameters.at));
    f.body = block(
      doWhileBelow(
        f.parameters.at,
        get(f.parameters.end),
        block(...new Array(100).fill(step), advance(f.parameters.at, i32.const(1))),
      ),
      set(vector, i32x4.splat(get(total))),
      v128.store(get(f.parameters.to), get(vector), 300),
    );
    const kernel = instantiate<'sum'>(() => assemble([f], 1))!;
    kernel.call.sum(1, 5, 4);
    expect(new Int32Array(kernel.reserve(1), 304, 1)[0]).toBe(100 * (1 + 2 + 3 + 4));
  });
});

describe('instantiate', () => {
  it('answers undefined for what the machine does not know', () => {
    expect(instantiate(() => Uint8Array.of(1, 2, 3))).toBeUndefined();
  });

  it('answers undefined where memory ends, and otherwise gives what was asked for', () => {
    const empty = () => assemble([], 1);
    expect(instantiate(empty, 5 * 2 ** 30)).toBeUndefined();
    expect(instantiate(empty, 100_000)!.reserve(0).byteLength).toBe(2 * 65536);
  });

  it('makes a kernel once, and gives each instance a memory of its own', () => {
    let made = 0;
    const empty = () => {
      made++;
      return assemble([], 1);
    };
    const [one, other] = [instantiate(empty)!, instantiate(empty)!];
    expect(made).toBe(1);
    new Uint8Array(one.reserve(1))[0] = 5;
    expect(new Uint8Array(other.reserve(1))[0]).toBe(0);
  });

  it('lets the memory grow, and keeps what is there', () => {
    const kernel = instantiate(() => assemble([], 1))!;
    new Uint8Array(kernel.reserve(10))[7] = 5;
    const grown = kernel.reserve(3 * 65536 + 1);
    expect(grown.byteLength).toBe(4 * 65536);
    expect(new Uint8Array(grown)[7]).toBe(5);
    expect(kernel.reserve(1)).toBe(grown);
  });
});

describe('sharedKernel', () => {
  it('is one instance for all who ask, whose memory they share', () => {
    const empty = () => assemble([], 1);
    const [one, other] = [sharedKernel(empty)!, sharedKernel(empty)!];
    new Uint8Array(one.reserve(1))[0] = 5;
    expect(new Uint8Array(other.reserve(1))[0]).toBe(5);
    expect(sharedKernel(() => Uint8Array.of(1, 2, 3))).toBeUndefined();
  });
});
