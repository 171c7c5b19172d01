import numpy as np
from sklearn.linear_model import LinearRegression


def prepare(folder):
    X = np.fromfile(f"{folder}/X.f64").reshape(-1, 20)
    y = np.fromfile(f"{folder}/y.f64")

    def run():
        model = LinearRegression().fit(X, y)
        return [*model.coef_, model.intercept_]

    return run
