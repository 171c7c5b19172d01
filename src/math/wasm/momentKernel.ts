import {
  advance,
  assemble,
  block,
  doWhileBelow,
  f32x4,
  get,
  i32,
  type Local,
  set,
  v128,
  WasmFunction,
} from './assembler.js';

/** The module of `follow`: see `MomentSteps.follow`, four numbers at a time. */
export function momentKernel(): Uint8Array {
  const f = new WasmFunction('follow', {
    weights: 'i32',
    weightsEnd: 'i32',
    gradient: 'i32',
    means: 'i32',
    squares: 'i32',
    meanShare: 'f32',
    squareShare: 'f32',
    length: 'f32',
    epsilon: 'f32',
    kept: 'f32',
  });
  const { weights, weightsEnd, gradient, means, squares } = f.parameters;
  const numbers = (['meanShare', 'squareShare', 'length', 'epsilon', 'kept'] as const).map(
    (name) => ({ from: f.parameters[name], to: f.local('v128') }),
  );
  const [meanShare, squareShare, length, epsilon, kept] = numbers.map(({ to }) => to) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const [g, mean, square] = f.locals('v128', 3) as [Local, Local, Local];
  const { add, sub, mul, div, sqrt } = f32x4;
  /** old + (now − old) · share */
  const towards = (old: readonly number[], now: readonly number[], share: Local) =>
    add(old, mul(sub(now, old), get(share)));
  f.body = block(
    ...numbers.map(({ from, to }) => set(to, f32x4.splat(get(from)))),
    doWhileBelow(
      weights,
      get(weightsEnd),
      block(
        set(g, v128.load(get(gradient))),
        set(mean, towards(v128.load(get(means)), get(g), meanShare)),
        set(square, towards(v128.load(get(squares)), mul(get(g), get(g)), squareShare)),
        v128.store(get(means), get(mean)),
        v128.store(get(squares), get(square)),
        v128.store(
          get(weights),
          sub(
            mul(v128.load(get(weights)), get(kept)),
            div(mul(get(mean), get(length)), add(sqrt(get(square)), get(epsilon))),
          ),
        ),
        ...[weights, gradient, means, squares].map((pointer) => advance(pointer, i32.const(16))),
      ),
    ),
  );
  return assemble([f], 1);
}
