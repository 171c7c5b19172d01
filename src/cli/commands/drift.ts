import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Progress, Table } from '../../core/index.js';
import type { ReferenceProfile } from '../../explore/index.js';
import type { Adjustment, ColumnDrift, DriftReport, DriftTest } from '../../monitoring/index.js';
import { EXIT, EXIT_HELP } from '../exitCodes.js';
import { modelVersion } from '../modelReference.js';
import { nameList, properShare, wholeNumber } from '../optionValues.js';
import { isTableFile, readTableFile } from '../readTableFile.js';
import { addRegistryOption, openRegistry, type RegistryChoice } from '../registryOption.js';
import { alignCells, answer, errorStream, type Terminal } from '../terminal.js';
import { Verdict } from '../verdict.js';

interface Choices extends RegistryChoice {
  readonly columns?: readonly string[];
  readonly prediction?: string;
  readonly alpha?: number;
  readonly adjustment?: Adjustment;
  readonly distance?: number;
  readonly joint: boolean;
  readonly seed?: number;
  readonly json?: boolean;
}

/** `mle drift REF CUR`: do these data still look like those? */
export function addDriftCommand(program: Command, terminal: Terminal): void {
  const command = program
    .command('drift <reference> <current>')
    .description(
      'do current data still look like the reference? Exit code 5 when they have drifted',
    )
    .option('--columns <names>', 'compare only these; default all, of a model its input', nameList)
    .option('--prediction <column>', 'the column that holds predictions; it is reported apart')
    .option('--alpha <chance>', 'of a false alarm of the whole report; default 0.05', properShare)
    .addOption(
      new Option(
        '--adjustment <rule>',
        'how many tests at once are kept honest; default holm',
      ).choices(['holm', 'benjaminiHochberg', 'none']),
    )
    .option('--distance <size>', 'what counts as drift in large samples; default 0.1', positive)
    .option('--no-joint', 'no classifier that tells old rows from new')
    .option('--seed <number>', 'which rows the classifier uses; default 0', wholeNumber)
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nREFERENCE is a CSV, Parquet or JSON file, or a model of the registry (NAME@VERSION, NAME@ALIAS), whose\n' +
        'training data were profiled. CURRENT is a file, or the request log of `mle serve`. Compare like with\n' +
        'like: a month held against a whole year rings for the season.\n' +
        `\nExample:\n  $ mle drift rain@production requests.jsonl --registry build/registry${EXIT_HELP}`,
    );
  addRegistryOption(command).action(
    async (reference: string, current: string, choices: Choices) => {
      const { progressBar } = await import('../../notebook/index.js');
      const progress = progressBar({ stream: errorStream(terminal), logEveryMs: 1000 });
      const report = await compare(reference, current, choices, progress);
      answer(terminal, choices, report, reportLines(report));
      if (report.drifted) throw new Verdict(EXIT.drifted);
    },
  );
}

async function compare(
  reference: string,
  current: string,
  choices: Choices,
  progress: Progress,
): Promise<DriftReport> {
  const { driftReport } = await import('../../monitoring/index.js');
  const { prediction, alpha, adjustment, distance, joint, seed } = choices;
  progress.start(3, 'drift');
  try {
    const then = await readReference(reference, choices);
    const columns = choices.columns ?? then.columns;
    progress.advance(1);
    const now = await readTableFile(current);
    progress.advance(2);
    return driftReport(then.rows, now, {
      joint,
      ...(columns === undefined ? {} : { columns }),
      ...(prediction === undefined ? {} : { prediction }),
      ...(alpha === undefined ? {} : { alpha }),
      ...(adjustment === undefined ? {} : { adjustment }),
      ...(distance === undefined ? {} : { distance }),
      ...(seed === undefined ? {} : { seed }),
    });
  } finally {
    progress.finish();
  }
}

interface Reference {
  readonly rows: Table | ReferenceProfile;
  /** What can be compared: of a model, its input, since a log has no labels. */
  readonly columns?: readonly string[];
}

async function readReference(reference: string, choices: Choices): Promise<Reference> {
  if (isTableFile(reference) || !reference.includes('@')) {
    return { rows: await readTableFile(reference) };
  }
  const { name, version } = modelVersion(reference);
  const { bundle } = await (await openRegistry(choices)).get(name, version);
  bundle.dispose();
  return { rows: bundle.reference, columns: bundle.input.columns.map((column) => column.name) };
}

function reportLines(report: DriftReport): string[] {
  const { referenceRows, currentRows, summary, unknownColumns, joint, jointNote } = report;
  return [
    `${referenceRows} rows of reference, ${currentRows} now.`,
    ...alignCells(reportRows(report)),
    summary,
    ...(joint === null ? [jointNote] : []),
    ...(unknownColumns.length === 0
      ? []
      : [`Not compared, as the reference lacks them: ${unknownColumns.join(', ')}.`]),
  ];
}

/** The report as rows of cells, the head first. */
function reportRows(report: DriftReport): string[][] {
  const { columns, prediction } = report;
  return [
    ['COLUMN', 'VERDICT', 'TEST', 'STATISTIC', 'P OR LIMIT', 'PSI', 'MISSING'],
    ...columns.map((column) => rowOf(column, '')),
    ...(prediction === null ? [] : [rowOf(prediction, ' (prediction)')]),
  ];
}

function rowOf(column: ColumnDrift, role: string): string[] {
  const { name, values, missing, stabilityIndex } = column;
  return [
    name + role,
    verdictOf(column),
    values?.test ?? '-',
    values === null ? '-' : short(values.statistic),
    values === null ? '-' : limitOf(values),
    stabilityIndex === null ? '-' : short(stabilityIndex),
    missing === null
      ? '-'
      : `${percent(missing.referenceShare)} -> ${percent(missing.currentShare)}`,
  ];
}

function verdictOf({ change, values, missing, drifted }: ColumnDrift): string {
  if (change === 'absent') return 'GONE';
  if (change === 'kind') return 'OTHER KIND';
  if (values === null && missing === null) return 'not compared';
  return drifted ? 'DRIFT' : 'ok';
}

function limitOf({ adjustedPValue, threshold }: DriftTest): string {
  return adjustedPValue === null ? `from ${short(threshold)}` : `p ${short(adjustedPValue)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function positive(text: string): number {
  const value = Number(text);
  if (text !== '' && value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new InvalidArgumentError('A number above 0 is needed.');
}
