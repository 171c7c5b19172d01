import {
  ColumnTransformer,
  createRandom,
  defineSchema,
  LogisticRegression,
  ModelBundle,
  ModelRegistry,
  OneHotEncoder,
  Pipeline,
  referenceProfile,
  SimpleImputer,
  StandardScaler,
  Table,
} from 'mle-kit';
import { buildServer, type ModelServer, type ServerOptions } from 'mle-kit/serving';
import { afterAll } from 'vitest';
import { published, rainBundle, waveBundle } from '../registry/bundles.js';
import { newFolder } from '../registry/newFolder.js';

const random = createRandom(5);
const ROWS = 200;

/** Days with a number, a whole number, a text and a truth value. */
export const storms = Table.from({
  wind: Array.from({ length: ROWS }, () => random.uniform(0, 20)),
  hour: Array.from({ length: ROWS }, () => random.integer(0, 24)),
  city: Array.from({ length: ROWS }, (_, i) => (i % 3 === 0 ? 'Seattle' : 'New York') as string),
  wet: Array.from({ length: ROWS }, () => random.uniform() < 0.5),
});

export const stormInput = defineSchema({
  wind: { kind: 'number', unit: 'm/s', range: [0, 90] },
  hour: { kind: 'number', range: [0, 23], integer: true, nullable: true },
  city: { kind: 'string', allowed: ['New York', 'Seattle'] },
  wet: { kind: 'boolean' },
});

/** A record that fits. */
export const day = { wind: 12.5, hour: 7, city: 'Seattle', wet: true };

/** Whether there will be a storm, from columns of every kind. */
export function stormBundle(): ModelBundle {
  const y = Array.from(storms.number('wind'), (wind) => (wind > 10 ? 'storm' : 'calm'));
  const steps = [
    new ColumnTransformer({
      parts: [
        { columns: ['wind', 'hour'], steps: [new SimpleImputer(), new StandardScaler()] },
        { columns: ['city', 'wet'], steps: [new OneHotEncoder({ unseen: 'zeros' })] },
      ],
    }),
  ];
  return new ModelBundle({
    pipeline: new Pipeline({ steps, model: new LogisticRegression() }).fit(storms, y),
    input: stormInput,
    output: { kind: 'classification', name: 'weather', classes: ['calm', 'storm'] },
    reference: referenceProfile(storms),
  });
}

/** The same from its two numbers alone, so that one tensor holds all columns. */
export function gustBundle(): ModelBundle {
  const numbers = storms.select(['wind', 'hour']);
  const y = Array.from(storms.number('wind'), (wind) => (wind > 10 ? 'storm' : 'calm'));
  return new ModelBundle({
    pipeline: new Pipeline({
      steps: [new SimpleImputer(), new StandardScaler()],
      model: new LogisticRegression(),
    }).fit(numbers, y),
    input: defineSchema({
      wind: { kind: 'number', range: [0, 90] },
      hour: { kind: 'number', range: [0, 23], integer: true, nullable: true },
    }),
    output: { kind: 'classification', name: 'weather', classes: ['calm', 'storm'] },
    reference: referenceProfile(numbers),
  });
}

/** A registry with `storm` 1 to 3, `gusts` 1, `rain` 1 and `waves` 1 and 2; each first one is staging. */
export async function servedRegistry(): Promise<ModelRegistry> {
  const registry = await ModelRegistry.open(newFolder());
  for (let i = 0; i < 3; i++) await registry.publish(stormBundle(), published('storm'));
  await registry.publish(gustBundle(), published('gusts'));
  await registry.publish(rainBundle(), published('rain'));
  await registry.publish(waveBundle(2), published('waves'));
  await registry.publish(waveBundle(3), published('waves'));
  for (const name of ['storm', 'gusts', 'rain', 'waves'])
    await registry.promote(name, 1, 'staging');
  return registry;
}

const open: ModelServer[] = [];

/** A server of the staging version, which ends with the file's tests. */
export async function serve(
  registry: ModelRegistry,
  options: Partial<ServerOptions> = {},
): Promise<ModelServer> {
  const server = await buildServer(registry, {
    model: 'storm',
    version: 'staging',
    pollMs: 60_000,
    docs: false,
    ...options,
  });
  open.push(server);
  return server;
}

afterAll(async () => {
  await Promise.all(open.map((server) => server.close()));
});
