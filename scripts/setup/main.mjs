import { SetupFault } from './fault.mjs';
import { projectPaths } from './paths.mjs';
import { Progress } from './progress.mjs';
import { setUp } from './setUp.mjs';

const USAGE = `node scripts/setup.mjs [--quiet] [--again]
  --quiet  prints only what it does
  --again  looks at everything again, and keeps what is sound`;

/** The command: 0 when all is there, 1 with one clear sentence, 130 when interrupted. */
export async function main(args) {
  const unknown = args.find((arg) => !['--quiet', '--again', '--help'].includes(arg));
  if (unknown !== undefined || args.includes('--help')) {
    if (unknown !== undefined) console.error(`Unknown option ${unknown}.`);
    console.log(USAGE);
    process.exitCode = unknown === undefined ? 0 : 1;
    return;
  }
  const progress = new Progress({ quiet: args.includes('--quiet') });
  let stop = async () => {};
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (stopping) return;
      stopping = true;
      progress.fail();
      await stop();
      console.error('Interrupted. The next run goes on from here:  node scripts/setup.mjs');
      process.exit(130);
    });
  }
  try {
    await setUp(projectPaths(), progress, {
      again: args.includes('--again'),
      onStop: (how) => {
        stop = how;
      },
    });
  } catch (error) {
    progress.fail();
    console.error(explain(error).toText());
    process.exitCode = 1;
  }
}

/** Our own file operations can meet a full disk or a foreign owner, too. */
function explain(error) {
  if (error instanceof SetupFault) return error;
  const again = 'node scripts/setup.mjs';
  if (error?.code === 'ENOSPC') {
    return new SetupFault('The disk is full.', `df -h .   (shows how full it is), then ${again}`);
  }
  if (['EACCES', 'EPERM', 'EROFS'].includes(error?.code)) {
    return new SetupFault(
      `${error.path ?? 'A file'} cannot be written: it belongs to another user, or is read-only.`,
      `sudo chown -R "$(id -u):$(id -g)" . && ${again}`,
    );
  }
  return new SetupFault(`The set-up met something unforeseen: ${error?.message ?? error}`, again);
}
