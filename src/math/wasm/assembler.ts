/**
 * Just enough of an assembler for WebAssembly: a kernel is a TypeScript function that lists
 * instructions, so that its source is read, reviewed and unrolled like any other code, and no
 * binary lies in the repository. Names are those of WebAssembly's text format, and as in its
 * folded form an instruction takes its operands as arguments: `f64x2.mul(a, b)` is `a b f64x2.mul`.
 *
 * Relaxed instructions are left out: all of these give the same bits on every machine.
 *
 * Source: WebAssembly Core Specification 2.0, §5 (binary format).
 */

/** Encoded instructions. */
export type Code = readonly number[];

export type ValueType = 'i32' | 'f32' | 'v128';
const VALUE_TYPES: Readonly<Record<ValueType, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** A variable of a function: a parameter, or one of its own that starts as 0. */
export interface Local {
  readonly index: number;
}

const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];
/** An instruction for vectors. */
const vector =
  (opcode: number) =>
  (...operands: Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(opcode)];
/** One that reads memory at `address` + `offset`, a constant. */
const reading =
  (opcode: number) =>
  (address: Code, offset = 0): Code => [...vector(opcode)(address), 0, ...unsigned(offset)];
/** The same for single numbers, and one that writes them. */
const loading =
  (opcode: number) =>
  (address: Code, offset = 0): Code => [...address, opcode, 0, ...unsigned(offset)];
const storing =
  (opcode: number) =>
  (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    opcode,
    0,
    ...unsigned(offset),
  ];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  add: binary(0x6a),
  mul: binary(0x6c),
  and: binary(0x71),
  shl: binary(0x74),
  shrU: binary(0x76),
  ltU: binary(0x49),
  load: loading(0x28),
  store: storing(0x36),
};
export const f64 = {
  /** The bytes of a double, lowest first. */
  const: (value: number): Code => [0x44, ...new Uint8Array(Float64Array.of(value).buffer)],
  add: binary(0xa0),
  load: loading(0x2b),
  store: storing(0x39),
};
export const v128 = {
  /** All bits 0. */
  zero: [...vector(0x0c)(), ...new Array<number>(16).fill(0)] as Code,
  load: reading(0x00),
  load32Splat: reading(0x09),
  load64Splat: reading(0x0a),
  store: (address: Code, value: Code, offset = 0): Code => [
    ...vector(0x0b)(address, value),
    0,
    ...unsigned(offset),
  ],
  /** Bits of `a` where the mask has ones, of `b` elsewhere. */
  bitselect: (a: Code, b: Code, mask: Code): Code => vector(0x52)(a, b, mask),
  or: vector(0x50),
  /** 1 where any bit is 1, else 0: an i32. */
  anyTrue: vector(0x53),
};
export const i32x4 = { splat: vector(0x11), ne: vector(0x38) };
export const i64x2 = { sub: vector(0xd1) };
export const f32x4 = {
  splat: vector(0x13),
  lt: vector(0x43),
  gt: vector(0x44),
  add: vector(0xe4),
  sub: vector(0xe5),
  mul: vector(0xe6),
  div: vector(0xe7),
  sqrt: vector(0xe3),
  /** b < a ? b : a, one instruction of the processor; so is pmax, a < b ? b : a. */
  pmin: vector(0xea),
  pmax: vector(0xeb),
};
export const f64x2 = {
  splat: vector(0x14),
  /** All bits of a place 1 where a ≥ b, else 0: −1 and 0 as whole numbers. */
  ge: vector(0x4c),
  add: vector(0xf0),
  sub: vector(0xf1),
  mul: vector(0xf2),
  /** The first numbers of two vectors, and the second ones. */
  firsts: (a: Code, b: Code): Code => [...vector(0x0d)(a, b), ...FIRSTS],
  seconds: (a: Code, b: Code): Code => [...vector(0x0d)(a, b), ...FIRSTS.map((byte) => byte + 8)],
};
/** Bytes that a shuffle takes, counted through both vectors. */
const FIRSTS = [0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23];

/** Instructions one after the other. */
export const block = (...parts: readonly Code[]): Code => parts.flat();

export const get = ({ index }: Local): Code => [0x20, ...unsigned(index)];
export const set = ({ index }: Local, value: Code): Code => [...value, 0x21, ...unsigned(index)];

/** `local` += `step`. */
export const advance = (local: Local, step: Code): Code => set(local, i32.add(get(local), step));

/** Runs `body`, which must bring `local` nearer to `end`, until it is not below; at least once. */
export const doWhileBelow = (local: Local, end: Code, body: Code): Code => [
  ...[0x03, 0x40], // loop without a result
  ...body,
  ...i32.ltU(get(local), end),
  ...[0x0d, 0x00, 0x0b], // br_if to its start, end
];

type Parameters = Readonly<Record<string, ValueType>>;

/** A function without a result, by its name for the caller. */
export class WasmFunction<P extends Parameters = Parameters> {
  /** Its parameters as variables, in the order in which the caller gives them. */
  readonly parameters: Readonly<Record<keyof P, Local>>;
  readonly #types: readonly ValueType[];
  readonly #locals: ValueType[] = [];
  body: Code = [];

  constructor(
    readonly name: string,
    parameters: P,
  ) {
    this.#types = Object.values(parameters);
    const locals = Object.keys(parameters).map((key, index) => [key, { index }]);
    this.parameters = Object.fromEntries(locals);
  }

  local(type: ValueType): Local {
    this.#locals.push(type);
    return { index: this.#types.length + this.#locals.length - 1 };
  }

  locals(type: ValueType, count: number): readonly Local[] {
    return Array.from({ length: count }, () => this.local(type));
  }

  /** Its entry in the type section. */
  encodeType(): Code {
    const types = this.#types.map((type) => [VALUE_TYPES[type]]);
    return [0x60, ...list(types), 0]; // no result
  }

  /** Its entry in the code section. */
  encode(): Code {
    const locals = this.#locals.map((type) => [1, VALUE_TYPES[type]]);
    return sized([...list(locals), ...this.body, 0x0b]);
  }
}

/** What `assemble` takes of a function, whatever its parameters. */
type AnyFunction = Pick<WasmFunction, 'name' | 'encodeType' | 'encode'>;

/** A module that exports these functions and its memory, `memory`, of `pages` · 64 KB at first. */
export function assemble(functions: readonly AnyFunction[], pages: number): Uint8Array {
  const exports = functions.map(({ name }, index) => [...text(name), 0, ...unsigned(index)]);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
    ...section(
      1,
      functions.map((one) => one.encodeType()),
    ),
    ...section(
      3,
      functions.map((_, index) => unsigned(index)),
    ),
    ...section(5, [[0, ...unsigned(pages)]]),
    ...section(7, [...exports, [...text('memory'), 2, 0]]),
    ...section(
      10,
      functions.map((one) => one.encode()),
    ),
  ]);
}

const section = (id: number, entries: readonly Code[]): Code => [id, ...sized(list(entries))];
const list = (entries: readonly Code[]): Code => [...unsigned(entries.length), ...entries.flat()];
const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
const text = (name: string): Code => sized([...name].map((letter) => letter.charCodeAt(0)));

/** LEB128: seven bits a byte, the lowest first. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  do {
    const low = left & 0x7f;
    left >>>= 7;
    bytes.push(left === 0 ? low : low | 0x80);
  } while (left !== 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  for (;;) {
    const low = left & 0x7f;
    left >>= 7;
    const done = (left === 0 && (low & 0x40) === 0) || (left === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}
