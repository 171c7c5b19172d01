"""COCO's twelve numbers by pycocotools, and single overlaps by its mask module."""

import contextlib
import io
from importlib.metadata import version

import numpy as np
from goldenFile import write
from pycocotools import mask
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

NAMES = "ap ap50 ap75 apSmall apMedium apLarge ar1 ar10 ar100 arSmall arMedium arLarge".split()
rng = np.random.default_rng(7)


def scene(images, categories, objects, sizes, crowd=0.0, score_steps=None, doubles=1.3, empty=0.0, exact=False):
    truth, found = [], []
    for image in range(1, images + 1):
        for _ in range(objects if exact else 0 if rng.random() < empty else rng.poisson(objects)):
            size = np.exp(rng.uniform(*np.log(sizes), size=2))
            box = np.round([*rng.uniform(0, 400, size=2), *size], 2)
            category = int(rng.choice(categories))
            is_crowd = int(rng.random() < crowd)
            area = float(np.round(box[2] * box[3] * rng.uniform(0.5, 1), 2))
            truth.append({"id": len(truth) + 1, "image_id": image, "category_id": category, "bbox": box.tolist(), "area": area, "iscrowd": is_crowd})
            for _ in range(rng.poisson(doubles + 4 * is_crowd)):
                guess = box * [1, 1, *rng.normal(1, 0.08, size=2)] + [*rng.normal(0, 0.05, size=2) * size, 0, 0]
                label = category if rng.random() < 0.85 else int(rng.choice(categories))
                found.append((image, label, np.round(np.abs(guess), 2).tolist(), rng.beta(4, 2)))
        for _ in range(rng.poisson(1)):
            stray = np.round([*rng.uniform(0, 400, size=2), *np.exp(rng.uniform(*np.log(sizes), size=2))], 2)
            found.append((image, int(rng.choice(categories)), stray.tolist(), rng.beta(2, 4)))
    order = rng.permutation(len(found))
    detections = []
    for i in order:
        image, label, box, score = found[i]
        score = round(score * score_steps) / score_steps if score_steps else float(score)
        detections.append({"image_id": image, "category_id": label, "bbox": box, "score": score})
    annotations = {
        "images": [{"id": image} for image in range(1, images + 1)],
        "categories": [{"id": int(c), "name": f"kind {c}"} for c in categories],
        "annotations": [truth[i] for i in rng.permutation(len(truth))],
    }
    return annotations, detections


def case(name, annotations, detections):
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO()
        coco.dataset = {"info": {}, **annotations}
        coco.createIndex()
        evaluation = COCOeval(coco, coco.loadRes([dict(d) for d in detections]), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    numbers = {key: None if value == -1 else float(value) for key, value in zip(NAMES, evaluation.stats)}
    per_category = evaluation.eval["precision"][:, :, :, 0, 2].mean(axis=(0, 1))
    by_category = {str(c): float(p) for c, p in zip(evaluation.params.catIds, per_category) if p > -1}
    return {"name": name, "annotations": annotations, "detections": detections, "expected": numbers, "byCategory": by_category}


def one(truth, found, crowd=0):
    """All boxes in one image of one category; found: (box, score)."""
    annotations = {
        "images": [{"id": 1}],
        "categories": [{"id": 3, "name": "three"}],
        "annotations": [{"id": i + 1, "image_id": 1, "category_id": 3, "bbox": box, "area": box[2] * box[3], "iscrowd": crowd if i == 0 else 0} for i, box in enumerate(truth)],
    }
    return annotations, [{"image_id": 1, "category_id": 3, "bbox": box, "score": score} for box, score in found]


square = [10.0, 10.0, 40.0, 40.0]
near = [12.0, 10.0, 40.0, 40.0]
write(
    "meanAveragePrecision",
    f"pycocotools {version('pycocotools')}",
    [
        case("one box found exactly", *one([square], [(square, 0.9)])),
        case("a double", *one([square], [(near, 0.9), (square, 0.8)])),
        case("two equal truths", *one([square, square], [(square, 0.9), (near, 0.8)])),
        case("overlaps that are equal", *one([[0.0, 0.0, 40.0, 40.0], [20.0, 0.0, 40.0, 40.0]], [([10.0, 0.0, 40.0, 40.0], 0.9), ([22.0, 0.0, 40.0, 40.0], 0.8)])),
        case("a crowd that is found twice", *one([[0.0, 0.0, 200.0, 200.0], square], [(near, 0.9), ([150.0, 150.0, 20.0, 20.0], 0.8), ([151.0, 150.0, 20.0, 20.0], 0.8)], crowd=1)),
        case("boxes without size", *one([[5.0, 5.0, 0.0, 0.0], square], [([5.0, 5.0, 0.0, 0.0], 0.9), (square, 0.3)])),
        case("nothing right", *one([square], [([300.0, 300.0, 10.0, 10.0], 0.9)])),
        case("areas exactly at the borders", *one([[0.0, 0.0, 32.0, 32.0], [100.0, 0.0, 96.0, 96.0]], [([0.0, 0.0, 32.0, 32.0], 0.9), ([100.0, 0.0, 96.0, 96.0], 0.8), ([300.0, 0.0, 33.0, 32.0], 0.7)])),
        case("all sizes", *scene(14, [1, 2, 5], 4, (8, 200))),
        case("crowds and empty images", *scene(14, [3, 4], 4, (10, 160), crowd=0.25, empty=0.3)),
        case("tied scores across images", *scene(12, [1, 2], 5, (20, 120), score_steps=4)),
        case("small objects only", *scene(8, [1, 9], 5, (6, 24))),
        case("more than a hundred guesses a scene", *scene(2, [1], 30, (15, 90), doubles=6)),
        case("a hundred objects: recalls that are whole hundredths", *scene(10, [1], 10, (30, 90), doubles=1.2, exact=True)),
    ],
)
boxes = [[0, 0, 10, 10], [5, 0, 10, 10], [2, 2, 4, 4], [10, 0, 5, 5], [0.5, 0.25, 7.5, 3.125], [3, 3, 0, 4]]
overlaps = np.asarray(mask.iou(np.array(boxes, dtype=float), np.array(boxes, dtype=float), [0] * len(boxes)))
write("intersectionOverUnion", f"pycocotools {version('pycocotools')}", [{"boxes": boxes, "expected": overlaps}])
