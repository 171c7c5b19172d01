// A scoring worker in a process of its own, for tests that kill it: URL of Redis, milliseconds of its lock.
import { writeSync } from 'node:fs';
import { startScoringWorker } from 'mle-kit/scoring';

const [, , url, lockMs] = process.argv;
await startScoringWorker({
  queue: { url: url! },
  lockMs: Number(lockMs),
  onShard: (event) => {
    writeSync(1, `${JSON.stringify(event)}\n`);
  },
});
writeSync(1, '"ready"\n');
