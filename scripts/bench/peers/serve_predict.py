"""The same service in FastAPI: one process of uvicorn, checked by pydantic.

python serve_predict.py FOLDER train      trains a scikit-learn pipeline on the data there, and keeps it
python serve_predict.py FOLDER sklearn    serves it, and prints where it listens
python serve_predict.py FOLDER numpy      serves its weights by NumPy alone
"""

import json
import pickle
import socket
import sys
from pathlib import Path
from typing import Annotated

import numpy as np

folder, mode = Path(sys.argv[1]), sys.argv[2]

if mode == "train":
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    data = json.loads((folder / "data.json").read_text())
    X = np.column_stack(list(data["columns"].values()))
    model = make_pipeline(StandardScaler(), LogisticRegression(tol=1e-8)).fit(X, data["y"])
    scaler, logistic = model[0], model[1]
    weights = logistic.coef_[0] / scaler.scale_
    np.savez(
        folder / "weights.npz",
        names=np.array(list(data["columns"])),
        weights=weights,
        intercept=logistic.intercept_[0] - weights @ scaler.mean_,
    )
    (folder / "model.pkl").write_bytes(pickle.dumps(model))
    sys.exit()

import uvicorn  # noqa: E402
from fastapi import FastAPI  # noqa: E402
from pydantic import BaseModel, ConfigDict, Field, create_model  # noqa: E402

stored = np.load(folder / "weights.npz")
names = [str(name) for name in stored["names"]]

if mode == "sklearn":
    model = pickle.loads((folder / "model.pkl").read_bytes())

    def probabilities_of(rows):
        return model.predict_proba(np.array(rows))

else:
    weights, intercept = stored["weights"], float(stored["intercept"])

    def probabilities_of(rows):
        second = 1 / (1 + np.exp(-(np.array(rows) @ weights + intercept)))
        return np.column_stack([1 - second, second])


Value = Annotated[float, Field(strict=True, ge=-100, le=100, allow_inf_nan=False)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


Record = create_model("Record", __base__=Strict, **{name: (Value, ...) for name in names})


class Prediction(BaseModel):
    prediction: int
    probabilities: dict[str, float]


class Answer(Prediction):
    version: int


class Answers(BaseModel):
    predictions: list[Prediction]
    version: int


def values_of(record):
    return [getattr(record, name) for name in names]


def prediction_of(row):
    return {"prediction": int(row.argmax()), "probabilities": {"0": row[0], "1": row[1]}}


app = FastAPI()


@app.post("/predict")
async def predict(record: Record) -> Answer:
    return Answer(**prediction_of(probabilities_of([values_of(record)])[0]), version=1)


@app.post("/predict/batch")
async def predict_batch(records: Annotated[list[Record], Field(min_length=1, max_length=1000)]) -> Answers:
    found = probabilities_of([values_of(record) for record in records])
    return Answers(predictions=[prediction_of(row) for row in found], version=1)


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(1024)
print(json.dumps({"url": f"http://127.0.0.1:{listener.getsockname()[1]}"}), flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listener])
