"""Data that linear models meet: tidy, badly scaled, collinear, constant, wide."""

import numpy as np


def linear_cases():
    rng = np.random.default_rng(7)
    tidy = rng.normal(size=(60, 4))
    scaled = tidy * np.array([1e-4, 1.0, 1e2, 1e4]) + np.array([0.0, 5.0, -1e3, 1e6])
    repeated = np.column_stack([tidy, 2 * tidy[:, 0] - tidy[:, 1]])
    dummies = np.eye(3)[rng.integers(0, 3, size=60)]
    constant = np.column_stack([tidy, np.full(60, 0.1)])
    wide = rng.normal(size=(6, 10))
    large = rng.normal(size=(300, 7)) + 3
    near = np.column_stack([tidy, tidy[:, 0] + 1e-5 * rng.normal(size=60)])

    def y_of(X):
        scale = X.std(axis=0) + 1e-30
        return ((X - X.mean(axis=0)) / scale) @ rng.normal(size=X.shape[1]) + rng.normal(size=len(X)) + 40

    named = {
        "one column": tidy[:, :1],
        "tidy": tidy,
        "badly scaled": scaled,
        "one column repeats two others": repeated,
        "all dummies of a category": dummies,
        "a constant column": constant,
        "more columns than rows": wide,
        "300 rows off centre": large,
        "nearly repeated": near,
    }
    return [(name, X, y_of(X)) for name, X in named.items()]
