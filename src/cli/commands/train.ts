import { type Command, Option } from 'commander';
import { shortNumber, type Table } from '../../core/index.js';
import type { Label } from '../../metrics/index.js';
import type { ModelRegistry, TrainedBundle } from '../../registry/index.js';
import { EXIT_HELP } from '../exitCodes.js';
import { nameList, properShare, wholeNumber } from '../optionValues.js';
import { isTableFile, readTableFile } from '../readTableFile.js';
import { addRegistryOption, type RegistryChoice } from '../registryOption.js';
import { answer, errorStream, type Terminal } from '../terminal.js';

interface Choices extends RegistryChoice {
  readonly target: string;
  readonly name: string;
  readonly features?: readonly string[];
  readonly model: 'linear' | 'boosting';
  readonly positive?: string;
  readonly testShare: number;
  readonly time?: string;
  readonly group?: string;
  readonly seed: number;
  readonly notes?: string;
  readonly json?: boolean;
}

/** `mle train DATA`: a first model of a table, compared and published. */
export function addTrainCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('train <data>')
    .description('train a model of a table, compare it with its baselines, and publish it')
    .requiredOption('--target <column>', 'what is predicted')
    .requiredOption('--name <name>', 'of the model in the registry')
    .option('--features <columns>', 'learn from these; default all that can be read', nameList)
    .addOption(
      new Option('--model <kind>', 'linear, or boosting: trees')
        .choices(['linear', 'boosting'])
        .default('linear'),
    )
    .option('--positive <label>', 'the class that an alarm is about')
    .option('--test-share <share>', 'rows that it is judged by', properShare, 0.2)
    .option('--time <column>', 'judge by the last rows by this column, not by random ones')
    .option('--group <column>', 'rows with one value stay together')
    .option('--seed <number>', 'decides the random rows', wholeNumber, 0)
    .option('--notes <text>', 'what the next person should know')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nDATA is a data set of the catalogue, or a CSV, Parquet or JSON file. The version is published with its\n' +
        'comparison, whatever that says; into production goes only what beats its baselines: mle registry promote.\n' +
        '\nExample:\n  $ mle train weather --target precipitation --features temp_max,temp_min,wind --time date \\\n' +
        `      --name rainfall --registry build/registry${EXIT_HELP}`,
    );
  addRegistryOption(command).action(async (data: string, choices: Choices) => {
    const { progressBar } = await import('../../notebook/index.js');
    const progress = progressBar({ stream: errorStream(terminal), logEveryMs: 1000 });
    progress.start(3, 'train');
    try {
      const table = await readData(data);
      progress.advance(1);
      const { ModelRegistry } = await import('../../registry/index.js');
      const registry = await ModelRegistry.open(choices.registry);
      const trained = await train(registry, data, table, choices);
      progress.advance(2);
      const { name, notes } = choices;
      const version = await registry.publish(trained.bundle, { name, notes: notes ?? '' });
      progress.finish();
      const { metrics } = trained.bundle;
      const { comparison, features, skipped, rows } = trained;
      const document = { name, version, rows, features, skipped, metrics, comparison };
      answer(terminal, choices, document, reportLines(name, version, trained));
    } finally {
      progress.finish();
    }
  });
}

async function readData(data: string): Promise<Table> {
  if (isTableFile(data)) return readTableFile(data);
  const { loadDataset } = await import('../../data/index.js');
  return loadDataset(data);
}

async function train(
  registry: ModelRegistry,
  data: string,
  table: Table,
  choices: Choices,
): Promise<TrainedBundle> {
  const { trainBundle } = await import('../../registry/index.js');
  const { target, features, model, positive, testShare, time, group, seed, name } = choices;
  const live = await inProduction(registry, name);
  return trainBundle(table, {
    target,
    dataset: data,
    model,
    testShare,
    seed,
    ...(features === undefined ? {} : { features }),
    ...(positive === undefined ? {} : { positive: labelOf(table, target, positive) }),
    ...(time === undefined ? {} : { timeBy: time }),
    ...(group === undefined ? {} : { groupBy: group }),
    ...(live === undefined ? {} : { incumbent: live }),
  });
}

/** The version that has to be beaten, where there is one. */
async function inProduction(registry: ModelRegistry, name: string) {
  const model = (await registry.list()).find((one) => one.name === name);
  const version = model?.aliases.production;
  if (version === undefined || version === null) return undefined;
  return { name: `${name}@${version}`, bundle: (await registry.get(name, version)).bundle };
}

/** A class as it was typed, of the target's kind. */
function labelOf(table: Table, target: string, typed: string): Label {
  return table.column(target).kind === 'string' ? typed : Number(typed);
}

function reportLines(name: string, version: number, trained: TrainedBundle): string[] {
  const { bundle, comparison, features, skipped, rows } = trained;
  const without = rows.withoutTarget > 0 ? `; ${rows.withoutTarget} without a target left out` : '';
  const metrics = Object.entries(bundle.metrics).map(
    ([metric, { estimate, low, high }]) =>
      `${metric} ${shortNumber(estimate, 3)} (${shortNumber(low, 3)} to ${shortNumber(high, 3)})`,
  );
  return [
    `${rows.train} rows to learn from, ${rows.test} to be judged by${without}.`,
    `Features: ${features.join(', ')}.`,
    ...(skipped.length > 0 ? [`Left out: ${skipped.join('; ')}.`] : []),
    `${metrics.join(', ')}.`,
    `Gate: ${comparison.verdict}. ${comparison.reason}`,
    `Published: ${name}@${version}. Into production: mle registry promote ${name}@${version} production`,
  ];
}
