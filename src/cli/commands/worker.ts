import type { Command } from 'commander';
import type { WorkerEvent } from '../../scoring/index.js';
import { EXIT_HELP } from '../exitCodes.js';
import { wholeNumber } from '../optionValues.js';
import type { Terminal } from '../terminal.js';
import { printable } from '../terminal.js';
import { untilSignal } from '../untilSignal.js';

interface Choices {
  readonly queue: string;
  readonly queueName?: string;
  readonly lock?: number;
  readonly json?: boolean;
}

/** `mle worker --queue URL`: computes shards of scoring jobs until SIGTERM or Ctrl-C. */
export function addWorkerCommand(program: Command, terminal: Terminal): void {
  program
    .command('worker')
    .description('computes shards of `mle score --queue` until it is stopped; one for each core')
    .requiredOption('--queue <url>', 'redis://HOST:PORT')
    .option('--queue-name <name>', 'where one Redis has several queues')
    .option(
      '--lock <ms>',
      'after so long without a sign of life another has its shard',
      wholeNumber,
    )
    .option('--json', 'print one JSON document a line: first ready, then each shard')
    .addHelpText(
      'after',
      '\nIt needs the folder of the output at the same path as `mle score` has it. SIGTERM ends the shard\n' +
        `at hand first.\n\nExample:\n  $ mle worker --queue redis://127.0.0.1:6379${EXIT_HELP}`,
    )
    .action(async ({ queue, queueName, lock, json }: Choices) => {
      const { startScoringWorker } = await import('../../scoring/index.js');
      await untilSignal(async (signal) => {
        const worker = await startScoringWorker({
          queue: { url: queue, ...(queueName === undefined ? {} : { name: queueName }) },
          ...(lock === undefined ? {} : { lockMs: lock }),
          onShard: (event) => terminal.out(json ? `${JSON.stringify(event)}\n` : lineOf(event)),
        });
        terminal.out(
          json
            ? `${JSON.stringify({ ready: true, pid: process.pid })}\n`
            : 'Waits for shards. Ctrl-C ends it.\n',
        );
        if (!signal.aborted) {
          await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
        }
        await worker.close();
      });
    });
}

function lineOf({ folder, shard, rows, error }: WorkerEvent): string {
  const said = error === null ? `${rows} rows` : `failed: ${error}`;
  return `${printable(`${folder}, shard ${shard}: ${said}`)}\n`;
}
