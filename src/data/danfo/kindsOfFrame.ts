import type { DataFrame } from 'danfojs-node';
import type { ColumnKind } from '../../core/index.js';

const kinds = new WeakMap<object, ReadonlyMap<string, ColumnKind>>();

/** Notes of what kinds a frame's columns were made. */
export function rememberKinds(
  frame: DataFrame,
  of: readonly (readonly [string, ColumnKind])[],
): void {
  kinds.set(frame, new Map(of));
}

/** The kinds noted for this frame; none for one that danfojs derived from it. */
export function kindsOfFrame(frame: DataFrame): ReadonlyMap<string, ColumnKind> {
  return kinds.get(frame) ?? new Map();
}
