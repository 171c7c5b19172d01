"""SciPy's correlations and tests of counts, scikit-learn's mutual information, pandas' quantile bins."""

import numpy as np
import pandas as pd
import scipy
import sklearn
from goldenFile import write
from scipy import stats
from sklearn.metrics import mutual_info_score

rng = np.random.default_rng(7)
cases = []


def numbers(name, a, b):
    pearson = stats.pearsonr(a, b)
    spearman = stats.spearmanr(a, b)
    interval = pearson.confidence_interval(0.95)
    binned = [pd.qcut(x, 8, labels=False, duplicates="drop") for x in (a, b)]
    cases.append(
        {
            "name": name,
            "kind": "numbers",
            "a": a,
            "b": b,
            "pearson": pearson.statistic,
            "pearsonP": pearson.pvalue,
            "interval": [interval.low, interval.high],
            "spearman": spearman.statistic,
            "spearmanP": spearman.pvalue,
            "ranks": stats.rankdata(a),
            "mutualInformation8": mutual_info_score(*binned),
        }
    )


x = rng.normal(size=120)
numbers("a line with noise", x, 2 * x + rng.normal(size=120))
numbers("unrelated", x, rng.normal(size=120))
numbers("a curve", np.exp(x), x**3)
numbers("ties", rng.integers(0, 5, 90).astype(float), rng.integers(0, 4, 90).astype(float))
numbers("means large beside the deviations", 1e8 + x, 1e8 - x + rng.normal(size=120))


def categories(name, a, b, values):
    table = pd.crosstab(pd.Series(a, name="a"), pd.Series(b, name="b")).to_numpy()
    chi2 = stats.chi2_contingency(table, correction=False)
    groups = [values[a == g] for g in np.unique(a)]
    f = stats.f_oneway(*groups).statistic
    k, m = len(groups) - 1, len(values) - len(groups)
    n, (r, c) = table.sum(), table.shape
    excess = max(0, chi2.statistic / n - (r - 1) * (c - 1) / (n - 1))
    room = min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1
    cases.append(
        {
            "name": name,
            "kind": "categories",
            "a": a.tolist(),
            "b": b.tolist(),
            "values": values,
            "cramersV": stats.contingency.association(table, method="cramer"),
            "bergsma": np.sqrt(excess / room),
            "chi2": chi2.statistic,
            "chi2P": chi2.pvalue,
            "degrees": chi2.dof,
            "mutualInformation": mutual_info_score(a, b),
            "correlationRatio": np.sqrt(f * k / (f * k + m)),
        }
    )


a = rng.choice(["ant", "bee", "cat", "dog"], 150, p=[0.4, 0.3, 0.2, 0.1])
b = np.where(rng.random(150) < 0.6, np.char.add(a, "!"), rng.choice(["x", "y"], 150))
categories("related", a, b, rng.normal(size=150) + (a == "bee"))
categories("unrelated", a, rng.choice(["x", "y", "z"], 150), rng.normal(size=150))
categories("two by two", a[:40] == "ant", b[:40] == "ant!", rng.exponential(size=40))
write(
    "associations",
    f"SciPy {scipy.__version__}, scikit-learn {sklearn.__version__}, pandas {pd.__version__}",
    cases,
)
