import {
  type Box,
  type DetectedBox,
  type GroundTruth,
  intersectionOverUnion,
  meanAveragePrecision,
  readCocoAnnotations,
  readCocoDetections,
  vocAveragePrecision,
} from 'mle-kit';
import { describe, expect, it } from 'vitest';

const square: Box = [0, 0, 40, 40];
const cat = { image: 'a', category: 'cat', box: square };
const one: GroundTruth = { images: ['a'], boxes: [cat] };
const hit: DetectedBox = { ...cat, score: 0.9 };
const right = (x: number, width = 40): Box => [x, 0, width, 40];

describe('boxes', () => {
  it('that are flat lie on each other without sharing anything', () => {
    expect(intersectionOverUnion([0, 0, 4, 0], [0, 0, 4, 0])).toBe(0);
    expect(intersectionOverUnion([0, 0, 0, 4], [0, 0, 0, 4])).toBe(0);
  });
  it('that are equal share all, and no two share more, also where edges are rounded', () => {
    for (const box of [
      [0.1, 0.1, 0.2, 0.2],
      [0.7, 0.1, 0.1, 0.7],
      [1e17, 1e17, 1, 1],
    ] satisfies Box[]) {
      expect(intersectionOverUnion(box, box)).toBe(1);
    }
    // 1e17 + 9 is rounded to 1e17 + 16, yet no more than all 9 of the first can be shared.
    expect(intersectionOverUnion([1e17, 0, 9, 1], [1e17 - 16, 0, 25, 1])).toBe(9 / 25);
    expect(intersectionOverUnion([0.1, 0, 0.2, 1], [0.1, 0, 0.4, 1])).toBeCloseTo(0.5, 15);
  });
  it('that are equal match at an IoU of 1, also where edges are rounded', () => {
    // As COCO computes it, the IoU of this box with itself is 0.9999999999999993.
    const box: Box = [0.3, 0.3, 0.4, 0.4];
    const truth = { ...one, boxes: [{ ...cat, box }] };
    const found = vocAveragePrecision(truth, [{ ...hit, box }], { iouThreshold: 1 });
    expect(found.mean).toBe(1);
  });
  it('may have an area of 1e300, and no larger one', () => {
    expect(intersectionOverUnion([0, 0, 1e300, 1], [0, 0, 1e300, 1])).toBe(1);
    expect(() => intersectionOverUnion([0, 0, 1.1e300, 1], [0, 0, 1, 1])).toThrow('OUT_OF_RANGE');
  });
  it('have numbers for width and height, not texts', () => {
    expect(() => intersectionOverUnion([0, 0, '4' as never, 4], square)).toThrow('a[2] is 4');
    expect(() => intersectionOverUnion([0, 0, 4, '4' as never], square)).toThrow('a[3] is 4');
  });
});

describe('two categories in one image', () => {
  // The cat is found at IoU 1, the dog at 0.7, which passes 0.5 to 0.7: half of the thresholds.
  const dog = { image: 'a', category: 'dog', box: right(100) };
  const truth = { ...one, boxes: [cat, dog] };
  const calls = [hit, { ...dog, box: right(100, 28), score: 0.8 }];

  it('are matched each by itself', () => {
    const { byCategory, ap, ap50, ap75, ar100 } = meanAveragePrecision(truth, calls);
    expect([ap, ap50, ap75, ar100]).toEqual([0.75, 1, 0.5, 0.75]);
    expect(byCategory.map(({ curve, ...numbers }) => numbers)).toEqual([
      { category: 'cat', objects: 1, ap: 1, ap50: 1, ap75: 1, ar100: 1 },
      { category: 'dog', objects: 1, ap: 0.5, ap50: 1, ap75: 0, ar100: 0.5 },
    ]);
  });
  it('have a curve of 101 recalls each', () => {
    // A second dog that nobody finds: recall ends at 1/2, so 51 of 101 precisions are 1.
    const more = { ...truth, boxes: [...truth.boxes, { ...dog, box: right(200) }] };
    const [first, second] = meanAveragePrecision(more, calls).byCategory;
    expect([...first!.curve]).toEqual(new Array(101).fill(1));
    expect([...second!.curve]).toEqual([...new Array(51).fill(1), ...new Array(50).fill(0)]);
  });
  it('have no AP at an IoU that was not asked for', () => {
    const [at50] = meanAveragePrecision(truth, calls, { iouThresholds: [0.5] }).byCategory;
    const [at75] = meanAveragePrecision(truth, calls, { iouThresholds: [0.75] }).byCategory;
    expect([at50!.ap50, at50!.ap75]).toEqual([1, null]);
    expect([at75!.ap50, at75!.ap75]).toEqual([null, 1]);
  });
  it('have AP at 0.5 and 0.75 wherever these stand among the thresholds', () => {
    const { byCategory } = meanAveragePrecision(truth, calls, { iouThresholds: [0.75, 0.5] });
    expect(byCategory.map(({ ap50, ap75 }) => [ap50, ap75])).toEqual([
      [1, 1],
      [1, 0],
    ]);
  });
  it('do not find each other’s objects, by either rule', () => {
    const swapped = [
      { ...hit, box: dog.box },
      { ...dog, box: square, score: 0.8 },
    ];
    expect(meanAveragePrecision(truth, swapped).ap).toBe(0);
    expect(vocAveragePrecision(truth, swapped).mean).toBe(0);
  });
  it('of which one has no object leave the mean to the other, by either rule', () => {
    const categories = ['cat', 'dog'].map((id) => ({ id, name: id }));
    const listed = { ...one, categories };
    expect(meanAveragePrecision(listed, calls).ap).toBe(1);
    expect(vocAveragePrecision(listed, calls).mean).toBe(1);
  });
});

describe('matching', () => {
  it('at IoU 1 takes what is 1 up to rounding', () => {
    const almost = { ...hit, box: right(0, 40 * (1 - 5e-11)) };
    const less = { ...hit, box: right(0, 40 * (1 - 5e-10)) };
    expect(meanAveragePrecision(one, [almost], { iouThresholds: [1] }).ap).toBe(1);
    expect(meanAveragePrecision(one, [less], { iouThresholds: [1] }).ap).toBe(0);
  });
  it('takes an IoU that is the threshold itself, by either rule', () => {
    const half = [{ ...hit, box: right(0, 20) }];
    expect(meanAveragePrecision(one, half, { iouThresholds: [0.5] }).ap).toBe(1);
    expect(vocAveragePrecision(one, half).mean).toBe(1);
    expect(vocAveragePrecision(one, half, { iouThreshold: 0.51 }).mean).toBe(0);
  });
  it('prefers an object that counts to a crowd that it lies in wholly', () => {
    const crowd = { ...cat, box: right(-10, 300), crowd: true };
    const loose = { ...hit, box: right(0, 60) }; // IoU 2/3 with the cat, 1 with the crowd
    const result = meanAveragePrecision({ ...one, boxes: [cat, crowd] }, [loose]);
    expect(result.ap50).toBe(1);
  });
  it('finds 95 of 300 cats in one image by 100 calls, 5 of which come twice', () => {
    const boxes = Array.from({ length: 300 }, (_, i) => ({ ...cat, box: right(50 * i) }));
    const calls = [...boxes.slice(0, 95), ...boxes.slice(90, 95)];
    const scored = calls.map((call, i) => ({ ...call, score: 1 - i / 1000 }));
    const truth = { ...one, boxes };
    const result = meanAveragePrecision(truth, scored, { iouThresholds: [0.5] });
    const { ap50, ar1, ar10, ar100 } = result;
    expect([ar1, ar10, ar100]).toEqual([1 / 300, 10 / 300, 95 / 300]);
    expect(ap50).toBeCloseTo(32 / 101, 14); // recalls 0, 0.01, … 0.31
  });
});

describe('COCO files', () => {
  const entry = { image_id: 'a', category_id: 1, bbox: [1, 2, 3, 4] };
  const read = (annotation: object, category: object = { id: 1 }) =>
    readCocoAnnotations({
      images: [{ id: 'a' }],
      categories: [category],
      annotations: [annotation],
    });

  it('have ids that are texts or numbers, and categories with or without a name', () => {
    expect(read(entry, { id: 1, name: 'cat' })).toEqual({
      images: ['a'],
      categories: [{ id: 1, name: 'cat' }],
      boxes: [{ image: 'a', category: 1, box: [1, 2, 3, 4], crowd: false }],
    });
    expect(read(entry).categories).toEqual([{ id: 1, name: '1' }]);
    expect(readCocoDetections([{ ...entry, score: 0.5 }])).toEqual([
      { image: 'a', category: 1, box: [1, 2, 3, 4], score: 0.5 },
    ]);
  });
  it('say crowd by 0 and 1, by false and true, or not at all', () => {
    const crowd = (iscrowd: unknown) => read({ ...entry, iscrowd }).boxes[0]!.crowd;
    expect([0, 1, false, true, undefined].map(crowd)).toEqual([false, true, false, true, false]);
  });
  it('may leave out the area, or say that it is unknown', () => {
    expect(read({ ...entry, area: 7 }).boxes[0]!.area).toBe(7);
    expect(read({ ...entry, area: null }).boxes[0]).not.toHaveProperty('area');
  });
  it('are given as text: a path is told so, with the fault of the reader', () => {
    const told = expect.objectContaining({
      hint: 'Give the text of the file, not its path: readFileSync(path, "utf8").',
      cause: expect.any(SyntaxError),
    });
    expect(() => readCocoAnnotations('instances.json')).toThrow(told);
  });
});
