import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createRandom,
  meanAveragePrecision,
  type Random,
  readCocoAnnotations,
  readCocoDetections,
} from 'mle-kit';
import type { Benchmark } from './benchmark.js';

const IMAGES = 5_000;
const OBJECTS_PER_IMAGE = 7;
const CATEGORIES = 80;

export const benchmark: Benchmark = {
  title: 'COCO box mAP, 5,000 images, 35,000 objects, 104,000 detections, 80 classes',
  peer: 'faster-coco-eval',
  atMost: 0.3,
  threads: 1,
  tolerance: 1e-9,
  prepare(folder) {
    const random = createRandom(26);
    const annotations = objects(random);
    const found = detections(random, annotations);
    const truth = {
      images: Array.from({ length: IMAGES }, (_, id) => ({ id: id + 1, width: 640, height: 480 })),
      categories: Array.from({ length: CATEGORIES }, (_, id) => ({ id: id + 1, name: `c${id}` })),
      annotations,
    };
    writeFileSync(join(folder, 'truth.json'), JSON.stringify(truth));
    writeFileSync(join(folder, 'detections.json'), JSON.stringify(found));
    const [truths, boxes] = [readCocoAnnotations(truth), readCocoDetections(found)];
    return () => {
      const { ap, ap50, ap75, ar100 } = meanAveragePrecision(truths, boxes);
      return [ap, ap50, ap75, ar100].map(Number);
    };
  },
};

function objects(random: Random) {
  return Array.from({ length: IMAGES * OBJECTS_PER_IMAGE }, (_, i) => {
    const [width, height] = [random.uniform(8, 200), random.uniform(8, 200)];
    return {
      id: i + 1,
      image_id: Math.floor(i / OBJECTS_PER_IMAGE) + 1,
      category_id: random.integer(1, CATEGORIES + 1),
      bbox: [random.uniform(0, 440), random.uniform(0, 280), width, height],
      area: width * height,
      iscrowd: 0,
    };
  });
}

/** About three a object: near it, further off, and somewhere else. */
function detections(random: Random, annotations: ReturnType<typeof objects>) {
  return annotations.flatMap(({ image_id, category_id, bbox }) =>
    [0.05, 0.2, 2].flatMap((shake) => {
      if (random.uniform() > 0.99) return [];
      const moved = bbox.map(
        (value, k) => value + shake * random.normal() * (k < 2 ? bbox[k + 2]! : 0),
      );
      const score = Math.min(0.999, Math.max(0.001, 0.6 - shake / 4 + random.normal(0, 0.15)));
      return [{ image_id, category_id, bbox: moved, score }];
    }),
  );
}
