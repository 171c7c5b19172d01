import type { Label } from '../metrics/index.js';

/** One line of the request log: what came, and what was answered. */
export interface LoggedRequest {
  /** ISO, UTC. */
  readonly at: string;
  /** Of the request; rows of one request share it. */
  readonly id: string;
  readonly row: number;
  readonly model: string;
  readonly version: number;
  /** Whether the client got this answer: the shadow's are only compared. */
  readonly role: 'live' | 'canary' | 'shadow';
  /** The raw record. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly prediction: Label;
  /** In the order of the model's classes. */
  readonly probabilities: readonly number[] | null;
  /** What the model was given, in the order of the pipeline; null where it is not kept. */
  readonly features: readonly (number | null)[] | null;
}

/** Stands in the log where a value is never written. */
export const REDACTED = '[redacted]';

/** What all lines have, so that a log is told from other JSON. */
export function isLoggedRequest(value: unknown): value is LoggedRequest {
  const line = value as Partial<LoggedRequest> | null;
  return (
    typeof line === 'object' &&
    line !== null &&
    typeof line.at === 'string' &&
    typeof line.id === 'string' &&
    typeof line.role === 'string' &&
    typeof line.input === 'object' &&
    line.input !== null &&
    'prediction' in line
  );
}
