import type { Matrix } from '../core/index.js';
import { choleskyFactor, choleskySolve } from './cholesky.js';

/** A smooth, convex function of `size` numbers, with its slopes. */
export interface ConvexProblem {
  readonly size: number;
  /** The value at `point`; writes the gradient (size,). The point is remembered until the next call. */
  evaluate(point: Float64Array, gradient: Float64Array): number;
  /** The Hessian at the point evaluated last, (size, size), lower triangle; positive semidefinite. */
  hessian(): Matrix;
  /** The same Hessian times a direction, without forming it. */
  multiply(direction: Float64Array): Float64Array;
}

/** What `minimizeNewton` found. */
export interface NewtonResult {
  readonly point: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** False where the limit came first, or where the least value lies infinitely far away. */
  readonly converged: boolean;
}

/** Choices of `minimizeNewton`. */
export interface NewtonOptions {
  readonly maxIterations: number;
  /** It ends when a step promises to lower the value by less than tolerance². */
  readonly tolerance: number;
  /** Called with each point that is accepted; may throw. */
  readonly onStep?: () => void;
}

/** Up to this size the Hessian is formed and factored; above it, conjugate gradients solve for the step. */
const DENSE = 700;
/** A Hessian serves again while steps shrink at least so fast. */
const REUSE = 0.1;
/** So many steps in a row, each a fixed share of the one before: the minimum is at infinity. */
const ENDLESS = 25;

/**
 * The point at which a convex function is least, by Newton's method with step halving.
 *
 * A step is −H⁻¹g. While steps shrink tenfold, the Hessian's factor is used again, as a gradient
 * costs far less than a Hessian; the optimum is the same, for it is the gradient that must vanish.
 * Directions without curvature get a trace of damping and stay where they are.
 *
 * Source: Nocedal & Wright (2006), Numerical Optimization, §3.1, §7.1.
 */
export function minimizeNewton(
  problem: ConvexProblem,
  start: Float64Array,
  { maxIterations, tolerance, onStep }: NewtonOptions,
): NewtonResult {
  let point = start.slice();
  let gradient = new Float64Array(problem.size);
  let value = problem.evaluate(point, gradient);
  let solve: ((gradient: Float64Array) => Float64Array) | undefined;
  let before = { length: Infinity, decrease: Infinity };
  let endless = 0;
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    const fresh = solve === undefined;
    solve ??= problem.size <= DENSE ? directSolver(problem) : iterativeSolver(problem);
    const step = solve(gradient);
    let slope = 0;
    for (let j = 0; j < step.length; j++) slope += gradient[j]! * step[j]!;
    const slack = 1e-13 * Math.abs(value); // what the sum of n terms may be off
    let share = 1;
    let next = point;
    let nextValue = Infinity;
    const nextGradient = new Float64Array(problem.size);
    for (let halvings = 0; halvings < 40; halvings++, share /= 2) {
      next = point.map((at, j) => at - share * step[j]!);
      nextValue = problem.evaluate(next, nextGradient);
      if (nextValue <= value - 1e-4 * share * slope + slack) break;
    }
    if (!(nextValue <= value + slack)) {
      // No way down: a stale Hessian is formed anew, with a fresh one this is as low as it goes.
      problem.evaluate(point, gradient);
      if (fresh) return { point, value, iterations: iteration, converged: slope <= slack };
      solve = undefined;
      continue;
    }
    point = next;
    value = nextValue;
    gradient = nextGradient;
    onStep?.();
    const length = share * largest(step);
    if (slope <= tolerance * tolerance && length <= 1e-3 * (1 + largest(point))) {
      return { point, value, iterations: iteration, converged: true };
    }
    endless = fresh && share === 1 && slope > 0.2 * before.decrease ? endless + 1 : 0;
    if (endless >= ENDLESS) return { point, value, iterations: iteration, converged: false };
    if (!(length <= REUSE * before.length) || problem.size > DENSE) solve = undefined;
    before = { length, decrease: slope };
  }
  return { point, value, iterations: maxIterations, converged: false };
}

/** Factors the Hessian, with as little damping as it takes. */
function directSolver(problem: ConvexProblem): (gradient: Float64Array) => Float64Array {
  const H = problem.hessian();
  const d = H.rows;
  const diagonal = new Float64Array(d);
  for (let j = 0; j < d; j++) diagonal[j] = H.data[j * d + j]!;
  for (let damping = 1e-12; ; damping *= 100) {
    for (let j = 0; j < d; j++) H.data[j * d + j] = diagonal[j]! * (1 + damping) || 1;
    const L = choleskyFactor(H);
    if (L !== undefined) return (gradient) => choleskySolve(L, gradient);
    if (!(damping < 1e6)) return (gradient) => gradient.slice(); // steepest descent
  }
}

/** Conjugate gradients on H s = g, to a precision that grows with that of the point. */
function iterativeSolver(problem: ConvexProblem): (gradient: Float64Array) => Float64Array {
  return (gradient) => {
    const step = new Float64Array(gradient.length);
    const residual = gradient.slice();
    let direction = residual.slice();
    let square = dotOwn(residual, residual);
    const goal = square * Math.min(0.01, square) * 1e-2;
    for (let k = 0; k < 250 && square > goal && square > 1e-30; k++) {
      const product = problem.multiply(direction);
      const curvature = dotOwn(direction, product);
      if (!(curvature > 0)) break;
      const share = square / curvature;
      for (let j = 0; j < step.length; j++) {
        step[j]! += share * direction[j]!;
        residual[j]! -= share * product[j]!;
      }
      const left = dotOwn(residual, residual);
      direction = direction.map((value, j) => residual[j]! + (left / square) * value);
      square = left;
    }
    return step;
  };
}

function dotOwn(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!;
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let j = 0; j < values.length; j++) most = Math.max(most, Math.abs(values[j]!));
  return most;
}
