"""Regression metrics of scikit-learn on small, skewed and weighted data."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.metrics import mean_absolute_error, mean_squared_error, r2_score, root_mean_squared_error

rng = np.random.default_rng(7)


def case(name, y_true, y_pred, weight=None):
    metrics = {
        "meanAbsoluteError": mean_absolute_error,
        "meanSquaredError": mean_squared_error,
        "rootMeanSquaredError": root_mean_squared_error,
        "r2Score": r2_score,
    }
    expected = {key: float(f(y_true, y_pred, sample_weight=weight)) for key, f in metrics.items()}
    return {"name": name, "yTrue": y_true, "yPred": y_pred, "sampleWeight": weight, "expected": expected}


normal = rng.normal(size=50)
skewed = rng.lognormal(sigma=2, size=40)
far = 1e8 + rng.normal(size=30)
write(
    "regressionMetrics",
    f"scikit-learn {sklearn.__version__}",
    [
        case("two rows", np.array([1.0, 2.0]), np.array([1.5, 2.5])),
        case("normal noise", normal, normal + rng.normal(scale=0.3, size=50)),
        case("worse than the mean", normal, -normal),
        case("skewed", skewed, skewed * rng.uniform(0.5, 2, size=40)),
        case("far from zero", far, far + rng.normal(scale=0.1, size=30)),
        case("weighted", normal, normal * 0.8, rng.uniform(0, 3, size=50)),
        case("some weights zero", normal, normal + 0.5, rng.integers(0, 2, size=50).astype(float)),
    ],
)
