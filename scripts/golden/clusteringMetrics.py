"""Metrics of clusterings by scikit-learn, with and without a truth."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn import metrics as m

rng = np.random.default_rng(7)


def points(name, X, labels):
    return {
        "name": name,
        "X": X,
        "labels": labels,
        "silhouetteSamples": m.silhouette_samples(X, labels),
        "silhouetteScore": m.silhouette_score(X, labels),
        "daviesBouldin": m.davies_bouldin_score(X, labels),
    }


def pair(name, a, b):
    nmi = lambda how: m.normalized_mutual_info_score(a, b, average_method=how)
    return {
        "name": name,
        "a": a,
        "b": b,
        "adjustedRandIndex": m.adjusted_rand_score(a, b),
        "normalizedMutualInformation": {how: nmi(how) for how in ["arithmetic", "geometric", "min", "max"]},
    }


blobs = np.concatenate([rng.normal(c, 0.6, size=(n, 3)) for c, n in [(0, 12), (3, 20), (5, 9)]])
owner = np.repeat([0, 1, 2], [12, 20, 9])
cloud = rng.uniform(size=(40, 2))
a = rng.integers(0, 4, size=80)
b = np.where(rng.random(80) < 0.3, rng.integers(0, 6, size=80), a)
write(
    "clusteringMetrics",
    f"scikit-learn {sklearn.__version__}",
    [
        points("three blobs", blobs, owner),
        points("no clusters at all", cloud, rng.integers(0, 3, size=40)),
        points("a point by itself", cloud, np.where(np.arange(40) == 7, 1, 0)),
        points("one fewer cluster than points", cloud[:5], np.array([0, 1, 2, 3, 3])),
        points("equal points in clusters", np.repeat(cloud[:4], 5, axis=0), np.repeat([0, 1, 1, 2], 5)),
        points("tiny numbers", blobs * 1e-150, owner),
        points("huge numbers", blobs * 1e150, owner),
        pair("related", a, b),
        pair("random", a, rng.permutation(a)),
        pair("equal, renamed", a, 10 - a),
        pair("one is finer", a, a * 2 + rng.integers(0, 2, size=80)),
        pair("one cluster beside several", np.zeros(80, dtype=int), a),
        pair("one cluster each", np.zeros(5, dtype=int), np.ones(5, dtype=int)),
        pair("each point by itself", np.arange(9), np.arange(9)[::-1]),
        pair("worse than chance", np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])),
    ],
)
