import { assertKnownOptions, MlError } from '../core/index.js';

/** What `packageModel` may be told. */
export interface PackageOptions {
  /** The name that the image will have, `HOST/PATH:TAG`. Default: as `kubernetesName`, `:VERSION`. */
  readonly image?: string;
  /** Stops it; what was written so far is removed. */
  readonly signal?: AbortSignal;
}

/** What the files of a build context speak of. */
export interface PackagePlan {
  /** The model, and its version. */
  readonly name: string;
  readonly version: number;
  /** The SHA-256 of the version's manifest: what exactly is in the image. */
  readonly sha256: string;
  readonly image: string;
  /** The library's file in the context, and the version of it. */
  readonly tarball: string;
  readonly library: string;
}

/** Where the service listens inside the container. */
export const PORT = 8080;

/** The user of the process: no account of it is needed, a number is enough for every runtime. */
export const USER = 10001;

/** The time between "no longer ready" and the end of listening, longer than any probe's period. */
export const DRAIN_MS = 5000;

/**
 * The image that the context builds on: Debian, because DuckDB's library needs glibc; the digest is
 * whoever builds it to say, so that the same context is the same image next year.
 */
export const BASE_IMAGE = 'node:22.21.1-bookworm-slim';

/** What the queue of scoring runs on, where it is wanted. */
export const QUEUE_IMAGE = 'redis:7.2-bookworm';

/** The rules of Docker's references: a part of a path neither begins nor ends with a separator. */
const PART = '[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*';
const HOST = '[a-z0-9]+(?:[.-]+[a-z0-9]+)*';
const IMAGE = new RegExp(
  `^(?:${HOST}(?::[0-9]{1,5})?/)?${PART}(?:/${PART})*(?::\\w[\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
);

/** @throws MlError INVALID_ARGUMENT */
export function readPackageOptions(
  where: string,
  options: PackageOptions,
): { readonly image: string | undefined; readonly signal: AbortSignal | undefined } {
  assertKnownOptions(where, options, ['image', 'signal']);
  const { image, signal } = options;
  if (image === undefined || IMAGE.test(image)) return { image, signal };
  throw new MlError(
    'INVALID_ARGUMENT',
    `${where}: image is ${JSON.stringify(image)}, and HOST/PATH:TAG in small letters is needed, such as rain:3.`,
  );
}
