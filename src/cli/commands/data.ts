import type { Command } from 'commander';
import type { DatasetCard } from '../../data/index.js';
import { EXIT_HELP } from '../exitCodes.js';
import { alignCells, answer, type Terminal } from '../terminal.js';
import { Verdict } from '../verdict.js';

interface Choices {
  readonly json?: boolean;
}

/** `mle data …`: the data sets of the catalogue. */
export function addDataCommand(program: Command, terminal: Terminal): void {
  const data = program
    .command('data')
    .description('data sets of the catalogue: look, describe, verify')
    .addHelpText(
      'after',
      '\nThe catalogue is datasets/catalog.json here or in a folder above, or in MLE_DATASETS.\n' +
        `\nExample:\n  $ mle data describe penguins${EXIT_HELP}`,
    );
  const add = (usage: string, description: string, example: string): Command =>
    data
      .command(usage)
      .description(description)
      .option('--json', 'print one JSON document')
      .addHelpText('after', `\nExample:\n  $ mle data ${example}${EXIT_HELP}`);

  add('list', 'the names, their rows and columns', 'list').action(async (choices: Choices) => {
    const { catalogue } = await import('../../data/index.js');
    const cards = [...catalogue().datasets].map(([name, card]) => ({ name, ...card }));
    const document = cards.map(({ name, title, rows, columns }) => {
      return { name, title, rows, columns: columns.length };
    });
    answer(terminal, choices, document, listLines(cards));
  });

  add(
    'describe <name>',
    'one data set: what a row is, columns with units, source, licence, flaws',
    'describe penguins',
  ).action(async (name: string, choices: Choices) => {
    const { describeDataset } = await import('../../data/index.js');
    const card = describeDataset(name);
    answer(terminal, choices, { name, ...card }, cardLines(name, card));
  });

  add(
    'verify [name]',
    'compare every file with its checksum; exit code 1 when one differs',
    'verify',
  ).action(async (name: string | undefined, choices: Choices) => {
    const { describeDataset, verifyCatalogue } = await import('../../data/index.js');
    if (name !== undefined) describeDataset(name); // refuses a name that is not there
    const all = await verifyCatalogue();
    const checks = all.filter((check) => name === undefined || check.name === name);
    const faults = checks.filter(({ ok }) => !ok);
    answer(terminal, choices, checks, [
      ...faults.map(({ name: which, fault }) => `${which}: ${fault}`),
      `${checks.length} data ${checks.length === 1 ? 'set' : 'sets'}, ${faults.length} with a fault`,
    ]);
    if (faults.length > 0) throw new Verdict();
  });
}

function listLines(cards: readonly (DatasetCard & { readonly name: string })[]): string[] {
  return alignCells([
    ['NAME', 'ROWS', 'COLUMNS', 'TITLE'],
    ...cards.map(({ name, rows, columns, title }) => [
      name,
      String(rows),
      String(columns.length),
      title,
    ]),
  ]);
}

function cardLines(name: string, card: DatasetCard): string[] {
  const { title, row, rows, columns, sources, licence, flaws, notFor } = card;
  return [
    `${name}: ${title}`,
    `${rows} rows. A row: ${row}`,
    '',
    ...alignCells([
      ['COLUMN', 'KIND', 'UNIT', 'WHAT IT SAYS'],
      ...columns.map((column) => [
        column.name,
        column.kind,
        column.unit ?? '-',
        column.description,
      ]),
    ]),
    '',
    ...sources.map((source) => `Source: ${source.title}, ${source.url}`),
    `Licence: ${licence.title}`,
    ...flaws.map((flaw) => `Flaw: ${flaw}`),
    ...notFor.map((use) => `Not for: ${use}`),
  ];
}
