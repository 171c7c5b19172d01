import { MlError } from '../core/index.js';
import type { BundleRecord } from './bundleRecord.js';
import { ModelBundle } from './modelBundle.js';
import { codeRevision, libraryVersions } from './provenance.js';

/**
 * The bundle with all that a version carries: what the caller says goes first, then what the
 * bundle says, then what can be found out.
 *
 * @throws MlError WRONG_KIND | INVALID_ARGUMENT when metrics or the data set are missing.
 */
export async function completeBundle(
  where: string,
  bundle: ModelBundle,
  said: Partial<BundleRecord>,
): Promise<ModelBundle> {
  if (!(bundle instanceof ModelBundle)) {
    throw new MlError(
      'WRONG_KIND',
      `${where}: a ModelBundle is needed. Make one: new ModelBundle({…}).`,
    );
  }
  const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
  const { kind } = bundle.pipeline.model.state;
  const complete = bundle.withRecord({
    ...given,
    libraries: { ...libraryVersions(kind), ...bundle.libraries, ...said.libraries },
    codeRevision: said.codeRevision ?? bundle.codeRevision ?? (await codeRevision()),
  });
  const missing = [
    ...(Object.keys(complete.metrics).length === 0
      ? ['metrics: { rocAuc: bootstrapInterval(…) }']
      : []),
    ...(complete.dataset === null ? ['dataset: { name, sha256: hashTable(train), rows }'] : []),
  ];
  if (missing.length === 0) return complete;
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: a version says how well it does and what it learned from; give ${missing.join(' and ')}.`,
  );
}
