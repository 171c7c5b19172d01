"""scikit-learn's KMeans from given centres, PCA and DBSCAN."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.cluster import DBSCAN, KMeans
from sklearn.decomposition import PCA

rng = np.random.default_rng(7)
blobs = np.concatenate([rng.normal(size=(40, 3)) * 0.6 + c for c in ([0, 0, 0], [3, 3, 0], [0, 4, 4])])
shapes = np.concatenate([
    np.column_stack([np.cos(t), np.sin(t)]) * r + 0.08 * rng.normal(size=(len(t), 2))
    for r, t in ((1, rng.uniform(0, 6.3, 80)), (3, rng.uniform(0, 6.3, 160)))
])
grid = np.stack(np.meshgrid(np.arange(7.0), np.arange(6.0)), -1).reshape(-1, 2)
far = blobs + 1e6
named = {"blobs": blobs, "two rings": shapes, "a grid, full of ties": grid, "blobs far from 0": far,
         "five columns without clusters": rng.uniform(size=(150, 5)), "one row twice": np.ones((2, 2))}

cases = []
for name, X in named.items():
    means = []
    for k in (1, 2, 3, 6):
        if k > len(X) or name in ("one row twice", "a grid, full of ties"):
            continue
        start = X[rng.choice(len(X), k, replace=False)]
        for most in (2, 300):
            for tolerance in (0, 1e-2):
                model = KMeans(k, init=start, n_init=1, max_iter=most, tol=tolerance, algorithm="lloyd").fit(X)
                means.append({"start": start, "maxIterations": most, "tolerance": tolerance, "iterations": model.n_iter_,
                              "centers": model.cluster_centers_, "inertia": model.inertia_, "labels": model.labels_})
    dense = []
    for radius in (0.15, 0.5, 1, 1.5):
        for minimum in (1, 4, 8):
            model = DBSCAN(eps=radius, min_samples=minimum).fit(X)
            dense.append({"radius": radius, "minimumRows": minimum, "labels": model.labels_, "cores": model.core_sample_indices_})
    case = {"name": name, "X": X, "kMeans": means, "dbscan": dense}
    if name not in ("one row twice", "a grid, full of ties"):
        model = PCA(svd_solver="full").fit(X)
        case["pca"] = {"components": model.components_, "variance": model.explained_variance_,
                       "ratio": model.explained_variance_ratio_, "scores": model.transform(X)[:5]}
    cases.append(case)
wide = rng.normal(size=(6, 10))
model = PCA(n_components=5, svd_solver="full").fit(wide)
cases.append({"name": "more columns than rows", "X": wide, "kMeans": [], "dbscan": [],
              "pca": {"components": model.components_, "variance": model.explained_variance_,
                      "ratio": model.explained_variance_ratio_, "scores": model.transform(wide)[:5]}})
write("clustering", f"scikit-learn {sklearn.__version__}", cases)
