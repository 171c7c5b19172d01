"""Median absolute error and pinball loss by scikit-learn."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.metrics import mean_pinball_loss, median_absolute_error

rng = np.random.default_rng(7)


def case(name, y_true, y_pred, weight=None):
    return {
        "name": name,
        "yTrue": y_true,
        "yPred": y_pred,
        "sampleWeight": weight,
        "median": median_absolute_error(y_true, y_pred, sample_weight=weight),
        "pinball": {str(a): mean_pinball_loss(y_true, y_pred, alpha=a, sample_weight=weight) for a in [0, 0.1, 0.5, 0.9, 1]},
    }


odd = rng.normal(size=31)
even = rng.lognormal(sigma=2, size=40)
write(
    "quantileErrors",
    f"scikit-learn {sklearn.__version__}",
    [
        case("one row", np.array([1.0]), np.array([3.5])),
        case("an odd number of rows", odd, odd + rng.normal(size=31)),
        case("an even number of rows", even, even * rng.uniform(0.5, 2, size=40)),
        case("weights", odd, odd + rng.normal(size=31), rng.uniform(0, 3, size=31)),
        case("weights all 1", even, even * 1.5, np.ones(40)),
        case("weights all 0.1", even, even * 1.5, np.full(40, 0.1)),
        case("some weights 0", even, even + rng.normal(size=40), rng.integers(0, 2, size=40).astype(float)),
        case("weight on the last row", odd, np.arange(31.0), np.eye(31)[30]),
    ],
)
