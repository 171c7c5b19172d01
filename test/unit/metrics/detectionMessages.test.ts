import {
  type Box,
  type GroundTruth,
  intersectionOverUnion,
  meanAveragePrecision,
  readCocoAnnotations,
  readCocoDetections,
  vocAveragePrecision,
} from 'mle-kit';
import { says } from './says.js';

const truth = {
  images: ['a', 'b'],
  boxes: [{ image: 'a', category: 'cat', box: [0, 0, 40, 40] as Box }],
};
const hit = { image: 'a', category: 'cat', box: [0, 0, 40, 40] as Box, score: 0.9 };
const listed: GroundTruth = { ...truth, categories: [{ id: 'cat', name: 'Cat' }] };
const boxed = (box: Box): GroundTruth => ({ ...truth, boxes: [{ ...truth.boxes[0]!, box }] });
const coco = (annotation: object) => ({
  images: [{ id: 1 }],
  categories: [{ id: 1 }],
  annotations: [annotation],
});
const result = (entry: object) => [
  { image_id: 1, category_id: 1, bbox: [0, 0, 1, 1], score: 0.5, ...entry },
];

says('boxes', {
  'intersectionOverUnion: a has 3 entries but a box [x, y, width, height] has 4.': () =>
    intersectionOverUnion([0, 0, 1] as never, [0, 0, 1, 1]),
  'intersectionOverUnion: a has 0 entries but a box [x, y, width, height] has 4.': () =>
    intersectionOverUnion(undefined as never, [0, 0, 1, 1]),
  'intersectionOverUnion: b has 0 entries but a box [x, y, width, height] has 4.': () =>
    intersectionOverUnion([0, 0, 1, 1], null as never),
  'intersectionOverUnion: b[0] is NaN, and a box is four finite numbers x, y, width, height. [NOT_FINITE]':
    () => intersectionOverUnion([0, 0, 1, 1], [Number.NaN, 0, 1, 1]),
  'intersectionOverUnion: b[1] is NaN, and a box is four finite numbers x, y, width, height. [NOT_FINITE]':
    () => intersectionOverUnion([0, 0, 1, 1], [0, Number.NaN, 1, 1]),
  'intersectionOverUnion: b[2] is Infinity, and a box is four finite numbers x, y, width, height. [NOT_FINITE]':
    () => intersectionOverUnion([0, 0, 1, 1], [0, 0, Number.POSITIVE_INFINITY, 1]),
  'intersectionOverUnion: b[3] is Infinity, and a box is four finite numbers x, y, width, height. [NOT_FINITE]':
    () => intersectionOverUnion([0, 0, 1, 1], [0, 0, 1, Number.POSITIVE_INFINITY]),
  'intersectionOverUnion: a is -1 wide and 1 high, and both must be at least 0, with an area of at most 1e300. Boxes are [x, y, width, height], not two corners. [OUT_OF_RANGE]':
    () => intersectionOverUnion([0, 0, -1, 1], [0, 0, 1, 1]),
  'intersectionOverUnion: a is 1 wide and -1 high, and both must be at least 0, with an area of at most 1e300. Boxes are [x, y, width, height], not two corners. [OUT_OF_RANGE]':
    () => intersectionOverUnion([0, 0, 1, -1], [0, 0, 1, 1]),
  'intersectionOverUnion: a is 1e+151 wide and 1e+151 high, and both must be at least 0, with an area of at most 1e300. Boxes are [x, y, width, height], not two corners. [OUT_OF_RANGE]':
    () => intersectionOverUnion([0, 0, 1e151, 1e151], [0, 0, 1, 1]),
});

says('truth and detections', {
  'meanAveragePrecision: groundTruth.images is empty, and at least one entry is needed.': () =>
    meanAveragePrecision({ images: [], boxes: [] }, []),
  'meanAveragePrecision: groundTruth has no object that counts (0 boxes, all of them crowds or larger than 1e10), so recall is 0/0. Check that the annotations were read. [UNDEFINED_METRIC]':
    () => meanAveragePrecision({ images: [1], boxes: [] }, []),
  'meanAveragePrecision: groundTruth has the image "a" twice. List each image once. [DUPLICATE_NAME]':
    () => meanAveragePrecision({ ...truth, images: ['a', 'b', 'a'] }, []),
  'meanAveragePrecision: groundTruth has the category 2 twice. List each category once. [DUPLICATE_NAME]':
    () =>
      meanAveragePrecision(
        {
          ...truth,
          categories: [
            { id: 2, name: '' },
            { id: 1, name: '' },
            { id: 2, name: '' },
          ],
        },
        [],
      ),
  'meanAveragePrecision: detections[1] names the image 1 (number), which groundTruth does not list. Its ids are like "a", "b". Check that both come from the same data set. [INVALID_ARGUMENT]':
    () => meanAveragePrecision(truth, [hit, { ...hit, image: 1 }]),
  'meanAveragePrecision: groundTruth.boxes[0] names the image "a" (string), which groundTruth does not list. Its ids are like "b". Check that both come from the same data set. [INVALID_ARGUMENT]':
    () => meanAveragePrecision({ ...truth, images: ['b'] }, []),
  'meanAveragePrecision: groundTruth.boxes[0] names the image "a" (string), which groundTruth does not list. Its ids are like 1, 2, 3, 4, 5. Check that both come from the same data set. [INVALID_ARGUMENT]':
    () => meanAveragePrecision({ ...truth, images: [6, 5, 4, 3, 2, 1] }, []),
  'meanAveragePrecision: detections[0] names the category "dog" (string), which groundTruth does not list. Its ids are like "cat". Check that both come from the same data set. [INVALID_ARGUMENT]':
    () => meanAveragePrecision(listed, [{ ...hit, category: 'dog' }]),
  'meanAveragePrecision: groundTruth.boxes[0] names the category "cat" (string), which groundTruth does not list. Its ids are like "dog".':
    () => meanAveragePrecision({ ...truth, categories: [{ id: 'dog', name: 'Dog' }] }, []),
  'meanAveragePrecision: groundTruth.boxes[0].box is -1 wide and 1 high, and both must be at least 0, with an area of at most 1e300. Boxes are [x, y, width, height], not two corners. [OUT_OF_RANGE]':
    () => meanAveragePrecision(boxed([0, 0, -1, 1]), []),
  'meanAveragePrecision: detections[1].box is 1 wide and -1 high, and both must be at least 0, with an area of at most 1e300. Boxes are [x, y, width, height], not two corners. [OUT_OF_RANGE]':
    () => meanAveragePrecision(truth, [hit, { ...hit, box: [0, 0, 1, -1] }]),
  'meanAveragePrecision: detections[1].score is NaN, and it must be a finite number. [NOT_FINITE]':
    () =>
      meanAveragePrecision(truth, [
        { ...hit, category: 'dog' },
        { ...hit, score: Number.NaN },
      ]),
  'meanAveragePrecision: groundTruth.boxes[0].area is -1, below 0. [OUT_OF_RANGE]': () =>
    meanAveragePrecision({ ...truth, boxes: [{ ...truth.boxes[0]!, area: -1 }] }, []),
  'meanAveragePrecision: iouThresholds is empty, and at least one entry is needed.': () =>
    meanAveragePrecision(truth, [], { iouThresholds: [] }),
  'meanAveragePrecision: iouThresholds[1] is 1.5, and it must lie between 0 and 1. [OUT_OF_RANGE]':
    () => meanAveragePrecision(truth, [], { iouThresholds: [0.5, 1.5] }),
  'vocAveragePrecision: groundTruth has no object that counts, so recall is 0/0. Check that the annotations were read, and how many of them are difficult. [UNDEFINED_METRIC]':
    () => vocAveragePrecision({ images: [1], boxes: [] }, []),
  'vocAveragePrecision: iouThreshold is 1.5, and it must lie between 5e-324 and 1. [OUT_OF_RANGE]':
    () => vocAveragePrecision(truth, [], { iouThreshold: 1.5 }),
  'vocAveragePrecision: rule is "all". Did you mean "all-point"? Choices: "all-point", "11-point". [INVALID_ARGUMENT]':
    () => vocAveragePrecision(truth, [], { rule: 'all' as never }),
});

says('files', {
  'readCocoAnnotations: this is no JSON. [PARSE_ERROR]': () =>
    readCocoAnnotations('data/instances.json'),
  'readCocoAnnotations: this is null, and no COCO file. [PARSE_ERROR]': () =>
    readCocoAnnotations('null'),
  'readCocoAnnotations: this is 7, and no COCO file. [PARSE_ERROR]': () => readCocoAnnotations('7'),
  'readCocoAnnotations: annotations is no list. An annotation file holds images, categories and annotations; a results file is one list of detections. [PARSE_ERROR]':
    () => readCocoAnnotations({ images: [], categories: [] }),
  'readCocoAnnotations: images[1] is 3, and it must be an object. [WRONG_KIND]': () =>
    readCocoAnnotations({ images: [{ id: 1 }, 3], categories: [], annotations: [] }),
  'readCocoAnnotations: images[0] is null, and it must be an object. [WRONG_KIND]': () =>
    readCocoAnnotations({ images: [null], categories: [], annotations: [] }),
  'readCocoAnnotations: images[0].id is undefined, and it must be a number or a text. [WRONG_KIND]':
    () => readCocoAnnotations({ images: [{}], categories: [], annotations: [] }),
  'readCocoAnnotations: categories[0].id is null, and it must be a number or a text. [WRONG_KIND]':
    () => readCocoAnnotations({ images: [], categories: [{ id: null }], annotations: [] }),
  'readCocoAnnotations: annotations[0].bbox is undefined, and it must be four numbers [x, y, width, height]. [WRONG_KIND]':
    () => readCocoAnnotations(coco({})),
  'readCocoAnnotations: annotations[0].bbox is [0,0,1], and it must be four numbers [x, y, width, height]. [WRONG_KIND]':
    () => readCocoAnnotations(coco({ bbox: [0, 0, 1], image_id: 1, category_id: 1 })),
  'readCocoAnnotations: annotations[0].bbox[1] is "0", and it must be a number. [WRONG_KIND]': () =>
    readCocoAnnotations(coco({ bbox: [0, '0', 1, 1], image_id: 1, category_id: 1 })),
  'readCocoAnnotations: annotations[0].image_id is undefined, and it must be a number or a text. [WRONG_KIND]':
    () => readCocoAnnotations(coco({ bbox: [0, 0, 1, 1], category_id: 1 })),
  'readCocoAnnotations: annotations[0].category_id is undefined, and it must be a number or a text. [WRONG_KIND]':
    () => readCocoAnnotations(coco({ bbox: [0, 0, 1, 1], image_id: 1 })),
  'readCocoAnnotations: annotations[0].iscrowd is 2, and it must be 0 or 1. [WRONG_KIND]': () =>
    readCocoAnnotations(coco({ bbox: [0, 0, 1, 1], image_id: 1, category_id: 1, iscrowd: 2 })),
  'readCocoAnnotations: annotations[0].area is "1", and it must be a number. [WRONG_KIND]': () =>
    readCocoAnnotations(coco({ bbox: [0, 0, 1, 1], image_id: 1, category_id: 1, area: '1' })),
  'readCocoAnnotations: annotations[0].bbox is "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, and it must be four numbers [x, y, width, height]. [WRONG_KIND]':
    () => readCocoAnnotations(coco({ bbox: 'x'.repeat(99), image_id: 1, category_id: 1 })),
  'readCocoDetections: results is no list. An annotation file holds images, categories and annotations; a results file is one list of detections. [PARSE_ERROR]':
    () => readCocoDetections('{"images":[]}'),
  'readCocoDetections: results[1] is 2, and it must be an object. [WRONG_KIND]': () =>
    readCocoDetections([[1], 2] as never),
  'readCocoDetections: results[0].score is "1", and it must be a number. [WRONG_KIND]': () =>
    readCocoDetections(result({ score: '1' })),
  'readCocoDetections: results[0].image_id is [1], and it must be a number or a text. [WRONG_KIND]':
    () => readCocoDetections(result({ image_id: [1] })),
  'readCocoDetections: results[0].bbox is null, and it must be four numbers [x, y, width, height]. [WRONG_KIND]':
    () => readCocoDetections(result({ bbox: null })),
});
