"""pandas' deviation, skewness and kurtosis (SciPy's where values are equal), NumPy's quantiles."""

import numpy as np
import pandas as pd
import scipy
from goldenFile import write
from scipy import stats

rng = np.random.default_rng(7)
SAMPLES = {
    "five values": np.array([2.0, 4.0, 4.0, 5.0, 10.0]),
    "normal": rng.normal(50, 10, 300),
    "long right tail": rng.lognormal(0, 1.5, 400),
    "mean large beside the deviation": 1e9 + rng.normal(0, 1, 300),
    "whole numbers with ties": rng.integers(0, 7, 200).astype(float),
    "two values": np.array([1.0, 3.0]),
    "three values": np.array([1.0, 3.0, 4.0]),
    "far from 1": rng.normal(3, 1, 50) * 1e-200,
    "one value": np.array([2.5]),
}
PROBABILITIES = [0, 0.01, 0.05, 0.1, 0.25, 1 / 3, 0.5, 0.75, 0.9, 0.975, 0.99, 1]


def number(value):
    return None if np.isnan(value) else float(value)


cases = []
for name, values in SAMPLES.items():
    series = pd.Series(values)
    # pandas squares as it is; values this small it takes for equal.
    shape = pd.Series(values * 1e200) if name == "far from 1" else series
    if name == "mean large beside the deviation":
        shape = pd.Series(values - 1e9)  # exact, and pandas then loses no digits
    cases.append(
        {
            "name": name,
            "values": values,
            "mean": number(1e9 + shape.mean() if name.startswith("mean large") else series.mean()),
            "deviation": number(shape.std() * (1e-200 if name == "far from 1" else 1)),
            "skewness": number(shape.skew()),
            "kurtosis": number(shape.kurt()),
            "scipySkewness": number(stats.skew(shape, bias=False)) if len(values) > 2 else None,
            "quantiles": [
                {"probability": p, "value": float(np.quantile(values, p))} for p in PROBABILITIES
            ],
        }
    )
write("moments", f"pandas {pd.__version__}, SciPy {scipy.__version__}, NumPy {np.__version__}", cases)
