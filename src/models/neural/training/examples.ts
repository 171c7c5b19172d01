/** Rows to learn from or to judge by, as training wants them. */
export interface Examples {
  /** (count · columns,) */
  readonly rows: Float32Array;
  readonly count: number;
  /** (count,) codes of classes, or numbers. */
  readonly targets: Float64Array;
  /** (count,) how much each row counts. */
  readonly weights?: Float64Array | undefined;
}
