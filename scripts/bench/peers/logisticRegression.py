import numpy as np
from sklearn.linear_model import LogisticRegression


def prepare(folder):
    X = np.fromfile(f"{folder}/X.f64").reshape(-1, 20)
    y = np.fromfile(f"{folder}/y.f64")

    def run():
        model = LogisticRegression(solver="newton-cholesky", tol=1e-8).fit(X, y)
        return model.predict_proba(X[:4])[:, 1]

    return run
