import type { LibraryManifest } from './installedLibrary.js';

/** For notebooks, for reading pictures and sound, for packaging itself: no service asks for them. */
const LEFT_OUT = [
  'danfojs-node',
  'plotly.js-dist-min',
  'sharp',
  'wavefile',
  'yaml',
  '@tensorflow/tfjs-node',
];

/** What a neural network is computed with. */
const NEURAL = ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'];

/**
 * The library's dependencies that serving and scoring load. What is left out is listed, not what is
 * taken: a dependency that is new comes along until somebody has seen that it need not.
 */
export function shippedDependencies(
  { dependencies }: LibraryManifest,
  neural: boolean,
): Record<string, string> {
  const left = neural ? LEFT_OUT : [...LEFT_OUT, ...NEURAL];
  return Object.fromEntries(Object.entries(dependencies).filter(([name]) => !left.includes(name)));
}
