"""Curves over thresholds and the areas under them by scikit-learn."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn import metrics as m

rng = np.random.default_rng(7)


def case(name, y, score, weight=None):
    fpr, tpr, at = m.roc_curve(y, score, sample_weight=weight)
    all_fpr, all_tpr, _ = m.roc_curve(y, score, sample_weight=weight, drop_intermediate=False)
    p, r, t = m.precision_recall_curve(y, score, sample_weight=weight)
    return {
        "name": name,
        "yTrue": y,
        "yScore": score,
        "sampleWeight": weight,
        "roc": [fpr, tpr, at[1:]],
        "rocAll": [all_fpr, all_tpr],
        "precisionRecall": [p, r, t],
        "rocAuc": m.roc_auc_score(y, score, sample_weight=weight),
        "averagePrecision": m.average_precision_score(y, score, sample_weight=weight),
    }


def several(name, y, scores, weight=None):
    scores = scores / scores.sum(axis=1, keepdims=True)
    auc = lambda average: m.roc_auc_score(y, scores, multi_class="ovr", average=average, sample_weight=weight)
    expected = {str(average): auc(average) for average in ["macro", "weighted", "micro", None]}
    return {"name": name, "yTrue": y, "yScore": scores, "sampleWeight": weight, "oneVsRest": expected}


small = np.array([0, 0, 1, 1])
y = rng.integers(0, 2, size=70)
score = rng.normal(size=70) + y
rare = (rng.random(700) < 0.04).astype(int)
kinds = rng.integers(0, 4, size=90)
kind_scores = rng.exponential(size=(90, 4)) + np.eye(4)[kinds]
write(
    "rankingMetrics",
    f"scikit-learn {sklearn.__version__}",
    [
        case("small", small, np.array([0.1, 0.4, 0.35, 0.8])),
        case("normal", y, score),
        case("tied", y, np.round(score)),
        case("all tied", y, np.zeros(70)),
        case("perfect", y, y.astype(float)),
        case("perfectly wrong", y, -y.astype(float)),
        case("negative, zero and huge scores", y, np.sign(score) * np.exp(40 * np.abs(score))),
        case("scores that differ in their last bits", y, 1 + np.round(score * 3) * 2.0**-52),
        case("rare and long", rare, np.round(rng.normal(size=700) + rare, 2)),
        case("weights", y, np.round(score, 1), rng.uniform(0, 2, size=70)),
        case("some weights 0", y, score, rng.integers(0, 3, size=70).astype(float)),
        several("four classes", kinds, kind_scores),
        several("four weighted classes", kinds, kind_scores, rng.uniform(0.1, 2, size=90)),
    ],
)
