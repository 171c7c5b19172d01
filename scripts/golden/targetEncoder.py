"""scikit-learn's TargetEncoder: what it learns, and out of fold by folds that are given."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.model_selection import PredefinedSplit
from sklearn.preprocessing import TargetEncoder

rng = np.random.default_rng(7)
town = rng.choice(list("ABCDEFG"), size=80, p=[0.3, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02])
town[0] = "only one"
effect = {letter: k for k, letter in enumerate("ABCDEFG")}
price = np.array([effect.get(t, 20) for t in town]) * 3 + rng.normal(size=80)
sold = (price > 8).astype(int)
fold = rng.permutation(np.arange(80) % 4)
targets = {"continuous": price, "far from zero": price + 1e6, "binary": sold, "constant": np.full(80, 2.5)}
new = np.array(["A", "G", "never seen", "only one"])

cases = []
for name, y in targets.items():
    for smooth in ("auto", 0.0, 10.0):
        kind = "binary" if name == "binary" else "continuous"
        model = TargetEncoder(smooth=smooth, target_type=kind, cv=PredefinedSplit(fold))
        crossed = model.fit_transform(town[:, None], y)
        model.fit(town[:, None], y)
        cases.append(
            {
                "name": f"{name}, smooth {smooth}",
                "town": town,
                "y": y,
                "smooth": smooth,
                "fold": fold,
                "encodings": model.encodings_[0],
                "new": new,
                "transformed": model.transform(new[:, None])[:, 0],
                "outOfFold": crossed[:, 0],
            }
        )
write("targetEncoder", f"scikit-learn {sklearn.__version__}", cases)
