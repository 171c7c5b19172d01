"""Normal kernel densities of SciPy at Silverman's robust bandwidth, for test/unit/plot/violin.test.ts."""

import numpy as np
import scipy
from scipy.stats import gaussian_kde

from goldenFile import write

rng = np.random.default_rng(7)
SAMPLES = {
    "normal": rng.normal(50, 10, 200),
    "skewed, with an outlier": np.append(rng.exponential(3, 150), 20.0),
    "two heaps": np.concatenate([rng.normal(0, 1, 80), rng.normal(6, 0.5, 40)]),
    "quartiles that coincide": np.concatenate([np.full(20, 2.0), [0.5, 3.0, 3.5]]),
}

cases = []
for name, values in SAMPLES.items():
    values = np.round(values, 6)
    deviation = values.std(ddof=1)
    quartiles = np.subtract(*np.quantile(values, [0.75, 0.25]))
    spread = min(deviation, quartiles / 1.34) if quartiles > 0 else deviation
    bandwidth = 0.9 * spread * len(values) ** -0.2
    at = np.linspace(values.min(), values.max(), 41)
    density = gaussian_kde(values, bw_method=bandwidth / deviation)(at)
    cases.append({"name": name, "values": values, "bandwidth": bandwidth, "density": density})

write("kernelDensity", f"scipy {scipy.__version__}", cases)
