import type { Command } from 'commander';
import { EXIT_HELP } from '../exitCodes.js';
import { modelVersion } from '../modelReference.js';
import { addRegistryOption, openRegistry, type RegistryChoice } from '../registryOption.js';
import { answer, type Terminal } from '../terminal.js';
import { untilSignal } from '../untilSignal.js';

interface Choices extends RegistryChoice {
  readonly out: string;
  readonly image?: string;
  readonly json?: boolean;
}

/** `mle package NAME@VERSION --out DIR`: the build context of an image that serves it. */
export function addPackageCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('package <model>')
    .description('the build context of an image of NAME@VERSION or NAME@ALIAS, and its manifests')
    .requiredOption('--out <folder>', 'where to write; not there yet, or empty')
    .option(
      '--image <name>',
      'what the image will be called, HOST/PATH:TAG; made of name and version by default',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nDockerfile, compose file, Kubernetes manifests, the library with its locked packages, the model by\n' +
        'hash. Ctrl-C leaves nothing half-written.\n' +
        `\nExample:\n  $ mle package rain@3 --out build/rain-3${EXIT_HELP}`,
    );
  addRegistryOption(command).action(async (model: string, choices: Choices) => {
    const { name, version } = modelVersion(model);
    const registry = await openRegistry(choices);
    const { packageModel } = await import('../../deploy/index.js');
    const { out, image, json } = choices;
    const report = await untilSignal((signal) =>
      packageModel(registry, name, version, out, {
        signal,
        ...(image === undefined ? {} : { image }),
      }),
    );
    const megabytes = report.files.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20;
    answer(terminal, { json }, report, [
      `${name}@${report.version}: ${report.files.length} files, ${megabytes.toFixed(1)} MB, ${report.packages} packages to install, in ${out}.`,
      `Build it: ${out}/README.md says how.`,
    ]);
  });
}
