import { type Command, Option } from 'commander';
import type { ModelRegistry } from '../registry/index.js';

/** What `addRegistryOption` gives to an action. */
export interface RegistryChoice {
  readonly registry: string;
}

/** `--registry FOLDER`, the same for every command that reads models. */
export function addRegistryOption(command: Command): Command {
  return command.addOption(
    new Option('--registry <folder>', 'the folder of the registry')
      .env('MLE_REGISTRY')
      .default('registry'),
  );
}

/**
 * The registry that the option names; one that is not there is never made by looking.
 *
 * Neural networks are read, too; their library is loaded when the first one is.
 *
 * @throws MlError FILE_NOT_FOUND
 */
export async function openRegistry(choice: RegistryChoice): Promise<ModelRegistry> {
  const { ModelRegistry } = await import('../registry/index.js');
  const { neuralReaders } = await import('../models/neural/index.js');
  return ModelRegistry.open(choice.registry, { create: false, readers: neuralReaders });
}
