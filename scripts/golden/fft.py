"""numpy.fft.fft for sizes that are powers of two, prime, and in between."""

import numpy as np
from goldenFile import write

rng = np.random.default_rng(7)
cases = []
for size in (1, 2, 3, 4, 5, 7, 8, 12, 16, 31, 60, 64, 97, 100, 128):
    x = rng.normal(size=size) + 1j * rng.normal(size=size)
    X = np.fft.fft(x)
    cases.append({"name": f"{size} points", "real": x.real, "imaginary": x.imag, "re": X.real, "im": X.imag})
write("fft", f"numpy {np.__version__}", cases)
