"""scikit-learn's HistGradientBoosting on few distinct values, where bins are the values themselves."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

rng = np.random.default_rng(7)
n = 240
X = np.round(rng.normal(size=(n, 4)) * 8) / 4
signal = X[:, 0] * 2 + np.abs(X[:, 1]) + X[:, 2] * (X[:, 3] > 0)
y = signal + rng.normal(size=n)
holes = X.copy()
holes[rng.uniform(size=X.shape) < 0.15] = np.nan
labels = np.array(["no", "yes"])[(y > 1).astype(int)]
three = np.array(["low", "middle", "high"])[np.digitize(y, [-1, 2])]

cases = []


def add(name, X, y, **options):
    ours = {"trees": 12, "learningRate": 0.1, "leaves": 31, "minimumRows": 20, "l2": 0.0}
    ours.update(options)
    kind = HistGradientBoostingRegressor if y.dtype.kind == "f" else HistGradientBoostingClassifier
    model = kind(
        max_iter=ours["trees"], learning_rate=ours["learningRate"], max_leaf_nodes=ours["leaves"],
        min_samples_leaf=ours["minimumRows"], l2_regularization=ours["l2"], early_stopping=False,
        monotonic_cst=ours.get("monotone"),
    ).fit(X, y)
    found = model.predict(X) if y.dtype.kind == "f" else model.predict_proba(X)
    rows = [[None if np.isnan(v) else v for v in row] for row in X.tolist()]
    cases.append({"name": name, "X": rows, "y": y, "options": ours, "predictions": found[:60]})


add("numbers", X, y)
add("numbers, few leaves and a penalty", X, y, leaves=5, minimumRows=5, l2=1.5, learningRate=0.3)
add("numbers with holes", holes, y, minimumRows=10)
add("numbers, forced to fall and to rise", X, y, monotone=[-1, 1, 0, 1], minimumRows=8)
add("two classes", X, labels)
add("two classes with holes", holes, labels, minimumRows=10, l2=0.1)
add("three classes", X, three, leaves=8, l2=0.3)
add("too few rows to split", X[:30], y[:30])
write("gradientBoosting", f"scikit-learn {sklearn.__version__}", cases)
