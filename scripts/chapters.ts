import { availableParallelism, freemem } from 'node:os';
import { Listr } from 'listr2';
import { type Fault, formatFault } from 'mle-kit/course';

/** What a kernel with the native TensorFlow takes, and its Python client. */
const BYTES_PER_KERNEL = 800e6;

/** One line of the table at the end. */
export interface Row {
  readonly slug: string;
  readonly cells: string;
  readonly seconds: number;
  readonly result: string;
  readonly faults: readonly Fault[];
}

/**
 * Works through chapters, as many at a time as cores and memory allow, with live progress; prints
 * each fault and a table at the end.
 */
export async function workThrough(
  slugs: readonly string[],
  work: (slug: string, report: (text: string) => void, signal: AbortSignal) => Promise<Row>,
): Promise<Row[]> {
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop).once('SIGHUP', stop);

  const rows: Row[] = [];
  const tasks = new Listr(
    slugs.map((slug) => ({
      title: slug,
      task: async (_: unknown, task: { output: string; title: string }) => {
        const report = (text: string) => {
          if (process.stdout.isTTY) task.output = text;
        };
        const row = await work(slug, report, interrupted.signal).catch((error) =>
          broken(slug, error),
        );
        rows.push(row);
        task.title = `${slug}, ${row.seconds.toFixed(1)} s`;
        if (row.faults.length > 0) throw new Error(row.result);
      },
    })),
    {
      concurrent: lanes(),
      exitOnError: false,
      registerSignalListeners: false,
      // Without a terminal a line when a chapter starts and one when it ends.
      fallbackRenderer: 'simple',
      fallbackRendererCondition: () => !process.stdout.isTTY,
    },
  );
  await tasks.run();
  if (interrupted.signal.aborted) {
    console.error('Interrupted. All that was started has been stopped; nothing was written.');
    process.exit(130);
  }
  rows.sort((a, b) => (a.slug < b.slug ? -1 : 1));
  print(rows);
  return rows;
}

/** Machinery that fails is a fault of the chapter it failed on: a run must never end green by it. */
function broken(slug: string, error: Error & { hint?: string }): Row {
  const text = [error.message, error.hint].filter(Boolean).join(' ');
  const faults = [{ chapter: slug, cell: null, line: null, text }];
  return { slug, cells: '', seconds: 0, result: 'broke down', faults };
}

function lanes(): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / BYTES_PER_KERNEL)));
}

function print(rows: readonly Row[]): void {
  const width = Math.max(7, ...rows.map(({ slug }) => slug.length));
  const line = (slug: string, cells: string, seconds: string, result: string) =>
    console.log(`${slug.padEnd(width)}  ${cells.padStart(5)}  ${seconds.padStart(7)}  ${result}`);
  for (const { faults } of rows)
    for (const fault of faults) console.error(`\n${formatFault(fault)}`);
  console.log();
  line('chapter', 'cells', 'seconds', 'result');
  for (const { slug, cells, seconds, result } of rows)
    line(slug, cells, seconds.toFixed(1), result);
}
