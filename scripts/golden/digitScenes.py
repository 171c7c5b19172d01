"""COCO's twelve numbers of what chapter 12 finds in its pictures, by pycocotools.

Writes, for the chapter, datasets/digit-scenes: both files that pycocotools was given, and what it said;
and the same numbers as a golden file. The detections are those of one run: a network trained on another
machine may differ in some of them, so they are kept.
"""

import contextlib
import csv
import hashlib
import io
import json
import subprocess
from importlib.metadata import version
from pathlib import Path

from goldenFile import write
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "datasets" / "digit-scenes"
NUMBERS = [
    ("ap", "0.50 to 0.95", "all", 100),
    ("ap50", "0.50", "all", 100),
    ("ap75", "0.75", "all", 100),
    ("apSmall", "0.50 to 0.95", "small", 100),
    ("apMedium", "0.50 to 0.95", "medium", 100),
    ("apLarge", "0.50 to 0.95", "large", 100),
    ("ar1", "0.50 to 0.95", "all", 1),
    ("ar10", "0.50 to 0.95", "all", 10),
    ("ar100", "0.50 to 0.95", "all", 100),
    ("arSmall", "0.50 to 0.95", "small", 100),
    ("arMedium", "0.50 to 0.95", "medium", 100),
    ("arLarge", "0.50 to 0.95", "large", 100),
]


def chapter():
    command = ["node", "scripts/ts.mjs", "scripts/golden/digitScenesState.ts"]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def lines(entries):
    return "[\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n]"


def save(name, text):
    (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")


def evaluate(annotations, detections):
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO()
        coco.dataset = {"info": {}, **annotations}
        coco.createIndex()
        evaluation = COCOeval(coco, coco.loadRes(detections), "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    return [float(value) for value in evaluation.stats]


files = chapter()
FOLDER.mkdir(parents=True, exist_ok=True)
save(
    "annotations.json",
    "{\n" + ",\n".join(f'"{key}": {lines(entries)}' for key, entries in files["annotations"].items()) + "\n}\n",
)
save("detections.json", lines(files["detections"]) + "\n")
stats = evaluate(
    json.loads((FOLDER / "annotations.json").read_text(encoding="utf-8")),
    json.loads((FOLDER / "detections.json").read_text(encoding="utf-8")),
)
table = io.StringIO()
writer = csv.writer(table, lineterminator="\n")
writer.writerow(["name", "iou", "area", "most_detections", "value"])
writer.writerows([*row, repr(value)] for row, value in zip(NUMBERS, stats))
save("pycocotools.csv", table.getvalue())
reference = f"pycocotools {version('pycocotools')}"
write("digitScenes", reference, [{"name": row[0], "expected": value} for row, value in zip(NUMBERS, stats)])
for path in ("pycocotools.csv", "annotations.json", "detections.json"):
    content = (FOLDER / path).read_bytes()
    print(f"{path}: {len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}")
