import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Features } from '../features/index.js';
import type { Label } from '../metrics/index.js';
import type { Answer, Answers } from './answers.js';
import { type Count, Counts } from './counts.js';
import { DriftTally } from './driftTally.js';
import type { PlainRecord } from './recordReader.js';
import type { ServedModel } from './servedModel.js';

/** Latencies from a tenth of a millisecond to ten seconds. */
const SECONDS = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const ROWS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/** What the service counts of one version: bound once, so that a request looks nothing up. */
interface VersionMetrics {
  readonly countLabel: (label: Label) => void;
  readonly tally: DriftTally;
}

/** Requests that were answered alike. */
interface Answered {
  readonly route: string;
  readonly version: number;
  readonly status: number;
  readonly latency: { observe(value: number): void };
  readonly count: Count;
}

/** Where the counts of the moment come from. */
export interface MetricSources {
  /** The versions that answer. */
  readonly versions: () => readonly ServedModel[];
  /** Requests that are worked on. */
  readonly inFlight: () => number;
  readonly ready: () => boolean;
}

/** All that `/metrics` tells, for Prometheus. */
export class ServingMetrics {
  readonly #registry = new Registry();
  readonly #window: number;
  readonly #perVersion = new WeakMap<ServedModel, VersionMetrics>();
  readonly #latency = this.#histogram(
    'mle_request_duration_seconds',
    'Time from the head of a request to the end of its answer.',
    ['route', 'version'],
    SECONDS,
  );
  readonly #requests = new Counts(
    'mle_requests_total',
    'Requests that were answered.',
    this.#registry,
    ['route', 'version', 'status'],
  );
  readonly #shed = this.#counter('mle_requests_shed_total', 'Requests refused under overload.');
  readonly #batches = this.#histogram(
    'mle_batch_rows',
    'Rows that were computed together.',
    [],
    ROWS,
  );
  readonly #labels = new Counts('mle_predictions_total', 'Predictions by class.', this.#registry, [
    'version',
    'class',
  ]);
  readonly #swaps = this.#counter('mle_swaps_total', 'New versions that were taken, or refused.', [
    'role',
    'result',
  ]);
  readonly #shadow = this.#counter('mle_shadow_total', 'Answers of the shadow against the live.', [
    'version',
    'result',
  ]);
  readonly #lost = this.#counter(
    'mle_request_log_lost_total',
    'Lines that the disk was too slow for.',
  );
  readonly #answers = new Map<string, Answered>();
  /** Of the answer before: the next one is mostly of the same kind. */
  #last: Answered | undefined;
  readonly #batchRows = this.#batches.labels();
  #values: Histogram<'version'> | undefined;

  constructor(sources: MetricSources, window: number, processMetrics: boolean) {
    this.#window = window;
    this.#gauge('mle_in_flight', 'Requests that are worked on.', [], (gauge) => {
      gauge.set(sources.inFlight());
    });
    this.#gauge('mle_ready', 'Whether requests are wanted.', [], (gauge) => {
      gauge.set(sources.ready() ? 1 : 0);
    });
    this.#gauge('mle_queue_rows', 'Rows that wait for their batch.', ['version'], (gauge) => {
      for (const model of sources.versions()) {
        gauge.set({ version: model.version }, model.waiting);
      }
    });
    const drift = (name: string, help: string, value: 'score' | 'limit' | 'rows') =>
      this.#gauge(name, help, ['version', 'feature'], (gauge) => {
        for (const model of sources.versions()) {
          for (const one of this.#of(model).tally.scores()) {
            gauge.set({ version: model.version, feature: one.feature }, one[value]);
          }
        }
      });
    drift('mle_feature_drift', 'Population stability index of the last rows.', 'score');
    drift(
      'mle_feature_drift_limit',
      'What it exceeds once in 1,000 windows without drift.',
      'limit',
    );
    drift('mle_feature_drift_rows', 'Rows over which drift is measured.', 'rows');
    if (processMetrics) collectDefaultMetrics({ register: this.#registry });
  }

  /** For the header. */
  get contentType(): string {
    return this.#registry.contentType;
  }

  /** The text that Prometheus reads. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** A request was answered. @param version 0 where no model was asked. */
  answered(route: string, version: number, status: number, seconds: number): void {
    const last = this.#last;
    const same = last?.route === route && last.version === version && last.status === status;
    const answers = same ? last : this.#answersOf(route, version, status);
    answers.latency.observe(seconds);
    answers.count.value++;
  }

  /** A row was predicted. */
  predicted(model: ServedModel, record: PlainRecord, { label }: Answer): void {
    const { countLabel, tally } = this.#of(model);
    countLabel(label);
    tally.add(record);
  }

  /** Rows were predicted. */
  predictedRows(model: ServedModel, X: Features, { labels }: Answers): void {
    const { countLabel, tally } = this.#of(model);
    for (let row = 0; row < labels.length; row++) countLabel(labels[row]!);
    tally.addRows(X);
  }

  /** Rows were computed together. */
  batch(rows: number): void {
    this.#batchRows.observe(rows);
  }

  /** A request was refused because of overload. */
  shed(): void {
    this.#shed.inc();
  }

  /** A version was taken, or refused. */
  swap(role: string, result: 'taken' | 'refused'): void {
    this.#swaps.inc({ role, result });
  }

  /** The shadow has answered, or failed to. */
  shadow(version: number, result: 'same' | 'other' | 'failed'): void {
    this.#shadow.inc({ version, result });
  }

  /** A line of the request log was lost. */
  lost(): void {
    this.#lost.inc();
  }

  #answersOf(route: string, version: number, status: number): Answered {
    const key = `${route} ${version} ${status}`;
    let answers = this.#answers.get(key);
    if (answers === undefined) {
      const latency = this.#latency.labels({ route, version });
      const count = this.#requests.of({ route, version, status });
      answers = { route, version, status, latency, count };
      this.#answers.set(key, answers);
    }
    this.#last = answers;
    return answers;
  }

  #of(model: ServedModel): VersionMetrics {
    let metrics = this.#perVersion.get(model);
    if (metrics === undefined) {
      const { reference, input, output } = model.bundle;
      const names = input.columns.map(({ name }) => name);
      metrics = {
        tally: new DriftTally(reference, names, this.#window),
        countLabel:
          output.kind === 'classification' ? this.#classCounter(model) : this.#valueCounter(model),
      };
      this.#perVersion.set(model, metrics);
    }
    return metrics;
  }

  #classCounter({ version, output }: ServedModel): (label: Label) => void {
    const classes = output.kind === 'classification' ? output.classes : [];
    const counters = new Map(
      classes.map((label) => [label, this.#labels.of({ version, class: String(label) })]),
    );
    return (label) => {
      const counter = counters.get(label);
      if (counter !== undefined) counter.value++;
    };
  }

  /**
   * Numbers are counted in the bins of the first version's targets, where its profile has them: the
   * same for all versions, so that these can be compared.
   */
  #valueCounter({ version, bundle, output }: ServedModel): (label: Label) => void {
    const target = bundle.reference.columns.find(({ name }) => name === output.name);
    const edges = target !== undefined && 'edges' in target ? target.edges : [];
    this.#values ??= this.#histogram(
      'mle_prediction_value',
      'Predicted numbers.',
      ['version'],
      edges.length > 0 ? [...edges] : [-1e6, -1e3, -1, 0, 1, 1e3, 1e6],
    );
    const histogram = this.#values.labels({ version });
    return (label) => histogram.observe(Number(label));
  }

  #counter<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[] = [],
  ): Counter<L> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.#registry] });
  }

  #histogram<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    buckets: number[],
  ): Histogram<L> {
    const registers = [this.#registry];
    return new Histogram({ name, help, labelNames: [...labelNames], buckets, registers });
  }

  /** Asked for when somebody looks, so that it costs nothing else. */
  #gauge<L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    collect: (gauge: Gauge<L>) => void,
  ): Gauge<L> {
    return new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.#registry],
      collect() {
        this.reset();
        collect(this);
      },
    });
  }
}
