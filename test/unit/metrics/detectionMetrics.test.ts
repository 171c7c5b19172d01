import fc from 'fast-check';
import {
  type Box,
  type DetectedBox,
  type GroundTruth,
  intersectionOverUnion,
  type MeanAveragePrecision,
  meanAveragePrecision,
  readCocoAnnotations,
  readCocoDetections,
  vocAveragePrecision,
} from 'mle-kit';
import { beforeEach, describe, expect, it } from 'vitest';
import { loadGolden } from '../../golden/loadGolden.js';

type Numbers = Omit<MeanAveragePrecision, 'byCategory'>;
interface CocoCase {
  readonly name: string;
  readonly annotations: object;
  readonly detections: object[];
  readonly expected: Numbers;
  readonly byCategory: Readonly<Record<string, number>>;
}
interface VocCase {
  readonly name: string;
  readonly images: number[];
  readonly truth: GroundTruth['boxes'];
  readonly detections: DetectedBox[];
  readonly iouThreshold: number;
  readonly expected: Readonly<Record<string, Record<'11-point' | 'all-point', number>>>;
}
const coco = loadGolden<CocoCase>('meanAveragePrecision');
const voc = loadGolden<VocCase>('vocAveragePrecision');
const iou = loadGolden<{ boxes: Box[]; expected: number[][] }>('intersectionOverUnion');

describe.each(coco.cases)(`on $name, as ${coco.reference} has it`, (c) => {
  let truth: GroundTruth;
  let detections: readonly DetectedBox[];
  let result: MeanAveragePrecision;
  beforeEach(() => {
    truth = readCocoAnnotations(c.annotations);
    detections = readCocoDetections(JSON.stringify(c.detections));
    result = meanAveragePrecision(truth, detections);
  });

  it('the twelve numbers', () => {
    for (const [name, expected] of Object.entries(c.expected) as [keyof Numbers, number][]) {
      if (expected === null) expect([name, result[name]]).toEqual([name, null]);
      else expect([name, Math.abs(result[name]! - expected) < 1e-12]).toEqual([name, true]);
    }
  });
  it('each category', () => {
    expect(result.byCategory.map(({ category }) => String(category))).toEqual(
      Object.keys(c.byCategory),
    );
    for (const { category, ap, curve } of result.byCategory) {
      expect(ap).toBeCloseTo(c.byCategory[category]!, 12);
      expect(curve.every((p, r) => r === 0 || p <= curve[r - 1]!)).toBe(true);
    }
  });
  it('in another order of images and rows', () => {
    // Of equal scores the first counts first, and of equal overlaps the last object wins.
    const distinct = new Set(detections.map(({ score }) => score)).size === detections.length;
    if (!distinct || c.name.includes('equal') || c.name.includes('crowd')) return;
    const turned = { ...truth, images: [...truth.images].reverse() };
    expect(meanAveragePrecision(turned, [...detections].reverse()).ap).toBeCloseTo(result.ap, 12);
  });
  it('with scores stretched', () => {
    const stretched = detections.map((d) => ({ ...d, score: Math.exp(9 * d.score) - 1e4 }));
    expect(meanAveragePrecision(truth, stretched)).toEqual(result);
  });
});

describe.each(voc.cases)(`VOC on $name, by ${voc.reference}`, (c) => {
  it.each(['11-point', 'all-point'] as const)('%s', (rule) => {
    const truth = { images: c.images, boxes: c.truth };
    const options = { rule, iouThreshold: c.iouThreshold };
    const result = vocAveragePrecision(truth, c.detections, options);
    expect(result.byCategory.map(({ category }) => category)).toEqual(['cat', 'dog']);
    let sum = 0;
    for (const { category, ap } of result.byCategory) {
      expect(ap).toBeCloseTo(c.expected[category]![rule], 12);
      sum += ap!;
    }
    expect(result.mean).toBeCloseTo(sum / 2, 14);
  });
});

describe('intersectionOverUnion', () => {
  it(`agrees with ${iou.reference}`, () => {
    const { boxes, expected } = iou.cases[0]!;
    boxes.forEach((a, i) => {
      boxes.forEach((b, j) => {
        expect(intersectionOverUnion(a, b)).toBeCloseTo(expected[i]![j]!, 14);
      });
    });
  });
  it('half of each: 50 / 150; inside: 25 / 100; touching: 0', () => {
    expect(intersectionOverUnion([0, 0, 10, 10], [5, 0, 10, 10])).toBe(1 / 3);
    expect(intersectionOverUnion([0, 0, 10, 10], [2, 2, 5, 5])).toBe(0.25);
    expect(intersectionOverUnion([0, 0, 10, 10], [10, 0, 10, 10])).toBe(0);
    expect(intersectionOverUnion([0, 0, 10, 10], [0, 10, 10, 10])).toBe(0);
  });
  it('is symmetric, in [0, 1], and the same after a shift, a scaling and a turn', () => {
    const box = fc.tuple(
      fc.nat(50),
      fc.nat(50),
      fc.integer({ min: 1, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
    );
    fc.assert(
      fc.property(box, box, (a, b) => {
        const value = intersectionOverUnion(a, b);
        expect(intersectionOverUnion(b, a)).toBe(value);
        expect(value >= 0 && value <= 1).toBe(true);
        expect(intersectionOverUnion(a, a)).toBe(1);
        const move = ([x, y, w, h]: Box): Box => [2 * y + 64, 2 * x - 32, 2 * h, 2 * w];
        expect(intersectionOverUnion(move(a), move(b))).toBe(value);
      }),
    );
  });
  it('of a box without size is 0', () => {
    expect(intersectionOverUnion([5, 5, 0, 0], [5, 5, 0, 0])).toBe(0);
  });
  it.each([
    ['a negative width', [0, 0, -1, 5], 'OUT_OF_RANGE'],
    ['a negative height', [0, 0, 1, -5], 'OUT_OF_RANGE'],
    ['NaN', [0, Number.NaN, 1, 1], 'NOT_FINITE'],
    ['an area of 1e600', [0, 0, 1e300, 1e300], 'OUT_OF_RANGE'],
    ['three numbers', [0, 0, 1], 'SHAPE_MISMATCH'],
    ['no box', undefined, 'SHAPE_MISMATCH'],
  ])('refuses %s', (_, box, code) => {
    expect(() => intersectionOverUnion(box as never, [0, 0, 1, 1])).toThrow(code);
    expect(() => intersectionOverUnion([0, 0, 1, 1], box as never)).toThrow(code);
  });
});

const square: Box = [0, 0, 40, 40];
const one = { images: ['a'], boxes: [{ image: 'a', category: 'cat', box: square }] };
const hit = { image: 'a', category: 'cat', box: square, score: 0.9 };

describe('worked by hand', () => {
  it('a double costs COCO nothing when it comes after the hit, and half when before', () => {
    const off: Box = [30, 0, 40, 40];
    expect(meanAveragePrecision(one, [hit, { ...hit, score: 0.5 }]).ap).toBe(1);
    expect(meanAveragePrecision(one, [hit, { ...hit, box: off, score: 0.95 }]).ap).toBe(0.5);
  });
  it('IoU 0.72 passes five of the ten thresholds', () => {
    const low: Box = [0, 0, 40, 28.8];
    const result = meanAveragePrecision(one, [{ ...hit, box: low }]);
    expect([result.ap, result.ap50, result.ap75]).toEqual([0.5, 1, 0]);
  });
  it('what stands in no other way is null, not −1', () => {
    const result = meanAveragePrecision(one, [hit], { iouThresholds: [0.6] });
    expect([result.ap50, result.apSmall, result.arLarge]).toEqual([null, null, null]);
    expect([result.ap, result.apMedium, result.arMedium]).toEqual([1, 1, 1]);
  });
  it('no detection at all: 0', () => {
    expect(meanAveragePrecision(one, []).ar100).toBe(0);
    expect(vocAveragePrecision(one, []).mean).toBe(0);
  });
  it('a detection in a crowd is not false, though there are many', () => {
    const crowd = { image: 'a', category: 'cat', box: [100, 0, 300, 300] as Box, crowd: true };
    const truth = { ...one, boxes: [crowd, ...one.boxes] };
    const inside = [120, 200, 260].map((x) => ({ ...hit, box: [x, 50, 20, 20] as Box, score: 1 }));
    expect(meanAveragePrecision(truth, [...inside, hit]).ap).toBe(1);
    expect(meanAveragePrecision(one, [...inside, hit]).ap).toBe(0.25);
  });
  it('detections of a category without objects count nowhere', () => {
    const other = { ...hit, category: 'dog' };
    const listed = {
      ...one,
      categories: [
        { id: 'cat', name: 'Cat' },
        { id: 'dog', name: 'Dog' },
      ],
    };
    expect(meanAveragePrecision(one, [hit, other]).ap).toBe(1);
    expect(meanAveragePrecision(listed, [hit, other]).byCategory.length).toBe(1);
    expect(vocAveragePrecision(listed, [hit, other]).byCategory[1]).toEqual({
      category: 'dog',
      ap: null,
    });
  });
  it('VOC: of equal overlaps the first object is looked at, difficult or not', () => {
    const twin = one.boxes[0]!;
    const truth = { ...one, boxes: [twin, { ...twin, difficult: true }] };
    expect(vocAveragePrecision(truth, [hit]).mean).toBe(1);
    const turned = { ...one, boxes: [...truth.boxes].reverse() };
    expect(vocAveragePrecision(turned, [hit]).mean).toBe(0);
  });
  it('VOC: hit, double, hit of two objects: all-point (1 + 2/3)/2, 11-point (6 + 5·2/3)/11', () => {
    const far: Box = [200, 0, 40, 40];
    const truth = { ...one, boxes: [...one.boxes, { ...one.boxes[0]!, box: far }] };
    const calls = [hit, { ...hit, score: 0.8 }, { ...hit, box: far, score: 0.7 }];
    expect(vocAveragePrecision(truth, calls).mean).toBeCloseTo((1 + 2 / 3) / 2, 14);
    const eleven = vocAveragePrecision(truth, calls, { rule: '11-point' });
    expect(eleven.mean).toBeCloseTo((6 + (5 * 2) / 3) / 11, 14);
  });
});

describe('refusals', () => {
  const box = (b: number[]) => ({ ...one, boxes: [{ ...one.boxes[0]!, box: b as never }] });
  describe.each(
    Object.entries({ meanAveragePrecision, vocAveragePrecision }),
  )('%s', (name, metric) => {
    it.each<[string, GroundTruth, DetectedBox[], string]>([
      ['no images', { images: [], boxes: [] }, [], 'EMPTY'],
      ['no objects', { images: [1], boxes: [] }, [], 'UNDEFINED_METRIC'],
      ['an image twice', { ...one, images: ['a', 'a'] }, [], 'DUPLICATE_NAME'],
      ['an image id that does not match', one, [{ ...hit, image: 1 }], 'INVALID_ARGUMENT'],
      ['a truth of an unlisted image', { ...one, images: ['b'] }, [], 'INVALID_ARGUMENT'],
      ['a truth of negative width', box([0, 0, -1, 1]), [], 'OUT_OF_RANGE'],
      ['a truth of 1e300 squared', box([0, 0, 1e300, 1e300]), [], 'OUT_OF_RANGE'],
      ['a NaN in a box', box([Number.NaN, 0, 1, 1]), [], 'NOT_FINITE'],
      ['a negative height', one, [{ ...hit, box: [0, 0, 1, -1] }], 'OUT_OF_RANGE'],
      ['a NaN score', one, [hit, { ...hit, score: Number.NaN }], 'NOT_FINITE'],
      [
        'an unlisted category',
        { ...one, categories: [{ id: 'cat', name: '' }] },
        [{ ...hit, category: 'dog' }],
        'INVALID_ARGUMENT',
      ],
      ['a negative area', { ...one, boxes: [{ ...one.boxes[0]!, area: -1 }] }, [], 'OUT_OF_RANGE'],
    ])('refuses %s', (_, truth, detections, code) => {
      expect(() => metric(truth, detections)).toThrow(code);
      expect(() => metric(truth, detections)).toThrow(`${name}: `);
    });
  });
  it('options out of range', () => {
    expect(() => meanAveragePrecision(one, [], { iouThresholds: [] })).toThrow('EMPTY');
    expect(() => meanAveragePrecision(one, [], { iouThresholds: [1.5] })).toThrow('OUT_OF_RANGE');
    expect(() => vocAveragePrecision(one, [], { iouThreshold: 0 })).toThrow('OUT_OF_RANGE');
    expect(() => vocAveragePrecision(one, [], { rule: 'all' as never })).toThrow('"all-point"');
  });
  it.each([
    ['no JSON', 'data/instances.json', 'PARSE_ERROR'],
    ['null', 'null', 'PARSE_ERROR'],
    ['a missing list', { images: [], categories: [] }, 'annotations is no list'],
    ['an entry that is none', { images: [3], categories: [], annotations: [] }, 'images[0]'],
    ['an image without id', { images: [{}], categories: [], annotations: [] }, 'images[0].id'],
    ['a box of text', annotated({ bbox: ['0', 0, 1, 1] }), 'annotations[0].bbox[0]'],
    ['no box', annotated({}), 'annotations[0].bbox'],
    ['iscrowd 2', annotated({ bbox: [0, 0, 1, 1], iscrowd: 2 }), 'annotations[0].iscrowd'],
    ['an area of text', annotated({ bbox: [0, 0, 1, 1], area: '1' }), 'annotations[0].area'],
  ])('readCocoAnnotations refuses %s', (_, source, told) => {
    expect(() => readCocoAnnotations(source)).toThrow(told);
  });
  it.each([
    ['an annotation file', '{"images":[]}', 'PARSE_ERROR'],
    ['a missing score', [{ image_id: 1, category_id: 1, bbox: [0, 0, 1, 1] }], '[0].score'],
    ['a missing image', [{ category_id: 1, bbox: [0, 0, 1, 1], score: 1 }], '[0].image_id'],
  ])('readCocoDetections refuses %s', (_, source, told) => {
    expect(() => readCocoDetections(source)).toThrow(told);
  });
});

function annotated(fields: object): object {
  return { images: [], categories: [], annotations: [{ image_id: 1, category_id: 1, ...fields }] };
}
