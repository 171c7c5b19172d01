// A publisher in a process of its own, for tests that kill it. Its argument is a job in JSON:
//   loop   waits for a line, then publishes 8 MB and moves an alias, for ever; prints each version
//          once it is acknowledged
//   race   waits for a line, publishes small versions, prints their numbers
//   full   publishes on a small disk until it is full, then makes room; prints what it saw
import { once } from 'node:events';
import { rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { MlError, ModelRegistry } from 'mle-kit';
import { bufferBundle, published, readers } from '../unit/registry/bundles.js';
import { type Job, patternOf } from './registryJobs.js';

const job = JSON.parse(process.argv[2]!) as Job;
const registry = await ModelRegistry.open(job.directory, { readers });
const options = published('waves');
const say = (line: unknown): void => {
  writeSync(1, `${JSON.stringify(line)}\n`); // at once: the next moment may be the last
};

if (job.kind === 'loop') {
  const bundle = bufferBundle(patternOf(job.bytes));
  say('ready');
  await once(process.stdin, 'data');
  for (;;) {
    const version = await registry.publish(bundle, options);
    say(version);
    await registry.promote('waves', version, 'staging');
  }
}

if (job.kind === 'race') {
  const bundle = bufferBundle(patternOf(1000));
  say('ready');
  await once(process.stdin, 'data');
  for (let i = 0; i < job.count; i++) say(await registry.publish(bundle, options));
  process.exit(0);
}

if (job.kind === 'full') {
  const bundle = bufferBundle(patternOf(job.bytes));
  let refusal: unknown;
  for (let i = 0; i < 100 && refusal === undefined; i++) {
    await registry.publish(bundle, options).catch((cause: unknown) => {
      refusal = cause;
    });
    if (i === 0) await registry.promote('waves', 1, 'production', { force: { reason: 'a test' } });
  }
  // Not even an alias moves on a disk without a free byte, and what it said still holds.
  const filler = join(job.directory, 'filler');
  fillUp(filler);
  const moved = await registry
    .promote('waves', 2, 'production', { force: { reason: 'a test' } })
    .then(
      () => 'moved',
      (cause: MlError) => cause.code,
    );
  const live = await registry.get('waves', 'production');
  const before = await registry.list();
  const { faults } = await registry.verify();
  rmSync(filler);
  await registry.prune({ keep: 1, olderThanMs: 0 });
  const after = await registry.publish(bundle, options);
  say({
    typed: refusal instanceof MlError,
    message: (refusal as Error).message,
    moved,
    live: { version: live.version, bytes: live.bundle.buffers['layer/weights']!.length },
    versions: before[0]!.versions,
    faults,
    after,
  });
}

/** Every byte that is left. */
function fillUp(path: string): void {
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    try {
      for (;;) writeFileSync(path, new Uint8Array(size), { flag: 'a' });
    } catch {
      // this much no longer fits; half of it may
    }
  }
}
