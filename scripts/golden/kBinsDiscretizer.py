"""scikit-learn's KBinsDiscretizer, uniform and by quantiles (interpolated linearly)."""

import warnings

import numpy as np
import sklearn
from goldenFile import write
from sklearn.preprocessing import KBinsDiscretizer

warnings.simplefilter("ignore")  # bins that coincide are part of the test
rng = np.random.default_rng(7)
X = np.column_stack(
    [
        rng.normal(size=60),
        rng.exponential(size=60) * 1e6,
        rng.integers(0, 4, size=60),
        np.full(60, 3.0),
        np.r_[np.zeros(50), rng.uniform(1, 2, size=10)],
    ]
)
new = np.vstack([X[:10], X.min(axis=0) - 1, X.max(axis=0) + 1])

cases = []
for strategy in ("uniform", "quantile"):
    for encode in ("ordinal", "onehot"):
        for bins in (2, 5, 9):
            model = KBinsDiscretizer(
                bins,
                strategy=strategy,
                quantile_method="linear",
                encode="onehot-dense" if encode == "onehot" else "ordinal",
            ).fit(X)
            cases.append(
                {
                    "name": f"{strategy}, {encode}, {bins} bins",
                    "options": {"bins": bins, "strategy": strategy, "encode": encode},
                    "X": X,
                    "edges": [edges[1:-1].tolist() for edges in model.bin_edges_],
                    "new": new,
                    "transformed": model.transform(new),
                }
            )
write("kBinsDiscretizer", f"scikit-learn {sklearn.__version__}", cases)
