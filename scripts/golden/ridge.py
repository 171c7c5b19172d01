"""scikit-learn's Ridge by singular values, for penalties from none to strong.

Without a penalty it divides by whatever is left of a repeated column, so these cases are left to
LinearRegression.
"""

import numpy as np
import sklearn
from goldenFile import write
from linearCases import linear_cases
from sklearn.linear_model import Ridge

cases = []
for name, X, y in linear_cases():
    fits = []
    for alpha in (0, 1e-3, 1, 100):
        for fit_intercept in (True, False):
            seen = X - X.mean(axis=0) if fit_intercept else X
            if alpha == 0 and np.linalg.matrix_rank(seen) < X.shape[1]:
                continue
            model = Ridge(alpha=alpha, fit_intercept=fit_intercept, solver="svd").fit(X, y)
            fits.append({"alpha": alpha, "fitIntercept": fit_intercept, "predictions": model.predict(X)})
    cases.append({"name": name, "X": X, "y": y, "fits": fits})
write("ridge", f"scikit-learn {sklearn.__version__}", cases)
