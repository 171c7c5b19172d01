"""What fills gaps and where outliers begin, for test/unit/data/clean.test.ts."""

import numpy as np
import scipy
import sklearn
from goldenFile import write
from scipy.stats import median_abs_deviation
from sklearn.impute import SimpleImputer

rng = np.random.default_rng(7)
SAMPLES = {
    "normal": rng.normal(50, 10, 60),
    "skewed": rng.exponential(3, 61),
    "tied": rng.integers(0, 6, 40).astype(float),
    "two wild ones": np.append(rng.normal(0, 1, 30), [1e6, -4e5]),
}

cases = []
for name, values in SAMPLES.items():
    values = np.round(values, 6)
    gaps = np.sort(rng.choice(len(values), 5, replace=False))
    column = values.copy()
    column[gaps] = np.nan
    fills = {
        ours: SimpleImputer(strategy=theirs).fit(column.reshape(-1, 1)).statistics_[0]
        for ours, theirs in [("mean", "mean"), ("median", "median"), ("mostFrequent", "most_frequent")]
    }
    low, high = np.quantile(values, [0.25, 0.75])
    fences = [low - 1.5 * (high - low), high + 1.5 * (high - low)]
    distance = np.abs(values - np.median(values)) / median_abs_deviation(values, scale="normal")
    cases.append(
        {
            "name": name,
            "values": values,
            "gaps": gaps,
            "fills": fills,
            "iqr": np.flatnonzero((values < fences[0]) | (values > fences[1])),
            "mad": np.flatnonzero(distance > 3.5),
            "madAtTwo": np.flatnonzero(distance > 2),
        }
    )

write("cleanStatistics", f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}", cases)
