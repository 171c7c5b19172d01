/** What functions of this library return for a column of numbers; arguments are `ArrayLike<number>`. */
export type Vector = Float64Array;

/** Numbers that may be read but not changed: a `Vector` that belongs to someone else. */
export interface ReadonlyVector extends ArrayLike<number>, Iterable<number> {}
