import { MlError, type Table } from '../../core/index.js';
import { readCsv } from '../csv/readCsv.js';
import { readWav, type Sound } from '../sound/readWav.js';
import { cardOf, catalogue, type DatasetName } from './catalogue.js';
import { verifiedFiles } from './datasetFile.js';

/** Short sounds, and what is known of each. */
export interface Sounds {
  /** A row a clip, in the order of `sounds`; its columns are those of the data set's card. */
  readonly clips: Table;
  readonly sounds: readonly Sound[];
}

/**
 * The sounds of a data set whose table says, by `split`, `start` and `samples`, where each clip
 * lies in `<split>.wav`.
 *
 * @param name `spoken-digits`, or one of your own catalogue.
 * @throws MlError UNKNOWN_DATASET | FILE_NOT_FOUND | CHECKSUM_MISMATCH | WRONG_KIND (no data set of sounds) |
 *   INVALID_STATE (a clip beyond the end of its file).
 *
 * @example
 * const { clips, sounds } = await loadSounds('spoken-digits');
 * [clips.rowCount, sounds.length, sounds[0].sampleRate]; // [ 240, 240, 8000 ]
 */
export async function loadSounds(name: DatasetName | (string & {})): Promise<Sounds> {
  const known = catalogue();
  const card = cardOf('loadSounds', name, known);
  const names = card.columns.map((column) => column.name);
  if (!['split', 'start', 'samples'].every((column) => names.includes(column))) {
    throw new MlError(
      'WRONG_KIND',
      `loadSounds: data set "${name}" has no sounds: its table does not say split, start and samples. ` +
        'Read it with loadDataset.',
    );
  }
  const [index, ...paths] = await verifiedFiles('loadSounds', name, card, known);
  const kinds = Object.fromEntries(card.columns.map((column) => [column.name, column.kind]));
  const clips = await readCsv(index!, { ...card.reader, columns: kinds });
  const files = new Map<string, Sound>();
  for (const [i, path] of paths.entries()) {
    const split = /([^/]*)\.wav$/.exec(card.files[i + 1]!.file)?.[1];
    if (split !== undefined) files.set(split, await readWav(path));
  }
  const starts = clips.number('start');
  const counts = clips.number('samples');
  const sounds = clips.string('split').map((split, i): Sound => {
    const [start, count] = [starts[i]!, counts[i]!];
    const file = files.get(split ?? '');
    if (file === undefined || !(start >= 0) || !(start + count <= file.channels[0]!.length)) {
      throw new MlError(
        'INVALID_STATE',
        `loadSounds: clip ${i} of "${name}" is said to lie in ${split}.wav from ${start} to ` +
          `${start + count}, and there is no such place.`,
      );
    }
    return {
      sampleRate: file.sampleRate,
      channels: file.channels.map((samples) => samples.slice(start, start + count)),
      durationSeconds: count / file.sampleRate,
    };
  });
  return { clips, sounds };
}
