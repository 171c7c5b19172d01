import neural_network
import numpy as np

TIMES = 100


def prepare(folder):
    row = neural_network.read(folder, "X")[:784].reshape(1, 784)
    model, _ = neural_network.build(folder)

    def run():
        for _ in range(TIMES):
            probability = np.asarray(model(row))
        return probability[0]

    return run
