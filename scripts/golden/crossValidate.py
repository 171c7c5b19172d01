"""scikit-learn's cross_val_score and learning_curve, with folds given as row numbers."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import KFold, StratifiedKFold, cross_val_predict, cross_val_score, learning_curve

rng = np.random.default_rng(7)
X = rng.normal(size=(60, 3))
noise = rng.normal(size=60)
value = X @ [2.0, -1.0, 0.5] + noise
binary = (X[:, 0] + 0.7 * noise > 0).astype(int)
words = np.array(["ant", "bee", "cow"])[np.digitize(X[:, 0] + 0.5 * noise, [-0.6, 0.6])]
logistic = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-10)
cases = []
for name, model, y, folds, metrics in [
    ("two classes", logistic, binary, StratifiedKFold(5), {"accuracy": "accuracy", "logLoss": "neg_log_loss", "brierScore": "neg_brier_score", "rocAuc": "roc_auc", "averagePrecision": "average_precision", "f1Score": "f1", "matthewsCorrelation": "matthews_corrcoef"}),
    ("three classes of texts", logistic, words, StratifiedKFold(4), {"accuracy": "accuracy", "logLoss": "neg_log_loss", "balancedAccuracy": "balanced_accuracy", "rocAuc": "roc_auc_ovr"}),
    ("numbers", Ridge(alpha=1.0), value, KFold(6), {"meanSquaredError": "neg_mean_squared_error", "meanAbsoluteError": "neg_mean_absolute_error", "r2Score": "r2", "rootMeanSquaredError": "neg_root_mean_squared_error", "medianAbsoluteError": "neg_median_absolute_error"}),
]:
    splits = list(folds.split(X, y))
    scores = {
        ours: (-1 if theirs.startswith("neg_") else 1) * cross_val_score(model, X, y, cv=splits, scoring=theirs)
        for ours, theirs in metrics.items()
    }
    first = next(iter(metrics))
    sizes, train, test = learning_curve(model, X, y, cv=splits, scoring=metrics[first], train_sizes=[0.5, 0.75, 1.0])
    sign = -1 if metrics[first].startswith("neg_") else 1
    method = "predict" if name == "numbers" else "predict_proba"
    cases.append({
        "name": name, "X": X, "y": y, "folds": [{"train": a, "test": b} for a, b in splits], "scores": scores,
        "outOfFold": cross_val_predict(model, X, y, cv=splits, method=method),
        "curve": {"metric": first, "sizes": sizes, "train": sign * train, "test": sign * test},
    })
write("crossValidate", f"scikit-learn {sklearn.__version__}", cases)
