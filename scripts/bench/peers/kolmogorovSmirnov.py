import numpy as np
from scipy import stats


def prepare(folder):
    reference, current = (np.fromfile(f"{folder}/{name}.f64") for name in ["reference", "current"])

    def run():
        found = stats.ks_2samp(reference, current)
        return [found.statistic, found.pvalue]

    return run
