import { join } from 'node:path';
import { MlError } from '../core/index.js';
import { damaged, readHeader, writeHeader } from './hashedFile.js';
import { isPlainObject, plainJson } from './plainJson.js';
import type { GateDecision } from './shippingGate.js';
import { claimSlot, ensureFolder, slotsOf, withTemporary } from './storage.js';

/** A version with the hash of its manifest, so that it cannot be exchanged. */
export interface VersionPin {
  readonly version: number;
  readonly sha256: string;
}

/** Only the two. */
export function pinOf({ version, sha256 }: VersionPin): VersionPin {
  return { version, sha256 };
}

/** One move of an alias: plain JSON, kept for ever. */
export interface AliasEntry extends VersionPin {
  readonly kind: 'aliasEntry';
  readonly format: 1;
  readonly name: string;
  readonly alias: string;
  readonly change: 'promote' | 'rollback';
  /** When, ISO in UTC. */
  readonly at: string;
  readonly gate: GateDecision;
  /** Why it was rolled back; empty where nobody said. */
  readonly reason: string;
  /** What a rollback leads to, latest first. */
  readonly earlier: readonly VersionPin[];
}

/** What a move says; name, alias and time are added. */
export type AliasMove = Pick<
  AliasEntry,
  'change' | 'version' | 'sha256' | 'gate' | 'reason' | 'earlier'
>;

const HEADER = 'entry';
const MOST_EARLIER = 100;

/**
 * The moves of one alias, oldest first. Each is a slot of its own, and the last one is what holds:
 * so a move is atomic, two movers cannot undo each other unseen, and nothing is ever overwritten.
 */
export class AliasLog {
  readonly #folder: string;

  constructor(
    readonly root: string,
    readonly name: string,
    readonly alias: string,
  ) {
    this.#folder = join(root, 'models', name, 'aliases', alias);
  }

  /** The numbers of the moves, ascending. */
  numbers(): Promise<number[]> {
    return slotsOf(this.#folder);
  }

  /** What holds; undefined where the alias was never set. @throws MlError CHECKSUM_MISMATCH */
  async current(where: string): Promise<AliasEntry | undefined> {
    const last = (await this.numbers()).pop();
    return last === undefined ? undefined : this.read(where, last);
  }

  /** One move. @throws MlError CHECKSUM_MISMATCH */
  async read(where: string, number: number): Promise<AliasEntry> {
    const folder = join(this.#folder, String(number));
    const { state } = await readHeader(where, folder, HEADER);
    return readEntry(where, folder, state, this);
  }

  /**
   * Adds the move that `decide` makes of what holds; asked again when somebody else was faster.
   *
   * @param decide is given the last readable move, and whether the last one of all is damaged.
   *   Null: nothing is to be done.
   * @returns the move; the one that holds already where nothing was to be done.
   */
  async append(
    where: string,
    decide: (last: AliasEntry | undefined, lastIsDamaged: boolean) => Promise<AliasMove | null>,
  ): Promise<AliasEntry> {
    for (;;) {
      const numbers = await this.numbers();
      const { last, lost } = await this.#lastReadable(where, numbers);
      const move = await decide(last, lost);
      if (move === null) return last!;
      const entry: AliasEntry = {
        kind: 'aliasEntry',
        format: 1,
        name: this.name,
        alias: this.alias,
        at: new Date().toISOString(),
        ...move,
        earlier: move.earlier.slice(0, MOST_EARLIER),
      };
      const next = (numbers[numbers.length - 1] ?? 0) + 1;
      await ensureFolder(this.root, 'models', this.name, 'aliases', this.alias);
      const won = await withTemporary(this.root, async (folder) => {
        await writeHeader(folder, HEADER, entry);
        return claimSlot(folder, this.#folder, next);
      });
      if (won) return plainJson(where, 'entry', entry) as unknown as AliasEntry;
    }
  }

  async #lastReadable(where: string, numbers: readonly number[]) {
    for (let i = numbers.length - 1; i >= 0; i--) {
      try {
        const last = await this.read(where, numbers[i]!);
        return { last, lost: i < numbers.length - 1 };
      } catch (cause) {
        if (!(cause instanceof MlError) || cause.code !== 'CHECKSUM_MISMATCH') throw cause;
      }
    }
    return { last: undefined, lost: numbers.length > 0 };
  }
}

function readEntry(
  where: string,
  folder: string,
  state: unknown,
  { name, alias }: AliasLog,
): AliasEntry {
  const entry = isPlainObject(state) ? (state as unknown as AliasEntry) : undefined;
  const whole =
    entry?.kind === 'aliasEntry' &&
    entry.format === 1 &&
    entry.name === name &&
    entry.alias === alias &&
    Array.isArray(entry.earlier) &&
    [entry, ...entry.earlier].every(
      (pin) => Number.isSafeInteger(pin?.version) && typeof pin?.sha256 === 'string',
    );
  if (whole) return plainJson(where, 'entry', entry) as unknown as AliasEntry;
  throw damaged(where, folder, 'it is no move of this alias');
}
