"""A ColumnTransformer in a Pipeline with a model, as scikit-learn has them; null is missing."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, PolynomialFeatures, StandardScaler

rng = np.random.default_rng(7)
n = 60
X = np.empty((n, 4), dtype=object)
X[:, 0] = rng.normal(200, 14, size=n).round(1)
X[:, 1] = rng.normal(17, 2, size=n).round(1)
X[:, 2] = rng.choice(["Adelie", "Gentoo", "Chinstrap"], size=n)
X[:, 3] = rng.choice(["male", "female"], size=n)
y = 50.0 * X[:, 0].astype(float) + (X[:, 2] == "Gentoo") * 900 + rng.normal(0, 200, size=n)
X[rng.random(X.shape) < 0.1] = None

numbers = make_pipeline(
    SimpleImputer(strategy="median", missing_values=np.nan), StandardScaler(), PolynomialFeatures(include_bias=False)
)
words = make_pipeline(
    SimpleImputer(strategy="most_frequent", missing_values=None),
    OneHotEncoder(handle_unknown="ignore", sparse_output=False),
)


def as_float(A):
    return np.array([[np.nan if v is None else v for v in row] for row in A], dtype=float)


def prepared(A):
    """Columns 0 and 1 with NaN, since None is no missing number to scikit-learn."""
    out = A.copy()
    out[:, :2] = as_float(A[:, :2])
    return out


model = make_pipeline(ColumnTransformer([("n", numbers, [0, 1]), ("w", words, [2, 3])]), Ridge(alpha=2.0))
train, test = X[:45], X[45:].copy()
test[0, 2] = "Emperor"
model.fit(prepared(train), y[:45])
names = ["wing", "beak", "species", "sex"]
case = {
    "name": "impute, scale, products, one-hot, ridge",
    "train": {name: train[:, j].tolist() for j, name in enumerate(names)},
    "y": y[:45],
    "test": {name: test[:, j].tolist() for j, name in enumerate(names)},
    "transformed": model[:-1].transform(prepared(test)),
    "predicted": model.predict(prepared(test)),
}
write("pipeline", f"scikit-learn {sklearn.__version__}", [case])
