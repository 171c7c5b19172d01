"""SciPy's incomplete gamma and beta functions, and the tails made of them."""

import numpy as np
import scipy
from goldenFile import write
from scipy import special, stats

positive = [1e-3, 0.1, 0.5, 1, 1.5, 2, 3.7, 10, 11.99, 12, 50, 171.5, 1e3, 1e6]
cases = [{"of": "logGamma", "at": [x], "value": special.gammaln(x)} for x in positive]
for a in [0.5, 1, 2.5, 10, 100, 5000]:
    for ratio in [0.01, 0.3, 0.9, 1, 1.1, 2, 5]:
        cases.append({"of": "upperGamma", "at": [a, a * ratio], "value": special.gammaincc(a, a * ratio)})
for a in [0.5, 1, 3, 20, 400]:
    for b in [0.5, 1, 7, 100]:
        for x in [0.001, 0.1, 0.5, 0.77, 0.999]:
            cases.append({"of": "lowerBeta", "at": [a, b, x], "value": special.betainc(a, b, x)})
for x in [-38, -20, -5, -1.96, -0.5, -1e-9, 0, 0.3, 1, 2.5, 6, 9]:
    cases.append({"of": "normalCdf", "at": [x], "value": stats.norm.cdf(x)})
for p in [1e-300, 1e-100, 1e-10, 0.001, 0.025, 0.3, 0.49999, 0.5, 0.7, 0.975, 0.999999]:
    cases.append({"of": "normalQuantile", "at": [p], "value": stats.norm.ppf(p)})
for x in [0, 0.5, 3.84, 20, 200]:
    for k in [1, 2, 5, 30]:
        cases.append({"of": "chiSquareTail", "at": [x, k], "value": stats.chi2.sf(x, k)})
for t in [0, 0.01, -0.7, 1.96, -3.5, 12, 60]:
    for k in [1, 2, 9.5, 30, 1000]:
        cases.append({"of": "studentTail", "at": [t, k], "value": 2 * stats.t.sf(abs(t), k)})
for case in cases:
    case["value"] = float(case["value"])
    case["at"] = [float(x) for x in np.atleast_1d(case["at"])]
write("distributions", f"SciPy {scipy.__version__}", cases)
