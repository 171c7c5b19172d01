import { MlError } from '../core/index.js';
import type { DetectedBox, GroundTruth, Id, TruthBox } from './detectionInput.js';
import type { Box } from './intersectionOverUnion.js';

type Entry = Readonly<Record<string, unknown>>;

/**
 * Reads COCO's annotation file (`instances_*.json`) into what `meanAveragePrecision` takes.
 *
 * Reads `images[].id`, `categories[].id, name` and `annotations[].image_id, category_id, bbox,
 * area, iscrowd`; all else (masks, licences) is left out.
 *
 * @param source the JSON text, or the object parsed from it.
 * @returns images, categories and boxes. Sizes and ids are checked where they are used.
 * @throws MlError PARSE_ERROR (no JSON, or a list is missing) | WRONG_KIND (a field has another kind
 *   than COCO's, with its place).
 *
 * Cost: O(length of the text).
 * Source: cocodataset.org/#format-data.
 *
 * @example
 * const annotation = { image_id: 1, category_id: 7, bbox: [0, 0, 10, 10], area: 78.5, iscrowd: 0 };
 * const text = JSON.stringify({ images: [{ id: 1 }], categories: [{ id: 7, name: 'seven' }], annotations: [annotation] });
 * readCocoAnnotations(text).boxes; // [ { image: 1, category: 7, box: [ 0, 0, 10, 10 ], crowd: false, area: 78.5 } ]
 */
export function readCocoAnnotations(source: string | object): GroundTruth {
  const where = 'readCocoAnnotations';
  const file = parsed(where, source) as Entry;
  const list = (name: string): readonly Entry[] => entries(where, name, file[name]);
  return {
    images: list('images').map((image, i) => id(where, `images[${i}].id`, image.id)),
    categories: list('categories').map((category, i) => ({
      id: id(where, `categories[${i}].id`, category.id),
      name: String(category.name ?? category.id),
    })),
    boxes: list('annotations').map((annotation, i): TruthBox => {
      const place = `annotations[${i}]`;
      const { area, iscrowd = 0 } = annotation;
      if (iscrowd !== 0 && iscrowd !== 1 && typeof iscrowd !== 'boolean') {
        throw wrong(where, `${place}.iscrowd`, iscrowd, '0 or 1');
      }
      return {
        ...located(where, place, annotation),
        crowd: Boolean(iscrowd),
        ...(area == null ? {} : { area: number(where, `${place}.area`, area) }),
      };
    }),
  };
}

/**
 * Reads COCO's results file, a list of detections, into what `meanAveragePrecision` takes.
 *
 * @param source the JSON text, or the list parsed from it.
 * @returns one entry per detection: image, category, box, score.
 * @throws MlError PARSE_ERROR (no JSON, or no list) | WRONG_KIND (a field has another kind than
 *   COCO's, with its place).
 *
 * Cost: O(length of the text).
 * Source: cocodataset.org/#format-results.
 *
 * @example readCocoDetections('[{"image_id":1,"category_id":7,"bbox":[0,0,9,9],"score":0.5}]'); // [ { image: 1, category: 7, box: [ 0, 0, 9, 9 ], score: 0.5 } ]
 */
export function readCocoDetections(source: string | readonly object[]): DetectedBox[] {
  const where = 'readCocoDetections';
  return entries(where, 'results', parsed(where, source)).map((entry, i) => ({
    ...located(where, `results[${i}]`, entry),
    score: number(where, `results[${i}].score`, entry.score),
  }));
}

function parsed(where: string, source: string | object): unknown {
  let value: unknown = source;
  if (typeof source === 'string') {
    try {
      value = JSON.parse(source);
    } catch (cause) {
      const hint = 'Give the text of the file, not its path: readFileSync(path, "utf8").';
      throw new MlError('PARSE_ERROR', `${where}: this is no JSON.`, { hint, cause });
    }
  }
  if (typeof value === 'object' && value !== null) return value;
  throw new MlError('PARSE_ERROR', `${where}: this is ${String(value)}, and no COCO file.`);
}

function entries(where: string, name: string, value: unknown): readonly Entry[] {
  if (!Array.isArray(value)) {
    throw new MlError(
      'PARSE_ERROR',
      `${where}: ${name} is no list. An annotation file holds images, categories and annotations; ` +
        'a results file is one list of detections.',
    );
  }
  value.forEach((entry, i) => {
    if (typeof entry !== 'object' || entry === null) {
      throw wrong(where, `${name}[${i}]`, entry, 'an object');
    }
  });
  return value;
}

function located(
  where: string,
  place: string,
  entry: Entry,
): { readonly image: Id; readonly category: Id; readonly box: Box } {
  const box = entry.bbox;
  if (!Array.isArray(box) || box.length !== 4) {
    throw wrong(where, `${place}.bbox`, box, 'four numbers [x, y, width, height]');
  }
  return {
    image: id(where, `${place}.image_id`, entry.image_id),
    category: id(where, `${place}.category_id`, entry.category_id),
    box: box.map((value, k) => number(where, `${place}.bbox[${k}]`, value)) as unknown as Box,
  };
}

function id(where: string, place: string, value: unknown): Id {
  if (typeof value === 'string' || Number.isFinite(value)) return value as Id;
  throw wrong(where, place, value, 'a number or a text');
}

function number(where: string, place: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw wrong(where, place, value, 'a number');
}

function wrong(where: string, place: string, value: unknown, needed: string): MlError {
  const shown = JSON.stringify(value)?.slice(0, 60);
  return new MlError('WRONG_KIND', `${where}: ${place} is ${shown}, and it must be ${needed}.`);
}
