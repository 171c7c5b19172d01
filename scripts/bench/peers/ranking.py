import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score


def prepare(folder):
    y, score = (np.fromfile(f"{folder}/{name}.f64") for name in ("y", "score"))
    return lambda: [roc_auc_score(y, score), average_precision_score(y, score)]
