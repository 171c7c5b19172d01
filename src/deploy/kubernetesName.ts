import { createHash } from 'node:crypto';

/** Endings such as `-scoring-data` still fit into the 63 letters of a name. */
const LONGEST = 40;

/**
 * A model's name as Kubernetes (DNS-1035) and image registries take it: a small letter, then small
 * letters, digits and hyphens, short enough that endings fit.
 *
 * A name that has to be changed for that gets the begin of its hash, so that two models never share
 * one: else `rain_a` would overwrite `rain-a`.
 *
 * @example kubernetesName('rain-in-seattle'); // 'rain-in-seattle'
 * @example kubernetesName('rain_in_seattle'); // 'rain-in-seattle-475488d9'
 */
export function kubernetesName(model: string): string {
  const plain = model
    .replaceAll('_', '-')
    .replace(/^(?=[0-9])/, 'm-')
    .replace(/-+$/, '');
  if (plain === model && plain.length <= LONGEST) return plain;
  const hash = createHash('sha256').update(model).digest('hex').slice(0, 8);
  return `${plain.slice(0, LONGEST - 1 - hash.length).replace(/-+$/, '')}-${hash}`;
}
