// Brings whatever the course lacks, in order: npm packages, the Python environment, the native
// TensorFlow binding, the library's build, the kernel. node scripts/setup.mjs [--quiet] [--again]
// Free of dependencies, and of any syntax that an old Node would stumble over before it is told so.
import { nodeFault } from './setup/nodeVersion.mjs';

const fault = nodeFault(process.versions.node);
if (fault) {
  console.error(fault.sentence);
  console.error(`Mend it with:  ${fault.remedy}`);
  process.exitCode = 1;
} else {
  import('./setup/main.mjs').then((setup) => setup.main(process.argv.slice(2)));
}
