import neural_network
import numpy as np


def prepare(folder):
    X = neural_network.read(folder, "X").reshape(-1, 784)
    y = neural_network.read(folder, "y").astype("int32")
    model, weights = neural_network.build(folder)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(X, y, batch_size=128, verbose=0)
    start = [np.zeros(v.shape) for v in model.optimizer.variables[2:]]

    def run():
        model.set_weights(weights)
        for variable, value in zip(model.optimizer.variables[2:], start):
            variable.assign(value)
        model.optimizer.iterations.assign(0)
        return model.fit(X, y, batch_size=128, verbose=0).history["loss"]

    return run
