"""PASCAL VOC's average precision, written from the paper: slowly, one detection at a time."""

import numpy as np
from goldenFile import write

rng = np.random.default_rng(11)


def overlap(a, b):
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / (a[2] * a[3] + b[2] * b[3] - width * height)


def curve(truth, detections, category, threshold):
    own = [t for t in truth if t["category"] == category]
    positives = sum(not t["difficult"] for t in own)
    used, hits, calls, points = set(), 0, 0, []
    for d in sorted((d for d in detections if d["category"] == category), key=lambda d: -d["score"]):
        candidates = [(overlap(d["box"], t["box"]), -i) for i, t in enumerate(own) if t["image"] == d["image"]]
        share, i = max(candidates, default=(0.0, 0))
        matched = share >= threshold
        if matched and own[-i]["difficult"]:
            continue
        calls += 1
        if matched and -i not in used:
            used.add(-i)
            hits += 1
        points.append((hits / positives, hits / calls))
    return points


def precisions(points):
    best = lambda recall: max((p for r, p in points if r >= recall - 1e-12), default=0.0)
    eleven = sum(best(k / 10) for k in range(11)) / 11
    recalls = sorted({r for r, _ in points if r > 0})
    area = sum((r - before) * best(r) for before, r in zip([0.0, *recalls], recalls))
    return {"11-point": eleven, "all-point": area}


def case(name, images, objects, threshold, difficult):
    truth, detections = [], []
    for image in range(images):
        for _ in range(rng.poisson(objects)):
            box = np.round([*rng.uniform(0, 200, size=2), *rng.uniform(10, 60, size=2)], 2)
            category = str(rng.choice(["cat", "dog"]))
            truth.append({"image": image, "category": category, "box": box.tolist(), "difficult": bool(rng.random() < difficult)})
            for _ in range(rng.poisson(1.3)):
                guess = np.abs(box + rng.normal(0, 5, size=4))
                detections.append({"image": image, "category": category, "box": np.round(guess, 2).tolist()})
        for _ in range(rng.poisson(1)):
            stray = np.round([*rng.uniform(0, 200, size=2), *rng.uniform(10, 60, size=2)], 2)
            detections.append({"image": image, "category": str(rng.choice(["cat", "dog"])), "box": stray.tolist()})
    for d, score in zip(detections, rng.permutation(len(detections))):
        d["score"] = float(score)
    expected = {c: precisions(curve(truth, detections, c, threshold)) for c in ["cat", "dog"]}
    return {"name": name, "images": list(range(images)), "truth": truth, "detections": detections, "iouThreshold": threshold, "expected": expected}


write(
    "vocAveragePrecision",
    "the paper's rules in Python",
    [
        case("two categories", 12, 3, 0.5, 0),
        case("a high threshold", 12, 3, 0.75, 0),
        case("difficult objects", 12, 4, 0.5, 0.3),
        case("ten objects, recalls in tenths", 4, 5, 0.5, 0),
    ],
)
