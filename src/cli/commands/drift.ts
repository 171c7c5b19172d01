import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Progress, Table } from '../../core/index.js';
import type { ReferenceProfile } from '../../explore/index.js';
import type { Adjustment, DriftReport } from '../../monitoring/index.js';
import { driftRows } from '../driftRows.js';
import { EXIT, EXIT_HELP } from '../exitCodes.js';
import { modelVersion } from '../modelReference.js';
import { fileEnding, nameList, properShare, wholeNumber } from '../optionValues.js';
import { isTableFile, readTableFile } from '../readTableFile.js';
import { addRegistryOption, openRegistry, type RegistryChoice } from '../registryOption.js';
import { alignCells, answer, errorStream, type Terminal } from '../terminal.js';
import { untilSignal } from '../untilSignal.js';
import { Verdict } from '../verdict.js';
import { writeDriftPictures } from '../writeDriftPictures.js';

interface Choices extends RegistryChoice {
  readonly columns?: readonly string[];
  readonly prediction?: string;
  readonly alpha?: number;
  readonly adjustment?: Adjustment;
  readonly distance?: number;
  readonly joint: boolean;
  readonly seed?: number;
  readonly out?: string;
  readonly picture?: string;
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
    .option('--out <page>', 'write verdicts and pictures as a page, *.html', fileEnding('.html'))
    .option('--picture <file>', 'write one picture of all columns, *.png', fileEnding('.png'))
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nREFERENCE is a CSV, Parquet or JSON file, or a model of the registry (NAME@VERSION, NAME@ALIAS), whose\n' +
        'training data were profiled. CURRENT is a file, or the request log of `mle serve`. Compare like with\n' +
        'like: a month held against a whole year rings for the season.\n' +
        'The page needs nothing else: per column, reference against current as a small picture. Ctrl-C leaves\n' +
        'nothing half-written.\n' +
        '\nExamples:\n  $ mle drift rain@production requests.jsonl --registry build/registry' +
        `\n  $ mle drift january.csv may.csv --out drift.html${EXIT_HELP}`,
    );
  addRegistryOption(command).action(
    async (reference: string, current: string, choices: Choices) => {
      const { progressBar } = await import('../../notebook/index.js');
      const progress = progressBar({ stream: errorStream(terminal), logEveryMs: 1000 });
      const report = await compare(reference, current, choices, progress);
      const { out, picture } = choices;
      const files = {
        reference,
        current,
        ...(out === undefined ? {} : { out }),
        ...(picture === undefined ? {} : { picture }),
      };
      const written =
        out === undefined && picture === undefined
          ? []
          : await untilSignal((signal) => writeDriftPictures(report, files, progress, signal));
      answer(terminal, choices, report, [
        ...reportLines(report),
        ...written.map((file) => `Written: ${file}`),
      ]);
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
    ...alignCells(driftRows(report)),
    summary,
    ...(joint === null ? [jointNote] : []),
    ...(unknownColumns.length === 0
      ? []
      : [`Not compared, as the reference lacks them: ${unknownColumns.join(', ')}.`]),
  ];
}

function positive(text: string): number {
  const value = Number(text);
  if (text !== '' && value > 0 && value < Number.POSITIVE_INFINITY) return value;
  throw new InvalidArgumentError('A number above 0 is needed.');
}
