"""Damage by the size of the bird: one model in several libraries, by their defaults and to the optimum.

Also NumPy, which only reads the JSON that mle-kit saved. Writes the golden file and, for chapter 02,
datasets/same-model/same-model.csv, each row with the lines of code that made it. PyTorch runs under another
interpreter (torchModel.py): MLE_TORCH_PYTHON, or the system's, with Debian's python3-torch.
"""

import csv
import inspect
import json
import os
import subprocess
import textwrap
from pathlib import Path

os.environ["KERAS_BACKEND"] = "jax"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import keras
import numpy as np
import sklearn
from goldenFile import write
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[2]
KINDS = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])  # large, medium, small


def load():
    path = ROOT / "node_modules" / "vega-datasets" / "data" / "birdstrikes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    X = np.array([[row["Wildlife Size"] == "Large", row["Wildlife Size"] == "Medium"] for row in rows], dtype=float)
    y = np.array([row["Effect Amount of damage"] != "None" for row in rows], dtype=int)
    return X, y


def sklearn_defaults(X, y):
    model = LogisticRegression().fit(X, y)
    return model.coef_[0], model.intercept_[0], model.predict_proba(KINDS)[:, 1]


def sklearn_optimum(X, y):
    model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10).fit(X, y)
    return model.coef_[0], model.intercept_[0], model.predict_proba(KINDS)[:, 1]


def keras_defaults(X, y):
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer="adam", loss="binary_crossentropy")
    model.fit(X, y, verbose=0)
    weights, intercept = model.get_weights()
    return weights[:, 0], intercept[0], model.predict(KINDS, verbose=0)[:, 0]


def keras_optimum(X, y):
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer=keras.optimizers.SGD(10.0), loss="binary_crossentropy")
    model.fit(X, y, epochs=500, batch_size=len(X), verbose=0)
    weights, intercept = model.get_weights()
    return weights[:, 0], intercept[0], model.predict(KINDS, verbose=0)[:, 0]


def numpy_reads(text, rows):
    model = json.loads(text)
    if model["kind"] != "logisticRegression" or len(model["classes"]) != 2:
        raise ValueError("this reader knows logistic regression with two classes only")
    weights = np.array(model["weights"])
    if rows.shape[1] != model["columns"]:
        raise ValueError("the model was taught another number of columns")
    log_odds = rows @ weights + model["intercepts"][0]
    return 1 / (1 + np.exp(-log_odds))


def source(function):
    return textwrap.dedent(inspect.getsource(function)).rstrip()


def our_model():
    command = ["node", "scripts/ts.mjs", "scripts/golden/sameModelState.ts"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def in_torch(X, y):
    python = os.environ.get("MLE_TORCH_PYTHON", "/usr/bin/python3")
    rows = json.dumps({"X": X.tolist(), "y": y.tolist(), "kinds": KINDS.tolist()})
    done = subprocess.run([python, "-B", "torchModel.py"], input=rows, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(
            f"sameModel: {python} could not run torchModel.py: {done.stderr.strip().splitlines()[-1:]}. It needs "
            "PyTorch: apt-get install python3-torch, or MLE_TORCH_PYTHON=<an interpreter that has it>."
        )
    return json.loads(done.stdout)


X, y = load()
torch_fit = in_torch(X, y)
versions = {
    "scikit-learn": sklearn.__version__,
    "Keras": f"{keras.__version__} on JAX {jax.__version__}",
    "PyTorch": torch_fit.pop("version"),
    "NumPy": np.__version__,
}
cases = []
for library, setting, fit in (
    ("scikit-learn", "defaults", sklearn_defaults),
    ("scikit-learn", "optimum", sklearn_optimum),
    ("Keras", "defaults", keras_defaults),
    ("Keras", "optimum", keras_optimum),
):
    weights, intercept, probability = fit(X, y)
    cases.append(
        {
            "library": library,
            "setting": setting,
            "weights": weights,
            "intercept": float(intercept),
            "probability": probability,
            "code": source(fit),
        }
    )
cases.append({"library": "PyTorch", "setting": "optimum", **torch_fit})
ours = our_model()
state = ours["state"]
cases.append(
    {
        "library": "NumPy",
        "setting": "reads our JSON",
        "weights": np.array(state["weights"]),
        "intercept": state["intercepts"][0],
        "probability": numpy_reads(json.dumps(state), KINDS),
        "code": source(numpy_reads),
    }
)
write("sameModel", ", ".join(f"{name} {version}" for name, version in versions.items()), cases)

# Six digits: more of Keras's 32-bit numbers would differ from one processor to the next.
folder = ROOT / "datasets" / "same-model"
folder.mkdir(exist_ok=True)
names = ["weight_large", "weight_medium", "intercept", "damaged_large", "damaged_medium", "damaged_small"]
with (folder / "same-model.csv").open("w", encoding="utf-8", newline="") as file:
    table = csv.writer(file, lineterminator="\n")
    table.writerow(["library", "version", "setting", *names, "code"])
    for case in cases:
        numbers = [f"{float(value):.6g}" for value in (*case["weights"], case["intercept"], *case["probability"])]
        table.writerow([case["library"], versions[case["library"]], case["setting"], *numbers, case["code"]])
