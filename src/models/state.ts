import { MlError } from '../core/index.js';

/** The form of a state beside its `kind`: which field is a finite number, which a list of them. */
export type StateShape = Readonly<Record<string, 'number' | 'numbers'>>;

/**
 * A frozen copy of a state, checked against its form: states come from disk, too.
 *
 * @throws MlError INVALID_STATE, naming the field.
 */
export function freezeState<S extends { readonly kind: string }>(
  where: string,
  state: S,
  shape: StateShape,
): S {
  const copy: Record<string, unknown> = { kind: state.kind };
  for (const [field, form] of Object.entries(shape)) {
    const value: unknown = (state as unknown as Record<string, unknown>)[field];
    const fits =
      form === 'number' ? isNumber(value) : Array.isArray(value) && value.every(isNumber);
    if (!fits) {
      const needed = form === 'number' ? 'a finite number' : 'a list of finite numbers';
      throw new MlError(
        'INVALID_STATE',
        `${where}: the stored state's ${field} is ${describe(value)}, and ${needed} is needed. ` +
          'The file is damaged or from another version: save the model again.',
      );
    }
    // JSON has no −0, so none is kept: the state and its journey through JSON agree to the bit.
    copy[field] = Array.isArray(value)
      ? Object.freeze(value.map((item) => item + 0))
      : (value as number) + 0;
  }
  return Object.freeze(copy) as S;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function describe(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 60) ?? 'missing';
}
