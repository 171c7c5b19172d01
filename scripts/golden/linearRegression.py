"""scikit-learn's LinearRegression, with and without an intercept.

Its default tol of 1e-6 gives up directions that are small beside others, be it for their unit
only; 1e-12 keeps them, and still gives up what is rounding alone.
"""

import sklearn
from goldenFile import write
from linearCases import linear_cases
from sklearn.linear_model import LinearRegression

cases = []
for name, X, y in linear_cases():
    fits = []
    for fit_intercept in (True, False):
        model = LinearRegression(fit_intercept=fit_intercept, tol=1e-12).fit(X, y)
        fits.append({"fitIntercept": fit_intercept, "rank": int(model.rank_), "predictions": model.predict(X)})
    cases.append({"name": name, "X": X, "y": y, "fits": fits})
write("linearRegression", f"scikit-learn {sklearn.__version__}", cases)
