import { assertAbove, assertAtLeast, assertInteger } from '../core/index.js';

/** Between what an autoscaler may choose, and from which difference on it acts. */
export interface ReplicaLimits {
  /** Default 1. */
  readonly minReplicas?: number;
  /** Default: none. */
  readonly maxReplicas?: number;
  /** A ratio this near to 1 is left alone. Default 0.1, as Kubernetes has it. */
  readonly tolerance?: number;
}

/**
 * How many replicas Kubernetes' horizontal autoscaler asks for.
 *
 * desired = ⌈current · measured / target⌉, unchanged while |measured / target − 1| ≤ tolerance, then
 * kept between the limits. Requests are shared among more replicas, so the measured value falls.
 *
 * @param current  replicas now, ≥ 1.
 * @param measured the mean of the metric over them, such as the share of the CPU asked for that is used.
 * @param target   the value wanted, in the same unit.
 * @throws MlError OUT_OF_RANGE | INVALID_ARGUMENT
 *
 * Source: Kubernetes, Horizontal Pod Autoscaling, "Algorithm details".
 *
 * @example desiredReplicas(3, 0.9, 0.6); // 5
 */
export function desiredReplicas(
  current: number,
  measured: number,
  target: number,
  { minReplicas = 1, maxReplicas = Number.POSITIVE_INFINITY, tolerance = 0.1 }: ReplicaLimits = {},
): number {
  assertInteger('desiredReplicas', 'current', current, 1);
  assertAtLeast('desiredReplicas', 'measured', measured, 0);
  assertAbove('desiredReplicas', 'target', target, 0);
  const ratio = measured / target;
  // A sum such as 0.1 + 0.2 must not cost a replica.
  const wanted = Math.abs(ratio - 1) <= tolerance ? current : Math.ceil(current * ratio - 1e-9);
  return Math.min(maxReplicas, Math.max(minReplicas, wanted));
}
