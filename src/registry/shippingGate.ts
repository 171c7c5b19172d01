import { assertKnownOptions, MlError } from '../core/index.js';
import type { BaselineComparison } from '../evaluation/index.js';
import { PRODUCTION } from './names.js';

/** What the gate said when an alias was moved. */
export interface GateDecision {
  readonly verdict: 'passed' | 'refused' | 'not asked';
  /** In words. */
  readonly reason: string;
  /** Why it was overruled; null where it was not. */
  readonly forced: string | null;
}

/** Who overrules the gate says why. */
export interface Force {
  readonly reason: string;
}

/**
 * The shipping gate: only a model that was compared with its baselines, and beat each of them, goes
 * to production. With `force` it goes all the same, and the reason is recorded.
 *
 * @throws MlError GATE_REFUSED; INVALID_ARGUMENT when `force` has no reason.
 */
export function shippingGate(
  where: string,
  what: string,
  alias: string,
  comparison: BaselineComparison | null,
  force: Force | undefined,
): GateDecision {
  const forced = force === undefined ? null : readForce(where, force);
  if (alias !== PRODUCTION) {
    return { verdict: 'not asked', reason: `Only "${PRODUCTION}" has a gate.`, forced };
  }
  const objection = objectionTo(comparison);
  if (objection === null) return { verdict: 'passed', reason: comparison!.reason, forced };
  if (forced !== null) return { verdict: 'refused', reason: objection, forced };
  throw new MlError('GATE_REFUSED', `${where}: ${what} does not go to ${alias}: ${objection}`, {
    hint: 'To overrule the gate, say why: force: { reason: "…" } (--force "…"). It is recorded.',
  });
}

function objectionTo(comparison: BaselineComparison | null): string | null {
  if (comparison === null) {
    return (
      'no comparison with a baseline is recorded. Publish it with one: ' +
      '{ comparison: await compareWithBaseline(…) }.'
    );
  }
  const { verdict, differences } = comparison;
  if (verdict !== 'ship') return comparison.reason;
  // The verdict is only as good as what it rests on.
  const beaten = Array.isArray(differences) && differences.every((one) => one.beaten === true);
  return beaten && differences.length > 0
    ? null
    : 'the recorded comparison says "ship", and yet no list of beaten baselines bears it out.';
}

function readForce(where: string, force: Force): string {
  assertKnownOptions(where, Object(force) as object, ['reason']);
  const { reason } = Object(force) as Partial<Force>;
  if (typeof reason === 'string' && reason.trim() !== '') return reason.trim();
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: force has no reason, and who overrules the gate says why: force: { reason: "…" }.`,
  );
}
