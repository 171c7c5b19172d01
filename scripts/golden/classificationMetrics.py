"""Metrics of predicted classes by scikit-learn: two classes, several, texts, weights."""

import warnings

import numpy as np
import sklearn
from goldenFile import write
from sklearn import metrics as m

rng = np.random.default_rng(7)
warnings.filterwarnings("ignore", category=m._classification.UndefinedMetricWarning)


def case(name, y_true, y_pred, weight=None, positive=1, zero=None):
    w = {"sample_weight": weight}
    z = {} if zero is None else {"zero_division": zero}
    labels = np.unique(np.concatenate([y_true, y_pred]))
    scores = {}
    for average in [None, "macro", "micro", "weighted"] + (["binary"] if len(labels) == 2 else []):
        options = {"average": average, "pos_label": positive, **w, **z}
        scores[str(average)] = {
            "precision": m.precision_score(y_true, y_pred, **options),
            "recall": m.recall_score(y_true, y_pred, **options),
            "f1Score": m.f1_score(y_true, y_pred, **options),
            "fBetaScore": m.fbeta_score(y_true, y_pred, beta=2.5, **options),
        }
    report = m.classification_report(y_true, y_pred, output_dict=True, **w, **z)
    rows = [report[str(label)] for label in labels] + [report["macro avg"], report["weighted avg"]]
    return {
        "name": name,
        "yTrue": y_true,
        "yPred": y_pred,
        "sampleWeight": weight,
        "positive": positive,
        "zeroDivision": zero,
        "scores": scores,
        "report": [[row["precision"], row["recall"], row["f1-score"], row["support"]] for row in rows],
        "accuracy": m.accuracy_score(y_true, y_pred, **w),
        "balancedAccuracy": m.balanced_accuracy_score(y_true, y_pred, **w),
        "adjusted": m.balanced_accuracy_score(y_true, y_pred, adjusted=True, **w),
        "matthewsCorrelation": m.matthews_corrcoef(y_true, y_pred, **w),
        "kappa": {str(k).lower(): m.cohen_kappa_score(y_true, y_pred, weights=k, **w) for k in [None, "linear", "quadratic"]},
        "confusion": {str(k).replace("pred", "predicted").lower(): m.confusion_matrix(y_true, y_pred, normalize=k, **w) for k in [None, "true", "pred", "all"]},
    }


def noisy(y, share, labels):
    return np.where(rng.random(len(y)) < share, rng.choice(labels, size=len(y)), y)


two = rng.integers(0, 2, size=60)
rare = (rng.random(80) < 0.1).astype(int)
many = rng.integers(0, 5, size=120)
words = rng.choice(["Zebra", "ant", "bee", "Ämsel"], size=70)
write(
    "classificationMetrics",
    f"scikit-learn {sklearn.__version__}",
    [
        case("two classes", two, noisy(two, 0.4, [0, 1])),
        case("a rare class", rare, noisy(rare, 0.3, [0, 1])),
        case("the other class is positive", rare, noisy(rare, 0.3, [0, 1]), positive=0),
        case("five classes", many, noisy(many, 0.5, range(5))),
        case("negative labels", many - 12, noisy(many - 12, 0.5, [-10, -9, -8])),
        case("texts", words, noisy(words, 0.4, ["ant", "bee"])),
        case("two texts", np.where(two == 1, "hit", "miss"), np.where(noisy(two, 0.4, [0, 1]) == 1, "hit", "miss"), positive="hit"),
        case("weights", many, noisy(many, 0.5, range(5)), rng.uniform(0.1, 3, size=120)),
        case("some weights 0", two, noisy(two, 0.4, [0, 1]), rng.integers(0, 3, size=60).astype(float)),
        case("a class never predicted, as 0", many, np.minimum(noisy(many, 0.5, range(5)), 3), zero=0),
        case("a class never true, as 1", np.minimum(many, 3), noisy(many, 0.5, range(5)), zero=1),
    ],
)
