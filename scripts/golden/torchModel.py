"""The model of sameModel.py in PyTorch, fitted by its own loop.

Runs under an interpreter that has PyTorch, such as Debian's python3 with the package python3-torch: its
Linux wheel on PyPI brings gigabytes for graphics processors along. Rows come on stdin and the fit goes to
stdout, both as JSON.
"""

import inspect
import json
import sys
import textwrap

import torch


def torch_optimum(X, y, kinds):
    torch.manual_seed(1)
    model = torch.nn.Linear(2, 1, dtype=torch.float64)
    loss_of = torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.LBFGS(model.parameters(), max_iter=200, tolerance_grad=1e-10, tolerance_change=0)

    def closure():
        optimizer.zero_grad()
        loss = loss_of(model(X)[:, 0], y)
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        return model.weight[0].tolist(), model.bias.item(), torch.sigmoid(model(kinds))[:, 0].tolist()


rows = json.load(sys.stdin)
X, y, kinds = (torch.tensor(rows[name], dtype=torch.float64) for name in ("X", "y", "kinds"))
weights, intercept, probability = torch_optimum(X, y, kinds)
print(
    json.dumps(
        {
            "version": torch.__version__,
            "weights": weights,
            "intercept": intercept,
            "probability": probability,
            "code": textwrap.dedent(inspect.getsource(torch_optimum)).rstrip(),
        }
    )
)
