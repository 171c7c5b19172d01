"""scikit-learn's naive Bayes, nearest neighbours and nearest centroid."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.naive_bayes import GaussianNB, MultinomialNB
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid

rng = np.random.default_rng(7)
codes = rng.integers(0, 3, size=90)
tidy = rng.normal(size=(90, 3)) + np.eye(3)[codes] * 1.5
words = np.array(["ant", "bee", "cow"])
named = {
    "three classes": (tidy, words[codes]),
    "two classes, badly scaled": (tidy * [1e-3, 1, 1e4] + [0, 5, 1e6], (codes > 0).astype(int)),
    "a constant column": (np.column_stack([tidy, np.full(90, 0.1)]), words[codes]),
    "64 columns": (rng.normal(size=(60, 64)) + 0.4 * codes[:60, None], codes[:60]),
}
cases = []
for name, (X, y) in named.items():
    probe = X[:15] + 0.3 * X.std(axis=0) * rng.normal(size=(15, X.shape[1]))
    counts = np.floor(np.abs(X - X.mean(axis=0)) / (X.std(axis=0) + 1e-30) * 3)
    neighbors = []
    for k in (1, 4, 7):
        for weights in ("uniform", "distance"):
            model = KNeighborsClassifier(k, weights=weights).fit(X, y)
            neighbors.append({"neighbors": k, "weights": weights, "probability": model.predict_proba(probe)})
    multinomial = [
        {"alpha": alpha, "probability": MultinomialNB(alpha=alpha).fit(counts, y).predict_proba(counts[:15])} for alpha in (1, 0.1)
    ]
    cases.append({
        "name": name, "X": X, "y": y, "probe": probe, "counts": counts, "neighbors": neighbors, "multinomial": multinomial,
        "gaussian": GaussianNB().fit(X, y).predict_proba(probe), "centroid": NearestCentroid().fit(X, y).predict(probe),
    })
write("simpleClassifiers", f"scikit-learn {sklearn.__version__}", cases)
