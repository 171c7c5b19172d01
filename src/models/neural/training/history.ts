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
  /** Loss on validation rows after the epoch, as in prediction. */
  readonly valLoss?: number;
  readonly valMetric?: number;
  /** Of the epoch's last batch. */
  readonly learningRate: number;
}
