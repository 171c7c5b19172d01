"""pandas' describe, nunique, skew and kurt for each column of the course's small data sets."""

from pathlib import Path

import numpy as np
import pandas as pd
from goldenFile import write

DATASETS = Path(__file__).resolve().parents[2] / "datasets"


def number(value):
    return None if np.isnan(value) else float(value)


cases = []
for name in ("penguins", "weather"):
    table = pd.read_csv(DATASETS / name / f"{name}.csv")
    for column in table.columns:
        values = table[column]
        case = {
            "dataset": name,
            "column": column,
            "count": int(values.count()),
            "missing": int(values.isna().sum()),
            "distinct": int(values.nunique()),
        }
        if pd.api.types.is_numeric_dtype(values):
            described = values.describe(percentiles=[0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99])
            case["mean"] = number(described["mean"])
            case["deviation"] = number(described["std"])
            case["min"] = number(described["min"])
            case["max"] = number(described["max"])
            case["quantiles"] = [number(described[p]) for p in ("1%", "5%", "25%", "50%", "75%", "95%", "99%")]
            case["skewness"] = number(values.skew())
            case["kurtosis"] = number(values.kurt())
            counts = values.value_counts()
            ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
            case["mostFrequent"] = [{"value": float(v), "count": int(c)} for v, c in ordered]
        elif column != "date":
            ordered = sorted(values.value_counts().items(), key=lambda pair: (-pair[1], pair[0]))[:5]
            case["mostFrequent"] = [{"value": v, "count": int(c)} for v, c in ordered]
        cases.append(case)
write("profile", f"pandas {pd.__version__}", cases)
