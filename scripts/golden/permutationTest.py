"""SciPy's permutation test over all deals of small samples: the p-value that chance only estimates."""

import numpy as np
import scipy
from goldenFile import write
from scipy import stats

rng = np.random.default_rng(7)


def difference(a, b, axis=-1):
    return np.mean(a, axis=axis) - np.mean(b, axis=axis)


cases = []
for name, a, b in (
    ("apart", rng.normal(0, 1, 6), rng.normal(1.5, 1, 7)),
    ("alike", rng.normal(0, 1, 7), rng.normal(0, 1, 5)),
    ("ties", rng.integers(0, 3, 6).astype(float), rng.integers(1, 4, 6).astype(float)),
):
    exact = stats.permutation_test((a, b), difference, n_resamples=np.inf, alternative="two-sided")
    deals = exact.null_distribution
    hits = np.abs(deals) >= abs(exact.statistic) * (1 - 1e-12)
    cases.append(
        {
            "name": name,
            "a": a,
            "b": b,
            "observed": float(exact.statistic),
            "pValue": float(hits.mean()),
            "scipyTwoSided": float(exact.pvalue),
        }
    )
write("permutationTest", f"SciPy {scipy.__version__}", cases)
