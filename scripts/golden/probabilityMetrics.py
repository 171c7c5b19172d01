"""Metrics of probabilities by scikit-learn: two classes, several, sure mistakes, weights, bins."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, log_loss

rng = np.random.default_rng(7)


def case(name, y, p, weight=None):
    several = p.ndim == 2
    labels = {"labels": list(range(p.shape[1]))} if several else {"labels": [0, 1]}
    curves = []
    if not several:
        for strategy in ["uniform", "quantile"]:
            for bins in [1, 3, 5, 10]:
                observed, predicted = calibration_curve(y, p, n_bins=bins, strategy=strategy)
                curves.append({"strategy": strategy, "bins": bins, "observed": observed, "predicted": predicted})
    return {
        "name": name,
        "yTrue": y,
        "yProb": p,
        "sampleWeight": weight,
        "logLoss": log_loss(y, p, sample_weight=weight, **labels),
        "brierScore": brier_score_loss(y, p, sample_weight=weight, **(labels if several else {})),
        "curves": curves,
    }


def shares(rows, columns):
    raw = rng.exponential(size=(rows, columns))
    return raw / raw.sum(axis=1, keepdims=True)


p = rng.uniform(size=80)
y = (rng.random(80) < p).astype(int)
write(
    "probabilityMetrics",
    f"scikit-learn {sklearn.__version__}",
    [
        case("calibrated", y, p),
        case("sure, sometimes wrongly", y, np.round(p)),
        case("values on the edges of bins", y, np.round(p, 1)),
        case("too sure", y, np.clip(2 * p - 0.5, 0, 1)),
        case("two columns", y, np.stack([1 - p, p], axis=1)),
        case("five classes", rng.integers(0, 5, size=60), shares(60, 5)),
        case("weights", y, p, rng.uniform(0, 3, size=80)),
        case("weighted classes", rng.integers(0, 3, size=40), shares(40, 3), rng.uniform(0, 3, size=40)),
    ],
)
