/** The last moment that a `Date` can hold, and the first with a minus, in milliseconds from 1970. */
export const LAST_MOMENT = 8.64e15;

/** Milliseconds, some 25 days: a timer of more would fire at once. */
export const LONGEST_TIMER = 2 ** 31 - 1;
