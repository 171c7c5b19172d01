"""784-256-10 with dropout, from the weights of the project."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"  # as for the project: without it steps are faster here

import keras
import numpy as np


def read(folder, name):
    return np.fromfile(f"{folder}/{name}.f64").astype("float32")


def build(folder):
    model = keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    kernels = [read(folder, "kernel0").reshape(784, 256), read(folder, "kernel1").reshape(256, 10)]
    weights = [kernels[0], np.zeros(256, "float32"), kernels[1], np.zeros(10, "float32")]
    model.set_weights(weights)
    return model, weights
