// Says what is present, what is missing, and the one command that mends it: node scripts/doctor.mjs [--json]
// Free of dependencies, so that it works before, and instead of, a set-up.
import { nodeFault } from './setup/nodeVersion.mjs';

const fault = nodeFault(process.versions.node);
if (fault) {
  console.error(fault.sentence);
  console.error(`Mend it with:  ${fault.remedy}`);
  process.exitCode = 1;
} else {
  import('./setup/doctor/main.mjs').then((doctor) => doctor.main(process.argv.slice(2)));
}
