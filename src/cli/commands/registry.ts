import type { Command } from 'commander';
import { shortNumber } from '../../core/index.js';
import type { AliasEntry, ModelRegistry, ModelSummary, VersionInfo } from '../../registry/index.js';
import { EXIT_HELP } from '../exitCodes.js';
import { modelReference, modelVersion } from '../modelReference.js';
import { wholeNumber } from '../optionValues.js';
import { addRegistryOption, openRegistry, type RegistryChoice } from '../registryOption.js';
import { alignCells, answer, type Terminal } from '../terminal.js';
import { Verdict } from '../verdict.js';

interface Shared extends RegistryChoice {
  readonly json?: boolean;
}

/** `mle registry …`: what there is, and what is in production. */
export function addRegistryCommand(program: Command, terminal: Terminal): void {
  const registry = program
    .command('registry')
    .description('models on disk: look, promote, roll back, verify, clean up')
    .addHelpText(
      'after',
      `\nExample:\n  $ mle registry list --registry build/registry${EXIT_HELP}`,
    );
  const add = (usage: string, description: string, example: string): Command =>
    addRegistryOption(registry.command(usage).description(description))
      .option('--json', 'print one JSON document')
      .addHelpText('after', `\nExample:\n  $ mle registry ${example}${EXIT_HELP}`);

  add('list [name]', 'the models, their versions and aliases', 'list').action(
    async (name: string | undefined, options: Shared) => {
      const opened = await openRegistry(options);
      if (name !== undefined) await opened.history(name); // refuses a name that is not there
      const models = (await opened.list()).filter(
        (model) => name === undefined || model.name === name,
      );
      answer(terminal, options, models, listLines(models));
    },
  );

  add(
    'show <model>',
    'one version: NAME (the newest), NAME@VERSION or NAME@ALIAS',
    'show rain@production',
  )
    .option('--card', 'print its model card, Markdown')
    .action(async (model: string, options: Shared & { readonly card?: boolean }) => {
      const opened = await openRegistry(options);
      const { name, version = await newest(opened, modelReference(model).name) } =
        modelReference(model);
      if (options.card) {
        const card = await opened.card(name, version);
        answer(terminal, options, { card }, [card.trimEnd()]);
        return;
      }
      const info = await opened.describe(name, version);
      const summary = (await opened.list()).find((one) => one.name === name)!;
      const aliases = Object.keys(summary.aliases).filter(
        (a) => summary.aliases[a] === info.version,
      );
      answer(terminal, options, { ...info, aliases }, showLines(info, aliases));
    });

  add(
    'promote <model> <alias>',
    'point an alias at NAME@VERSION; "production" asks the shipping gate',
    'promote rain@3 production',
  )
    .option('--force <reason>', 'overrule the gate, and record why')
    .action(async (model: string, alias: string, options: Shared & { readonly force?: string }) => {
      const { name, version } = modelVersion(model);
      const { force } = options;
      const entry = await (await openRegistry(options)).promote(name, version, alias, {
        force: force === undefined ? undefined : { reason: force },
      });
      answer(terminal, options, entry, moveLines(entry));
    });

  add(
    'rollback <name> [alias]',
    'point an alias (default production) back to where it was',
    'rollback rain --reason "late alarms"',
  )
    .option('--reason <text>', 'why; it is recorded')
    .action(
      async (
        name: string,
        alias: string | undefined,
        options: Shared & { readonly reason?: string },
      ) => {
        const { reason } = options;
        const entry = await (await openRegistry(options)).rollback(name, alias, { reason });
        answer(terminal, options, entry, moveLines(entry));
      },
    );

  add(
    'verify [name]',
    'compare every file with its hash; exit code 1 when one differs',
    'verify',
  ).action(async (name: string | undefined, options: Shared) => {
    const report = await (await openRegistry(options)).verify(name);
    const { versions, moves, bytes, faults } = report;
    answer(terminal, options, report, [
      ...faults.map(({ name: model, what, message }) => `${model}, ${what}: ${message}`),
      `${count(versions, 'version')}, ${count(moves, 'move')} of aliases, ${count(bytes, 'byte')}: ` +
        `${count(faults.length, 'fault')}`,
    ]);
    if (faults.length > 0) throw new Verdict();
  });

  add('prune', 'remove what dead publishers left, and old versions on demand', 'prune --keep 10')
    .option('--keep <count>', 'versions of each model that stay; all unless said', wholeNumber)
    .option('--older-than <minutes>', 'leave younger left-overs alone', wholeNumber, 60)
    .action(async (options: Shared & { readonly keep?: number; readonly olderThan: number }) => {
      const { keep, olderThan } = options;
      const report = await (await openRegistry(options)).prune({
        olderThanMs: olderThan * 60_000,
        ...(keep === undefined ? {} : { keep }),
      });
      answer(terminal, options, report, [
        ...report.versions.map(({ name, version }) => `removed ${name}@${version}`),
        `${count(report.temporaries, 'left-over')}, ${count(report.versions.length, 'old version')} removed`,
      ]);
    });
}

async function newest(registry: ModelRegistry, name: string): Promise<number | string> {
  await registry.history(name); // refuses a name that is not there
  const { versions } = (await registry.list()).find((model) => model.name === name)!;
  return versions[versions.length - 1]!;
}

function listLines(models: readonly ModelSummary[]): string[] {
  if (models.length === 0) return ['There are no models.'];
  return alignCells([
    ['MODEL', 'VERSIONS', 'NEWEST', 'ALIASES'],
    ...models.map(({ name, versions, aliases }) => [
      name,
      String(versions.length),
      String(versions[versions.length - 1]),
      Object.entries(aliases)
        .map(([alias, version]) => `${alias}=${version ?? 'damaged'}`)
        .join(' '),
    ]),
  ]);
}

function showLines(
  { name, version, sha256, manifest }: VersionInfo,
  aliases: readonly string[],
): string[] {
  const { output, metrics, comparison, dataset, files } = manifest;
  const unit =
    output.kind === 'regression' && output.unit !== undefined ? ` in ${output.unit}` : '';
  return alignCells([
    ['model', `${name}@${version}${aliases.length > 0 ? ` (${aliases.join(', ')})` : ''}`],
    ['kind', manifest.modelKind],
    ['answers', `${output.name}${unit}, ${output.kind}`],
    ['published', manifest.createdAt],
    ...Object.entries(metrics).map(([metric, { estimate, low, high, level }]) => [
      metric,
      `${shortNumber(estimate)} (${shortNumber(low)} to ${shortNumber(high)} at ${shortNumber(100 * level)}%)`,
    ]),
    [
      'gate',
      comparison === null ? 'never compared' : `${comparison.verdict}: ${comparison.reason}`,
    ],
    [
      'data',
      dataset === null ? 'not known' : `${dataset.name}, ${dataset.rows} rows, ${dataset.sha256}`,
    ],
    ['code', manifest.codeRevision ?? 'not known'],
    ['seeds', pairs(manifest.seeds)],
    ['libraries', pairs(manifest.libraries)],
    ['files', `${files.length}, ${files.reduce((sum, { bytes }) => sum + bytes, 0)} bytes`],
    ['manifest', sha256],
    ...(manifest.notes === '' ? [] : [['notes', manifest.notes]]),
  ]);
}

function moveLines({ name, alias, version, gate }: AliasEntry): string[] {
  const forced = gate.forced === null ? '' : ` (forced: ${gate.forced})`;
  const said =
    gate.verdict === 'not asked' ? '' : `\nGate ${gate.verdict}${forced}: ${gate.reason}`;
  return [`${alias} is now ${name}@${version}.${said}`];
}

function pairs(values: Readonly<Record<string, number | string>>): string {
  const shown = Object.entries(values).map(([name, value]) => `${name} ${value}`);
  return shown.join(', ') || 'none';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
