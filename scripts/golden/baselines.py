"""scikit-learn's dummy models: constants that every model must beat."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.dummy import DummyClassifier, DummyRegressor

rng = np.random.default_rng(7)
targets = {
    "an even count": rng.normal(size=10),
    "an odd count": rng.normal(size=11),
    "one row": np.array([3.5]),
    "many ties": rng.integers(0, 3, size=30).astype(float),
}
labels = {
    "two classes": rng.choice([0, 1], size=20, p=[0.7, 0.3]),
    "equally common classes": np.array(["b", "a", "c", "b", "a", "c"]),
    "one class": np.array([7, 7]),
}
cases = []
for name, y in targets.items():
    X = np.zeros((len(y), 1))
    model = DummyRegressor(strategy="median").fit(X, y)
    cases.append({"name": name, "y": y, "median": float(model.predict(X)[0])})
for name, y in labels.items():
    X = np.zeros((len(y), 1))
    model = DummyClassifier(strategy="prior").fit(X, y)
    cases.append({"name": name, "labels": y, "majority": model.predict(X)[:1], "shares": model.predict_proba(X)[0]})
write("baselines", f"scikit-learn {sklearn.__version__}", cases)
