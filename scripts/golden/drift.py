"""Two-sample statistics of SciPy, and the population stability index by NumPy."""

import numpy as np
import scipy
from goldenFile import write
from scipy import stats
from scipy.spatial.distance import jensenshannon
from scipy.stats._stats_py import _attempt_exact_2kssamp  # ks_2samp's p-value without samples

rng = np.random.default_rng(7)
cases = []

for n, m in [(1, 1), (3, 3), (3, 5), (10, 7), (50, 50), (60, 90), (173, 200), (500, 500), (700, 1100)]:
    lcm = np.lcm(n, m)
    for d in sorted({max(1, round(h * lcm)) / lcm for h in [0.05, 0.1, 0.25, 0.5, 0.9, 1]}):
        ok, _, p = _attempt_exact_2kssamp(n, m, int(np.gcd(n, m)), d, "two-sided")
        if ok:
            cases.append({"of": "twoSampleTail", "at": [d, n, m], "value": p})

for n in [1, 2, 5, 20, 100, 140, 141, 500, 3000, 25_000, 500_000]:
    for z in [0.3, 0.5, 0.7, 0.9, 1.1, 1.36, 1.48, 1.49, 1.7, 1.99, 2.01, 3, 5]:
        d = z / np.sqrt(n)
        if d < 1:
            cases.append({"of": "kolmogorovTail", "at": [d, n], "value": stats.kstwo.sf(d, n)})

for k, n, l, m in [(3, 3, 0, 3), (0, 10, 4, 12), (5, 100, 9, 60), (0, 50, 0, 70), (40, 300, 70, 310)]:
    p = stats.fisher_exact([[k, n - k], [l, m - l]]).pvalue
    cases.append({"of": "fisherTail", "at": [k, n, l, m], "value": p})

samples = {
    "normal against shifted": (rng.normal(size=40), rng.normal(0.5, 1, size=55)),
    "equal sizes": (rng.normal(size=100), rng.normal(size=100)),
    "ties": (rng.integers(0, 6, 80).astype(float), rng.integers(1, 8, 120).astype(float)),
    "one value each": (np.array([1.0]), np.array([2.0])),
    "the same": (np.arange(10.0), np.arange(10.0)),
    "heavy tails": (rng.standard_cauchy(300), rng.standard_cauchy(200)),
    "small and large": (np.round(rng.normal(size=30), 6), np.round(rng.normal(0.2, 1, size=700), 6)),
}
for name, (a, b) in samples.items():
    exact = stats.ks_2samp(a, b, method="exact")
    # Two single values are an effective size of one half, which SciPy rounds to none.
    asymptotic = stats.ks_2samp(a, b, method="asymp").pvalue if len(a) > 1 else None
    cases.append({
        "of": "samples",
        "name": name,
        "a": a,
        "b": b,
        "statistic": exact.statistic,
        "location": exact.statistic_location,
        "exact": exact.pvalue,
        "asymptotic": asymptotic,
        "wasserstein": stats.wasserstein_distance(a, b),
    })

counts = {
    "two": ([30, 70], [45, 60]),
    "five": ([10, 20, 30, 40, 50], [12, 14, 40, 33, 61]),
    "a new one": ([10, 20, 0], [12, 14, 9]),
    "the same": ([5, 5], [50, 50]),
    "uneven": ([1000, 3, 2, 1], [900, 8, 0, 4]),
}
for name, (a, b) in counts.items():
    found = stats.chi2_contingency([a, b], correction=False)
    p, q = np.array(a) / sum(a), np.array(b) / sum(b)
    case = {
        "of": "counts",
        "name": name,
        "a": a,
        "b": b,
        "statistic": found.statistic,
        "degreesOfFreedom": found.dof,
        "pValue": found.pvalue,
        "smallestExpected": found.expected_freq.min(),
        "jensenShannon": jensenshannon(a, b),
        "jensenShannonBits": jensenshannon(a, b, base=2),
    }
    if min(a) > 0 and min(b) > 0:
        case["psi"] = np.sum((q - p) * np.log(q / p))
    cases.append(case)

reference = np.round(rng.normal(size=2000), 6)
current = np.round(rng.normal(0.3, 1.2, size=1500), 6)
inner = np.sort(reference)[[round(k * len(reference) / 10) for k in range(1, 10)]]
bins = np.concatenate([[-np.inf], inner, [np.inf]])
p = np.histogram(reference, bins)[0] / len(reference)
q = np.histogram(current, bins)[0] / len(current)
cases.append({
    "of": "psi",
    "a": reference,
    "b": current,
    "value": np.sum((q - p) * np.log(q / p)),
})

for p in [[0.01, 0.04, 0.03, 0.005], [0.5], [0.2, 0.2, 0.9, 0.001, 0.04], [1.0, 1.0], [0, 0.3, 0.3]]:
    cases.append({
        "of": "benjaminiHochberg",
        "at": p,
        "value": stats.false_discovery_control(p, method="bh"),
    })


def plain(value):
    return value.item() if isinstance(value, np.generic) else value


write("drift", f"SciPy {scipy.__version__}", [{k: plain(v) for k, v in case.items()} for case in cases])
