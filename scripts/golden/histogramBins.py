"""Bin edges and counts of numpy's Freedman-Diaconis rule, for test/unit/plot/histogramBins.test.ts."""

import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(7)
SAMPLES = {
    "normal": rng.normal(50, 10, 200),
    "skewed, with an outlier": np.append(rng.exponential(3, 150), 40.0),
    "two heaps": np.concatenate([rng.normal(0, 1, 80), rng.normal(6, 0.5, 40)]),
    "five values": np.array([0.5, 1.25, 2.0, 3.75, 4.5]),
}

cases = []
for name, values in SAMPLES.items():
    values = np.round(values, 6)
    edges = np.histogram_bin_edges(values, bins="fd")
    counts, _ = np.histogram(values, bins=edges)
    cases.append(
        {"name": name, "values": values.tolist(), "edges": edges.tolist(), "counts": counts.tolist()}
    )

target = Path(__file__).resolve().parents[2] / "test" / "golden" / "histogramBins.json"
target.parent.mkdir(parents=True, exist_ok=True)
target.write_text(
    json.dumps({"reference": f"numpy {np.__version__}", "cases": cases}, indent=1) + "\n",
    encoding="utf-8",
)
