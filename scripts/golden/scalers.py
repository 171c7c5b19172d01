"""scikit-learn's StandardScaler, MinMaxScaler and RobustScaler, there and back."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

rng = np.random.default_rng(7)
normal = rng.normal(size=(12, 3))
data = {
    "normal": normal,
    "badly scaled": normal * np.array([1e-6, 1.0, 1e8]) + np.array([0.0, 5.0, 1e9]),
    "a constant column": np.column_stack([normal, np.full(12, 0.1)]),
    "a column of one value but three": np.column_stack([normal, np.r_[np.full(9, 2.0), 1.0, 3.0, 900.0]]),
    "one row": normal[:1],
    "whole numbers with ties": rng.integers(0, 5, size=(12, 2)).astype(float),
}
scalers = {
    "StandardScaler": [
        ({}, StandardScaler()),
        ({"withMean": False}, StandardScaler(with_mean=False)),
        ({"withStd": False}, StandardScaler(with_std=False)),
    ],
    "MinMaxScaler": [
        ({}, MinMaxScaler()),
        ({"featureRange": [-1, 3]}, MinMaxScaler(feature_range=(-1, 3))),
        ({"clip": True}, MinMaxScaler(clip=True)),
    ],
    "RobustScaler": [
        ({}, RobustScaler()),
        ({"withCentering": False}, RobustScaler(with_centering=False)),
        ({"withScaling": False}, RobustScaler(with_scaling=False)),
        ({"quantileRange": [10, 95]}, RobustScaler(quantile_range=(10, 95))),
    ],
}

cases = []
for scaler, variants in scalers.items():
    for options, model in variants:
        for name, X in data.items():
            model.fit(X)
            new = X[::-1] * 1.5 - 0.25
            cases.append(
                {
                    "name": f"{scaler} {options} on {name}",
                    "scaler": scaler,
                    "options": options,
                    "X": X,
                    "transformed": model.transform(X),
                    "new": new,
                    "newTransformed": model.transform(new),
                    "back": model.inverse_transform(X),
                }
            )
write("scalers", f"scikit-learn {sklearn.__version__}", cases)
