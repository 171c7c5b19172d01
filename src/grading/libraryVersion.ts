import { createRequire } from 'node:module';

/** The version of this library. */
export const libraryVersion = (
  createRequire(import.meta.url)('mle-kit/package.json') as { version: string }
).version;
