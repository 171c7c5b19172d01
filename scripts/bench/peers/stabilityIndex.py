import numpy as np


def prepare(folder):
    edges, counts, current = (np.fromfile(f"{folder}/{name}.f64") for name in ["edges", "counts", "current"])
    bins = np.concatenate([[-np.inf], edges, [np.inf]])

    def run():
        p = counts / counts.sum()
        q = np.histogram(current, bins)[0] / len(current)
        return [np.sum((q - p) * np.log(q / p))]

    return run
