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

/** What an optimiser remembers of each weight, and what it does with a gradient. */
export interface Update {
  /** How many numbers it remembers for each weight. */
  readonly slots: number;
  /**
   * Moves weights in place.
   *
   * @param step from 1.
   * @param slots as many arrays as it asked for, each as long as the weights; it changes them.
   */
  apply(
    weights: Float32Array,
    gradient: Float32Array,
    slots: readonly Float32Array[],
    learningRate: number,
    step: number,
  ): void;
}
