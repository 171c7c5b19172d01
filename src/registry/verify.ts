import { MlError } from '../core/index.js';
import { AliasLog } from './aliasLog.js';
import { aliasNames, versionFolder, versionsFolder } from './findVersion.js';
import { isSystemError, slotsOf } from './storage.js';
import { readVersionManifest, verifyFiles } from './versionFolder.js';

/** Something in a registry that is not as it was written. */
export interface VerifyFault {
  readonly name: string;
  /** `version 3`, or `alias production, move 2`. */
  readonly what: string;
  readonly message: string;
}

/** What was looked at, and what was found. */
export interface VerifyReport {
  readonly versions: number;
  readonly moves: number;
  /** In the files of sound versions. */
  readonly bytes: number;
  readonly faults: readonly VerifyFault[];
}

/** Looks at everything there is of these models. */
export async function verify(
  where: string,
  root: string,
  names: readonly string[],
): Promise<VerifyReport> {
  const faults: VerifyFault[] = [];
  let [versions, moves, bytes] = [0, 0, 0];
  const look = async (name: string, what: string, work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof MlError) && !isSystemError(cause)) throw cause;
      faults.push({ name, what, message: cause.message }); // a bad sector is a fault, too
    }
  };
  for (const name of names) {
    const numbers = await slotsOf(versionsFolder(root, name));
    for (const number of numbers) {
      versions++;
      await look(name, `version ${number}`, async () => {
        const folder = versionFolder(root, name, number);
        const { manifest } = await readVersionManifest(where, folder, name);
        bytes += await verifyFiles(where, folder, manifest);
      });
    }
    for (const alias of await aliasNames(root, name)) {
      const log = new AliasLog(root, name, alias);
      const all = await log.numbers();
      for (const move of all) {
        moves++;
        await look(name, `alias ${alias}, move ${move}`, async () => {
          const { version, sha256 } = await log.read(where, move);
          if (move !== all[all.length - 1]) return; // earlier ones may point at what was pruned
          await readVersionManifest(where, versionFolder(root, name, version), name, sha256);
        });
      }
    }
  }
  return { versions, moves, bytes, faults };
}
