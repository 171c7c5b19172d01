import { MlError } from '../core/index.js';
import type { ModelRegistry, VersionOrAlias } from '../registry/index.js';
import type { BatchLimits } from './microBatcher.js';
import { type OnBatch, type Role, ServedModel } from './servedModel.js';
import type { TrafficShare } from './serverOptions.js';
import { shareOf } from './shareOf.js';

/** Which versions are asked for, and how they are made ready. */
export interface TrafficSettings {
  readonly model: string;
  readonly version: VersionOrAlias;
  readonly canary: TrafficShare | null;
  readonly shadow: TrafficShare | null;
  readonly batch: 'auto' | BatchLimits;
  readonly pollMs: number;
}

/** What happened to the versions; told once, not at every look. */
export interface TrafficEvents {
  readonly onBatch: OnBatch;
  /** A version has taken its place. */
  readonly onTaken: (role: Role, model: ServedModel, before: ServedModel | null) => void;
  /** It stays as it was: what is to come is damaged, or cannot answer. */
  readonly onRefused: (role: Role, cause: unknown) => void;
}

const CANARY_SALT = 1;
const SHADOW_SALT = 2;
/** A version that was refused is looked at again after so many looks. */
const LOOKS_BETWEEN = 30;

/** One place for a version, and what was refused for it last. */
interface Place {
  readonly role: Role;
  readonly wanted: VersionOrAlias;
  readonly share: number;
  model: ServedModel | null;
  /** The version that could not be taken, and in how many looks it is tried again. */
  refused: { readonly version: number; readonly why: string; looks: number } | null;
}

/**
 * The versions that answer: the live one, a canary and a shadow.
 *
 * A move of an alias is found by asking the registry. The version that it leads to is loaded, every
 * byte compared with its hash, and has to answer its own examples; only then it takes the place, in
 * one step between two requests. Whatever fails on the way leaves everything as it was.
 */
export class TrafficModels {
  readonly #registry: ModelRegistry;
  readonly #settings: TrafficSettings;
  readonly #events: TrafficEvents;
  readonly #places: readonly Place[];
  #looking: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  private constructor(registry: ModelRegistry, settings: TrafficSettings, events: TrafficEvents) {
    this.#registry = registry;
    this.#settings = settings;
    this.#events = events;
    const { version, canary, shadow } = settings;
    const place = (role: Role, wanted: VersionOrAlias, share: number): Place => ({
      role,
      wanted,
      share,
      model: null,
      refused: null,
    });
    this.#places = [
      place('live', version, 1),
      ...(canary === null ? [] : [place('canary', canary.version, canary.share)]),
      ...(shadow === null ? [] : [place('shadow', shadow.version, shadow.share)]),
    ];
  }

  /** @throws what the registry throws where there is no live version, or a damaged one */
  static async open(
    registry: ModelRegistry,
    settings: TrafficSettings,
    events: TrafficEvents,
  ): Promise<TrafficModels> {
    const models = new TrafficModels(registry, settings, events);
    await models.#load(models.#places[0]!);
    await models.refresh();
    models.#schedule();
    return models;
  }

  get live(): ServedModel {
    return this.#places[0]!.model!;
  }

  /** All that answer, or are compared. */
  get all(): readonly ServedModel[] {
    return this.#places.flatMap(({ model }) => model ?? []);
  }

  /** Those that answer requests: what a shadow says is nobody's answer. */
  get answering(): readonly ServedModel[] {
    return this.#places.flatMap(({ role, model }) => (role === 'shadow' ? [] : (model ?? [])));
  }

  /** The version in a place. */
  at(role: Role): ServedModel | null {
    return this.#places.find((place) => place.role === role)?.model ?? null;
  }

  /** The version that answers this request. */
  pick(id: string): ServedModel {
    return this.#lot('canary', id, CANARY_SALT) ?? this.live;
  }

  /** The version that this request is given to for comparison. */
  shadowFor(id: string): ServedModel | null {
    return this.#lot('shadow', id, SHADOW_SALT);
  }

  /** The version of this number, where it answers requests. */
  find(version: number): ServedModel | undefined {
    return this.answering.find((model) => model.version === version);
  }

  /** Asks the registry now; resolves when what it says is in place, or refused. Never throws. */
  refresh(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look());
    return this.#looking;
  }

  /** Ends looking, and lets all versions go. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    for (const model of this.all) model.retire();
  }

  #lot(role: Role, id: string, salt: number): ServedModel | null {
    if (this.#places.length === 1) return null;
    const place = this.#places.find((one) => one.role === role);
    if (place === undefined || place.model === null) return null;
    return shareOf(id, salt) < place.share ? place.model : null;
  }

  #schedule(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      void this.refresh().then(() => this.#schedule());
    }, this.#settings.pollMs);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    for (const place of this.#places) {
      if (this.#closed) return;
      let version = 0;
      try {
        version = await this.#registry.resolve(this.#settings.model, place.wanted);
        if (version === place.model?.version) place.refused = null;
        else if (this.#mayTry(place, version)) await this.#load(place);
      } catch (cause) {
        this.#refuse(place, version, cause);
      }
    }
  }

  /** What was refused is not read again at every look; any other version is tried at once. */
  #mayTry({ refused }: Place, version: number): boolean {
    return refused?.version !== version || --refused.looks < 0;
  }

  async #load(place: Place): Promise<void> {
    const { model, batch } = this.#settings;
    const registered = await this.#registry.get(model, place.wanted);
    const { onBatch } = this.#events;
    const loading = ServedModel.warm(registered, place.role, batch, onBatch);
    const next = await loading.catch((cause: unknown) => {
      registered.bundle.dispose();
      throw cause;
    });
    const before = place.model;
    place.model = next; // the switch: what was picked before is answered by the version before
    place.refused = null;
    this.#events.onTaken(place.role, next, before);
    before?.retire();
  }

  #refuse(place: Place, version: number, cause: unknown): void {
    const why = cause instanceof Error ? cause.message : String(cause);
    const told = place.refused?.why === why;
    place.refused = { version, why, looks: LOOKS_BETWEEN };
    // A canary or shadow that nobody has named yet is no fault.
    const absent =
      place.role !== 'live' && cause instanceof MlError && cause.code === 'UNKNOWN_VERSION';
    if (!told && !absent) this.#events.onRefused(place.role, cause);
  }
}
