import { assertBetween, assertInteger } from '../core/index.js';
import { logGamma } from './logGamma.js';

/** Below this many values the exact recursion by matrices is quick; above, a series is exact enough. */
const SMALL = 140;
/** Where √n times the statistic is beyond this, both sides at once are rarer than 1 in 10⁵ of one. */
const TAIL_SQUARE = 2.2;

/**
 * P(Dₙ ≥ statistic), Dₙ the largest distance between a continuous distribution function and the
 * empirical one of n values: Kolmogorov's distribution for a finite n.
 *
 * Small n: Durbin's matrix to the n-th power. Large n: the first four terms of Pelz and Good's
 * series in 1/√n. In the tail: twice the one-sided probability of Smirnov.
 *
 * @param statistic from 0 to 1. @param n at least 1.
 * @returns from 0 to 1; absolute error below 5e-6, and relative error below 1e-5 in the tail.
 * @throws MlError OUT_OF_RANGE
 *
 * Cost: at most some 10⁵ operations, for any n.
 * Source: Marsaglia, Tsang & Wang (2003), J. Statistical Software 8(18); Pelz & Good (1976), JRSS B
 *   38; Simard & L'Ecuyer (2011), J. Statistical Software 39(11).
 * Agrees with: scipy.stats.kstwo.sf (test/golden/drift.json).
 *
 * @example kolmogorovTail(0.5, 1); // 1
 */
export function kolmogorovTail(statistic: number, n: number): number {
  assertBetween('kolmogorovTail', 'statistic', statistic, 0, 1);
  assertInteger('kolmogorovTail', 'n', n, 1);
  if (statistic >= 1) return 0;
  if (n * statistic <= 0.5) return 1;
  const square = n * statistic * statistic;
  if (statistic >= 0.5 || square >= (n <= SMALL ? 4 : TAIL_SQUARE)) {
    return Math.min(1, 2 * smirnovTail(statistic, n));
  }
  return clip(1 - (n <= SMALL ? durbin(statistic, n) : pelzGood(statistic, n)));
}

/**
 * P(Dₙ⁺ ≥ d) = d Σ C(n, j) (d + j/n)^(j−1) (1 − d − j/n)^(n−j) over j from 0 to ⌊n (1 − d)⌋. The
 * terms are smooth in j and vanish at both ends, so for large n every s-th term, times s, gives
 * the same sum.
 */
function smirnovTail(d: number, n: number): number {
  const last = Math.floor(n * (1 - d));
  const stride = last > 4000 ? last / 1000 : 1;
  const logFactorial = logGamma(n + 1);
  let sum = 0;
  for (let j = 0; j <= last; j += stride) {
    const rest = 1 - d - j / n;
    const power = n - j === 0 ? 0 : (n - j) * Math.log(rest > 0 ? rest : 0);
    const choose = logFactorial - logGamma(j + 1) - logGamma(n - j + 1);
    sum += Math.exp(choose + (j - 1) * Math.log(d + j / n) + power);
  }
  return d * stride * sum;
}

/** n! / nⁿ · (Hⁿ)ₖₖ with Durbin's matrix H; scaled by powers of 1e140 on the way. */
function durbin(d: number, n: number): number {
  const k = Math.floor(n * d) + 1;
  const size = 2 * k - 1;
  const h = k - n * d;
  const H = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) if (i - j + 1 >= 0) H[i * size + j] = 1;
  }
  for (let i = 0; i < size; i++) {
    H[i * size]! -= h ** (i + 1);
    H[(size - 1) * size + i]! -= h ** (size - i);
  }
  H[(size - 1) * size]! += 2 * h - 1 > 0 ? (2 * h - 1) ** size : 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let g = 2; g <= i - j + 1; g++) H[i * size + j]! /= g;
    }
  }
  const power = matrixPower(H, size, n);
  let value = power.values[(k - 1) * size + k - 1]!;
  let exponent = power.exponent;
  for (let i = 1; i <= n; i++) {
    value *= i / n;
    if (value < 1e-140) {
      value *= 1e140;
      exponent -= 140;
    }
  }
  return value * 10 ** exponent;
}

interface Scaled {
  readonly values: Float64Array;
  /** The values stand for themselves times 10^exponent. */
  readonly exponent: number;
}

function matrixPower(H: Float64Array, size: number, n: number): Scaled {
  if (n === 1) return { values: H, exponent: 0 };
  const half = matrixPower(H, size, Math.floor(n / 2));
  let values = multiply(half.values, half.values, size);
  let exponent = 2 * half.exponent;
  if (n % 2 === 1) values = multiply(H, values, size);
  const middle = (size - 1) / 2;
  if (values[middle * size + middle]! > 1e140) {
    values = values.map((value) => value * 1e-140);
    exponent += 140;
  }
  return { values, exponent };
}

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k]!;
      for (let j = 0; j < size; j++) product[i * size + j]! += factor * b[k * size + j]!;
    }
  }
  return product;
}

/** Pelz and Good's K₀ + K₁/√n + K₂/n + K₃/n^1.5 at z = √n d. */
function pelzGood(d: number, n: number): number {
  const root = Math.sqrt(n);
  const z = root * d;
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const pi2 = Math.PI ** 2;
  let [k0, k1, k2, k3] = [0, 0, 0, 0]; // sums over odd multiples of π/2
  let [k2Even, k3Even] = [0, 0]; // sums over multiples of π
  for (let k = 0; k < 60; k++) {
    const u = pi2 * (k + 0.5) ** 2;
    const weight = Math.exp(-u / (2 * z2));
    k0 += weight;
    k1 += (u - z2) * weight;
    k2 += (6 * z6 + 2 * z4 + u * (2 * z4 - 5 * z2) + u * u * (1 - 2 * z2)) * weight;
    k3 +=
      (u ** 3 * (5 - 30 * z2) +
        u * u * (212 * z4 - 60 * z2) +
        u * (135 * z4 - 96 * z6) -
        30 * z6 -
        90 * z6 * z2) *
      weight;
    const v = pi2 * (k + 1) ** 2;
    const even = Math.exp(-v / (2 * z2));
    k2Even += v * even;
    k3Even += (3 * v * z2 - v * v) * even;
    if (weight < 1e-30) break;
  }
  const both = 2 * Math.sqrt(Math.PI / 2); // each sum runs over k and −k − 1, or k and −k
  const terms = [
    (Math.sqrt(2 * Math.PI) / z) * k0,
    (both / (6 * z4)) * k1,
    (both / (72 * z6 * z)) * k2 - (both / (36 * z2 * z)) * k2Even,
    (both / (6480 * z4 * z6)) * k3 + (both / (108 * z6)) * k3Even,
  ];
  return terms.reduce((sum, term, power) => sum + term / root ** power, 0);
}

function clip(probability: number): number {
  return Math.min(1, Math.max(0, probability));
}
