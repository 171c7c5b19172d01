import type { Command } from 'commander';
import { formatDuration } from '../../core/index.js';
import { EXIT_HELP } from '../exitCodes.js';
import { modelReference } from '../modelReference.js';
import { nameList, wholeNumber } from '../optionValues.js';
import { addRegistryOption, openRegistry, type RegistryChoice } from '../registryOption.js';
import { answer, errorStream, type Terminal } from '../terminal.js';
import { untilSignal } from '../untilSignal.js';

interface Choices extends RegistryChoice {
  readonly workers?: number;
  readonly queue?: string;
  readonly queueName?: string;
  readonly keep?: readonly string[];
  readonly shardRows?: number;
  readonly attempts?: number;
  readonly json?: boolean;
}

/** `mle score NAME INPUT OUTPUT`: a file of any size, here, on threads or by a queue. */
export function addScoreCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('score <model> <input> <output>')
    .description('predictions for every row of a CSV or Parquet file of any size')
    .option('--workers <number>', 'threads that compute', wholeNumber)
    .option('--queue <url>', 'redis://HOST:PORT: shards are computed by `mle worker`')
    .option('--queue-name <name>', 'where one Redis has several queues')
    .option(
      '--keep <columns>',
      'columns of the input that the output has, too; default all',
      nameList,
    )
    .option('--shard-rows <number>', 'rows that are computed, or tried again, as one', wholeNumber)
    .option('--attempts <number>', 'how often a shard is tried', wholeNumber)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nThe model is NAME (production), NAME@VERSION or NAME@ALIAS. Ctrl-C stops it and leaves nothing\n' +
        'half-written; the same command goes on from there. OUTPUT.manifest.json closes the job.\n' +
        `\nExample:\n  $ mle score rain days.parquet scored.parquet --workers 2${EXIT_HELP}`,
    );
  addRegistryOption(command).action(
    async (model: string, input: string, output: string, choices: Choices) => {
      const { name, version = 'production' } = modelReference(model);
      const { scoreTable } = await import('../../scoring/index.js');
      const { progressBar } = await import('../../notebook/index.js');
      const registered = await (await openRegistry(choices)).get(name, version);
      const { bundle } = registered;
      const { workers, queue, queueName, keep, shardRows, attempts, json } = choices;
      const report = await untilSignal((signal) =>
        scoreTable(bundle, input, output, {
          ...(workers === undefined ? {} : { workers }),
          ...(keep === undefined ? {} : { keep }),
          ...(shardRows === undefined ? {} : { shardRows }),
          ...(attempts === undefined ? {} : { attempts }),
          ...(queue === undefined
            ? {}
            : { queue: { url: queue, ...(queueName === undefined ? {} : { name: queueName }) } }),
          signal,
          progress: progressBar({ stream: errorStream(terminal), logEveryMs: 1000 }),
        }),
      ).finally(() => bundle.dispose());
      const { rows, shards, resumedShards, elapsedMs, rowsPerSecond, manifestFile } = report;
      const earlier = resumedShards > 0 ? `, ${resumedShards} of them by an earlier run` : '';
      answer(terminal, { json }, { model: name, version: registered.version, ...report }, [
        `${rows} rows in ${shards} shards${earlier}, in ${formatDuration(elapsedMs)} (${rowsPerSecond} rows a second).`,
        `Written: ${output}, closed by ${manifestFile}.`,
      ]);
    },
  );
}
