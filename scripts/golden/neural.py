"""Networks from given weights: what they predict, and their weights after some steps of training."""

import os

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import keras
import numpy as np
from goldenFile import write
from keras import layers, optimizers

rng = np.random.default_rng(7)


def numbers(*shape):
    return rng.normal(size=shape).round(3).astype("float32")


def short(values):
    """32-bit numbers need nine digits, not the seventeen of their 64-bit twins."""
    return [float(f"{value:.9g}") for value in np.asarray(values).ravel()]


def weights_for(model):
    """Weights of our own, so that no layer is tested at its first values."""
    chosen = []
    for weight in model.weights:
        values = 0.5 * numbers(*weight.shape)
        chosen.append(np.abs(values) + 0.5 if "variance" in weight.path else values)
    return chosen



def case(name, ours, network, X, y, classes, optimizer=None, epochs=2, batch=4, loss=None, sample_weight=None):
    """ours: the same layers and choices in our words; the test builds its network from them."""
    output = layers.Dense(classes, activation="softmax") if classes else layers.Dense(1)
    model = keras.Sequential([keras.Input(X.shape[1:]), *network, output])
    start = weights_for(model)
    model.set_weights(start)
    flat = X.reshape(len(X), -1)
    predicted = np.asarray(model(X, training=False))
    losses = []
    if optimizer is not None:
        model.compile(
            optimizer=optimizer,
            loss=loss or ("sparse_categorical_crossentropy" if classes else "mean_squared_error"),
        )
        fitted = model.fit(X, y, epochs=epochs, batch_size=batch, shuffle=False, verbose=0, sample_weight=sample_weight)
        losses = fitted.history["loss"]
    return {
        "name": name,
        "ours": ours,
        "X": [short(row) for row in flat],
        "y": short(y),
        "classes": classes,
        "epochs": epochs,
        "batch": batch,
        "sampleWeight": sample_weight,
        "start": [short(w) for w in start],
        "predicted": [short(row) for row in predicted],
        "losses": losses,
        "end": [short(w) for w in model.get_weights()] if optimizer is not None else [],
    }


def labels(n, classes):
    return np.arange(n) % classes


cases = []

# Optimisers: 20 steps each, on one small network.
X16 = numbers(16, 5)
y16 = labels(16, 3)
hidden = [{"kind": "dense", "units": 6, "activation": "relu"}]
for name, ours, optimizer in (
    ("SGD", {"kind": "sgd", "learningRate": 0.1}, optimizers.SGD(0.1)),
    ("SGD with momentum", {"kind": "sgd", "learningRate": 0.05, "momentum": 0.9}, optimizers.SGD(0.05, momentum=0.9)),
    (
        "SGD with Nesterov momentum",
        {"kind": "sgd", "learningRate": 0.05, "momentum": 0.9, "nesterov": True},
        optimizers.SGD(0.05, momentum=0.9, nesterov=True),
    ),
    ("Adam", {"kind": "adam", "learningRate": 0.01}, optimizers.Adam(0.01)),
    (
        "Adam with other betas",
        {"kind": "adam", "learningRate": 0.01, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3},
        optimizers.Adam(0.01, beta_1=0.8, beta_2=0.95, epsilon=1e-3),
    ),
    (
        "AdamW",
        {"kind": "adamW", "learningRate": 0.01, "weightDecay": 0.1},
        optimizers.AdamW(0.01, weight_decay=0.1),
    ),
    (
        "SGD with exponential decay",
        {"kind": "sgd", "schedule": "exponentialDecay", "decaySteps": 5, "decayRate": 0.5},
        optimizers.SGD(optimizers.schedules.ExponentialDecay(0.1, 5, 0.5)),
    ),
    (
        "SGD with decay in steps",
        {"kind": "sgd", "schedule": "stepDecay", "decaySteps": 6, "decayRate": 0.5},
        optimizers.SGD(optimizers.schedules.ExponentialDecay(0.1, 6, 0.5, staircase=True)),
    ),
    (
        "SGD with cosine decay",
        {"kind": "sgd", "schedule": "cosineDecay", "decaySteps": 15, "alpha": 0.1},
        optimizers.SGD(optimizers.schedules.CosineDecay(0.1, 15, alpha=0.1)),
    ),
):
    network = [layers.Dense(6, activation="relu")]
    cases.append(case(name, {"layers": hidden, "optimizer": ours}, network, X16, y16, 3, optimizer, epochs=5))

# Layers: what they predict, and their gradients by three epochs of plain descent.
sgd = {"kind": "sgd", "learningRate": 0.1}
for activation in ("sigmoid", "tanh", "linear"):
    ours = {"layers": [{"kind": "dense", "units": 6, "activation": activation}], "optimizer": sgd}
    network = [layers.Dense(6, activation=activation)]
    cases.append(case(f"dense, {activation}", ours, network, X16, y16, 3, optimizers.SGD(0.1), epochs=3))

ours = {"layers": [{"kind": "dense", "units": 6, "activation": "relu", "l2": 0.05, "useBias": False}], "optimizer": sgd}
network = [layers.Dense(6, activation="relu", use_bias=False, kernel_regularizer=keras.regularizers.L2(0.05))]
cases.append(case("dense with L2 and no bias", ours, network, X16, y16, 3, optimizers.SGD(0.1), epochs=3))

weight = np.linspace(0.2, 2, 16).round(3)
ours = {"layers": hidden, "optimizer": sgd}
network = [layers.Dense(6, activation="relu")]
cases.append(case("sample weights", ours, network, X16, y16, 3, optimizers.SGD(0.1), epochs=3, sample_weight=weight))

cases.append(case("a last batch of one", ours, [layers.Dense(6, activation="relu")], X16[:13], y16[:13], 3, optimizers.SGD(0.1), epochs=3))

images = numbers(6, 7, 6, 2)
y6 = labels(6, 2)
for name, ours, network in (
    (
        "conv2d, valid",
        [{"kind": "conv2d", "filters": 3, "kernelSize": [3, 2], "activation": "relu"}],
        [layers.Conv2D(3, (3, 2), activation="relu")],
    ),
    (
        "conv2d, same, strides",
        [{"kind": "conv2d", "filters": 3, "kernelSize": [3, 2], "strides": [2, 1], "padding": "same", "activation": "tanh"}],
        [layers.Conv2D(3, (3, 2), strides=(2, 1), padding="same", activation="tanh")],
    ),
    (
        "conv2d twice, even kernel",
        [
            {"kind": "conv2d", "filters": 3, "kernelSize": [2, 2], "padding": "same", "activation": "relu"},
            {"kind": "conv2d", "filters": 2, "kernelSize": [3, 3], "strides": [2, 2], "padding": "same"},
        ],
        [layers.Conv2D(3, 2, padding="same", activation="relu"), layers.Conv2D(2, 3, strides=2, padding="same")],
    ),
    (
        "max pooling",
        [{"kind": "conv2d", "filters": 3, "kernelSize": [2, 2]}, {"kind": "maxPooling2d", "poolSize": [2, 2]}],
        [layers.Conv2D(3, 2), layers.MaxPooling2D(2)],
    ),
    (
        "max pooling, same, strides",
        [
            {"kind": "conv2d", "filters": 3, "kernelSize": [2, 2]},
            {"kind": "maxPooling2d", "poolSize": [3, 2], "strides": [2, 2], "padding": "same"},
        ],
        [layers.Conv2D(3, 2), layers.MaxPooling2D((3, 2), strides=2, padding="same")],
    ),
    (
        "average pooling",
        [{"kind": "conv2d", "filters": 3, "kernelSize": [2, 2]}, {"kind": "averagePooling2d", "poolSize": [2, 3]}],
        [layers.Conv2D(3, 2), layers.AveragePooling2D((2, 3))],
    ),
    (
        "average pooling, same, strides",
        [
            {"kind": "conv2d", "filters": 3, "kernelSize": [2, 2]},
            {"kind": "averagePooling2d", "poolSize": [3, 3], "strides": [2, 2], "padding": "same"},
        ],
        [layers.Conv2D(3, 2), layers.AveragePooling2D(3, strides=2, padding="same")],
    ),
    (
        "batch normalisation of images",
        [
            {"kind": "conv2d", "filters": 3, "kernelSize": [2, 2]},
            {"kind": "batchNormalization", "momentum": 0.9, "epsilon": 0.01},
            {"kind": "activation", "activation": "relu"},
        ],
        [layers.Conv2D(3, 2), layers.BatchNormalization(momentum=0.9, epsilon=0.01), layers.Activation("relu")],
    ),
):
    described = {"inputShape": [7, 6, 2], "layers": [*ours, {"kind": "flatten"}], "optimizer": sgd}
    cases.append(case(name, described, [*network, layers.Flatten()], images, y6, 2, optimizers.SGD(0.1), epochs=3, batch=3))

ours = {
    "layers": [
        {"kind": "dense", "units": 6},
        {"kind": "batchNormalization"},
        {"kind": "activation", "activation": "relu"},
        {"kind": "reshape", "shape": [2, 3]},
        {"kind": "globalAveragePooling1d"},
    ],
    "optimizer": sgd,
}
network = [
    layers.Dense(6),
    layers.BatchNormalization(),
    layers.Activation("relu"),
    layers.Reshape((2, 3)),
    layers.GlobalAveragePooling1D(),
]
cases.append(case("batch normalisation of rows, reshape", ours, network, X16, y16, 3, optimizers.SGD(0.1), epochs=3))

words = rng.integers(0, 9, size=(12, 4)).astype("float32")
ours = {"layers": [{"kind": "embedding", "inputDim": 9, "outputDim": 3}, {"kind": "globalAveragePooling1d"}], "optimizer": sgd}
network = [layers.Embedding(9, 3), layers.GlobalAveragePooling1D()]
cases.append(case("embedding, mean over places", ours, network, words, labels(12, 2), 2, optimizers.SGD(0.1), epochs=3))
ours = {"layers": [{"kind": "embedding", "inputDim": 9, "outputDim": 3}, {"kind": "flatten"}], "optimizer": sgd}
cases.append(case("embedding, flat", ours, [layers.Embedding(9, 3), layers.Flatten()], words, labels(12, 2), 2, optimizers.SGD(0.1), epochs=3))

# Losses.
targets = numbers(16)
slow = {"kind": "sgd", "learningRate": 0.02}
for ours, theirs in (
    ("meanSquaredError", "mean_squared_error"),
    ("meanAbsoluteError", "mean_absolute_error"),
    ("huber", keras.losses.Huber(1.0)),
    ({"kind": "huber", "delta": 0.3}, keras.losses.Huber(0.3)),
):
    described = {"layers": hidden, "optimizer": slow, "loss": ours}
    network = [layers.Dense(6, activation="relu")]
    name = f"loss {ours if isinstance(ours, str) else 'huber of 0.3'}"
    cases.append(case(name, described, network, X16, targets, 0, optimizers.SGD(0.02), epochs=3, loss=theirs))

one_hot = np.eye(3)[y16]
for ours, theirs in (
    ({"kind": "categoricalCrossentropy", "labelSmoothing": 0.2}, keras.losses.CategoricalCrossentropy(label_smoothing=0.2)),
    ("meanSquaredError", keras.losses.MeanSquaredError()),
):
    described = {"layers": hidden, "optimizer": sgd, "loss": ours}
    found = case(f"loss of classes {ours if isinstance(ours, str) else 'with smoothing'}", described, [layers.Dense(6, activation="relu")], X16, one_hot, 3, optimizers.SGD(0.1), epochs=3, loss=theirs)
    cases.append({**found, "y": short(y16)})

write("neural", f"Keras {keras.__version__} on JAX {jax.__version__}", cases)
