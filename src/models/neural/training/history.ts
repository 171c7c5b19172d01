/** What one epoch showed; losses and metrics are means over rows. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  /** What is minimised, without the penalty, while the weights moved and dropout dropped. */
  readonly loss: number;
  /** Mean of the L2 penalty; Keras adds it to its losses. */
  readonly penalty: number;
  /** Accuracy, or the mean absolute error, in the same passes. */
  readonly metric: number;
  /** Loss on validation rows after the epoch, as in prediction; Infinity if stored when not finite. */
  readonly valLoss?: number;
  readonly valMetric?: number;
  /** Of the epoch's last batch. */
  readonly learningRate: number;
}

const FIELDS = ['epoch', 'loss', 'penalty', 'metric', 'learningRate'] as const;
const JUDGED = ['valLoss', 'valMetric'] as const;

/**
 * Frozen copies of stored records; undefined where something else was stored. JSON writes null for
 * what validation rows made overflow: that is infinite here.
 */
export function copyHistory(stored: unknown): readonly EpochRecord[] | undefined {
  if (!Array.isArray(stored) || !stored.every(isRecord)) return undefined;
  return Object.freeze(
    stored.map((record) => {
      const fields = [...FIELDS.slice(0, 4), ...JUDGED, 'learningRate' as const].filter(
        (field) => record[field] !== undefined,
      );
      return Object.freeze(
        Object.fromEntries(fields.map((field) => [field, finiteOrInfinity(record[field])])),
      );
    }),
  ) as unknown as readonly EpochRecord[];
}

function finiteOrInfinity(value: number | null | undefined): number {
  return Number.isFinite(value) ? value! : Infinity;
}

function isRecord(record: unknown): record is EpochRecord {
  if (typeof record !== 'object' || record === null) return false;
  const given = record as Partial<Record<string, unknown>>;
  return (
    FIELDS.every((field) => Number.isFinite(given[field])) &&
    JUDGED.every((field) => given[field] == null || typeof given[field] === 'number')
  );
}
