import { Children } from '../children.mjs';
import { projectPaths } from '../paths.mjs';
import { checks } from './checks.mjs';

const USAGE = 'node scripts/doctor.mjs [--json]';

/**
 * The command: examines everything, changes nothing. Exit code 1 when a fault stops the course;
 * a warning does not stop it.
 */
export async function main(args) {
  const unknown = args.find((arg) => !['--json', '--help'].includes(arg));
  if (unknown !== undefined || args.includes('--help')) {
    if (unknown !== undefined) console.error(`Unknown option ${unknown}.`);
    console.log(USAGE);
    process.exitCode = unknown === undefined ? 0 : 1;
    return;
  }
  const json = args.includes('--json');
  const paths = projectPaths();
  const children = new Children();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      await children.stop();
      process.exit(130);
    });
  }
  const results = [];
  for (const { name, examine } of checks) {
    const result = { name, ...(await examined(examine, { paths, children })) };
    results.push(result);
    if (!json) console.log(toText(result));
  }
  children.close();
  const faults = results.filter(({ status }) => status === 'fault');
  if (json) console.log(JSON.stringify({ ok: faults.length === 0, checks: results }, null, 2));
  else console.log(`\n${verdict(faults, results)}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
}

/** A check that throws has found a fault that nobody thought of. */
async function examined(examine, context) {
  try {
    return await examine(context);
  } catch (error) {
    return {
      status: 'fault',
      detail: error.message,
      remedy: error.remedy ?? 'node scripts/setup.mjs --again',
    };
  }
}

function toText({ name, status, detail, remedy }) {
  const line = `  ${status.padEnd(8)}${name.padEnd(14)}${detail}`;
  return remedy === undefined ? line : `${line}\n${' '.repeat(24)}${remedy}`;
}

function verdict(faults, results) {
  if (faults.length > 0) {
    return `${faults.length === 1 ? 'One fault stops' : `${faults.length} faults stop`} the course. Begin with:  ${faults[0].remedy}`;
  }
  const warnings = results.filter(({ status }) => status === 'warning').length;
  return warnings === 0 ? 'All is well.' : 'The course runs.';
}
