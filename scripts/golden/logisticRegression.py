"""scikit-learn's LogisticRegression at its optimum, two and three classes, penalties from none to strong.

Newton's method to a gradient of 1e-10; where it says that the Hessian is singular, L-BFGS goes on
from scaled data instead, so such cases are left out unless a penalty makes them well posed.
"""

import warnings

import numpy as np
import sklearn
from goldenFile import write
from linearCases import linear_cases
from sklearn.linear_model import LogisticRegression

rng = np.random.default_rng(11)
cases = []
for name, X, y in linear_cases():
    for words in (["no", "yes"], ["high", "low", "middle"]):
        noisy = y + 1.5 * y.std() * rng.normal(size=len(y))
        cuts = np.quantile(noisy, np.arange(1, len(words)) / len(words))
        labels = np.array(words)[np.searchsorted(cuts, noisy)]
        fits = []
        for alpha in (0, 0.01, 1, 100):
            for fit_intercept in (True, False):
                if alpha == 0 and name not in ("one column", "tidy", "300 rows off centre"):
                    continue
                C = np.inf if alpha == 0 else 1 / alpha
                model = LogisticRegression(
                    C=C, fit_intercept=fit_intercept, solver="newton-cholesky", tol=1e-10, max_iter=1000
                )
                with warnings.catch_warnings():
                    warnings.simplefilter("error")
                    try:
                        model.fit(X, labels)
                    except Warning as warning:
                        print("left out:", name, alpha, fit_intercept, str(warning)[:60])
                        continue
                fits.append(
                    {"alpha": alpha, "fitIntercept": fit_intercept, "weights": model.coef_.ravel(), "probability": model.predict_proba(X)[:10]}
                )
        cases.append({"name": f"{name}, {len(words)} classes", "X": X, "y": labels, "fits": fits})
write("logisticRegression", f"scikit-learn {sklearn.__version__}", cases)
