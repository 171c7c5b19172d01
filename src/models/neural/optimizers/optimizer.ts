import type { Schedule } from './schedules.js';

/** How weights follow their gradients, as plain JSON, made by `sgd`, `adam` or `adamW`. */
export type Optimizer =
  | {
      readonly kind: 'sgd';
      readonly learningRate: Schedule;
      readonly momentum: number;
      readonly nesterov: boolean;
    }
  | {
      readonly kind: 'adam';
      readonly learningRate: Schedule;
      readonly beta1: number;
      readonly beta2: number;
      readonly epsilon: number;
      /** What share of itself, times the learning rate, each weight loses; 0 for Adam itself. */
      readonly weightDecay: number;
    };

/** A training's weights with all that moves them. */
export interface Update {
  /** All weights of the network. */
  readonly values: Float32Array;
  /** Where their gradients are put before each move. */
  readonly gradient: Float32Array;
  /** What the optimiser remembers of each weight, array by array. */
  readonly slots: readonly Float32Array[];
  /**
   * Moves the weights from number `from` up to `to`.
   *
   * @param step from 1.
   */
  apply(from: number, to: number, learningRate: number, step: number): void;
}
