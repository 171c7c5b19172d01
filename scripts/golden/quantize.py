"""Symmetric rounding to a few bits, and four bits side by side: keras.quantizers."""

import os

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import keras
import numpy as np
from goldenFile import write
from keras.quantizers import abs_max_quantize, pack_int4

random = np.random.default_rng(15)
values = {
    "normal": random.normal(0, 0.1, 40),
    "uniform": random.uniform(-1, 1, 33),
    "one far out": np.append(random.normal(0, 0.1, 20), 3.0),
    "halves": np.arange(-7, 7.5, 0.5),  # at 4 bits a step of 1: every other value lies half-way
}
cases = []
for name, given in values.items():
    given = given.astype(np.float32)
    # Keras computes in 32 bits, and only this step is exact there: else halves fall to either side.
    for bits in (4,) if name == "halves" else (2, 3, 4, 6, 8, 12, 16):
        most = 2 ** (bits - 1) - 1
        kind = "int8" if bits <= 8 else "int16"
        codes, scale = abs_max_quantize(
            given, axis=0, value_range=(-most, most), dtype=kind, epsilon=0, to_numpy=True
        )
        case = {"name": f"{name}, {bits} bits", "bits": bits, "values": given}
        case |= {"codes": codes, "step": 1 / float(np.squeeze(scale))}
        if bits == 4:
            packed = np.asarray(pack_int4(codes, axis=0)[0])
            case["packed"] = packed.view(np.uint8)
        cases.append(case)
write("quantize", f"Keras {keras.__version__}", cases)
