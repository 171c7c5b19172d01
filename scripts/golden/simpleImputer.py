"""scikit-learn's SimpleImputer on numbers and texts; null is missing."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.impute import SimpleImputer

rng = np.random.default_rng(7)
X = rng.normal(size=(25, 3)).round(1)
X[rng.random(X.shape) < 0.3] = np.nan
X[:, 2] = rng.normal(size=25)
new = np.array([[np.nan, 1.0, np.nan], [2.0, np.nan, 3.0]])
words = rng.choice(np.array(["b", "a", "c", None], dtype=object), size=(24, 1))
strategies = {"mean": "mean", "median": "median", "mostFrequent": "most_frequent", "constant": "constant"}


def plain(values):
    return [[None if v is None or v != v else v for v in row] for row in values.tolist()]


cases = []
for strategy, theirs in strategies.items():
    for indicator in (False, True):
        fill = {"fillValue": -9} if strategy == "constant" else {}
        model = SimpleImputer(strategy=theirs, fill_value=-9 if fill else None, add_indicator=indicator).fit(X)
        cases.append(
            {
                "name": f"numbers, {strategy}, indicator {indicator}",
                "options": {"strategy": strategy, "addIndicator": indicator, **fill},
                "kind": "number",
                "X": plain(X),
                "new": plain(new),
                "transformed": plain(model.transform(new)),
                "names": model.get_feature_names_out(["x0", "x1", "x2"]),
            }
        )
for strategy in ("mostFrequent", "constant"):
    fill = {"fillValue": "?"} if strategy == "constant" else {}
    model = SimpleImputer(
        strategy=strategies[strategy], fill_value="?" if fill else None, missing_values=None
    ).fit(words)
    cases.append(
        {
            "name": f"texts, {strategy}",
            "options": {"strategy": strategy, **fill},
            "kind": "string",
            "X": plain(words),
            "new": [[None], ["c"]],
            "transformed": plain(model.transform(np.array([[None], ["c"]], dtype=object))),
            "names": ["x0"],
        }
    )
write("simpleImputer", f"scikit-learn {sklearn.__version__}", cases)
