import { hostAssignment } from './assignmentHost.js';

// Runs in a process of its own, started by runHost; an open handle of a script must not keep it.
hostAssignment().then(
  () => process.exit(0),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exit(1);
  },
);
