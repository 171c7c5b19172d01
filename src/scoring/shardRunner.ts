import type { Table } from '../core/index.js';
import type { ShardRecord } from './shardStore.js';

/** Some rows to score. */
export interface ShardTask {
  readonly shard: number;
  /** The first row, from 0. */
  readonly start: number;
  readonly table: Table;
}

/** What became of a shard: its record, or the error of its last attempt. */
export type ShardOutcome =
  | { readonly record: ShardRecord }
  | { readonly error: string; readonly attempts: number };

/** Where shards are computed: here, on threads, by a queue. */
export interface ShardRunner {
  /** How many shards it takes at once; more would only lie in memory. */
  readonly width: number;
  /** Computes a shard and writes it; rejects only when the whole job has to end. */
  run(task: ShardTask): Promise<ShardOutcome>;
  close(): Promise<void>;
}

/** Tries until it succeeds, or has failed so often. */
export async function attempt(
  attempts: number,
  work: () => Promise<ShardRecord>,
): Promise<ShardOutcome> {
  for (let tried = 1; ; tried++) {
    try {
      return { record: await work() };
    } catch (cause) {
      if (tried >= attempts) return { error: messageOf(cause), attempts: tried };
    }
  }
}

/** The first line of what went wrong. */
export function messageOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!;
}
