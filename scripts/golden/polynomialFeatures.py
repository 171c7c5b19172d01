"""scikit-learn's PolynomialFeatures: values and names."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.preprocessing import PolynomialFeatures

rng = np.random.default_rng(7)
cases = []
for columns, degree in ((1, 5), (2, 2), (3, 3), (4, 2)):
    X = rng.normal(size=(6, columns)) * 3
    for interaction in (False, True):
        for bias in (False, True):
            model = PolynomialFeatures(degree, interaction_only=interaction, include_bias=bias).fit(X)
            cases.append(
                {
                    "name": f"{columns} columns, degree {degree}, interactions {interaction}, bias {bias}",
                    "options": {"degree": degree, "interactionOnly": interaction, "includeBias": bias},
                    "X": X,
                    "transformed": model.transform(X),
                    "names": model.get_feature_names_out(),
                }
            )
write("polynomialFeatures", f"scikit-learn {sklearn.__version__}", cases)
