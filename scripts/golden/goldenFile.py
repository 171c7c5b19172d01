"""Writes one file of reference values: test/golden/<name>.json."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "test" / "golden"


def write(name, reference, cases):
    """cases: plain dicts of numbers, texts and lists; arrays become lists. One case a line."""
    lines = ",\n".join("    " + json.dumps(case, default=lambda array: array.tolist()) for case in cases)
    text = '{\n  "reference": %s,\n  "cases": [\n%s\n  ]\n}\n' % (json.dumps(reference), lines)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
