"""The same service in FastAPI: one process of uvicorn, a scikit-learn pipeline, checked by pydantic.

python serve_predict.py FOLDER: trains on the data there, and prints where it listens.
"""

import json
import socket
import sys
from pathlib import Path
from typing import Annotated

import numpy as np
import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field, create_model
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

data = json.loads((Path(sys.argv[1]) / "data.json").read_text())
names = list(data["columns"])
X = np.column_stack([data["columns"][name] for name in names])
model = make_pipeline(StandardScaler(), LogisticRegression(tol=1e-8)).fit(X, data["y"])

Value = Annotated[float, Field(strict=True, ge=-100, le=100, allow_inf_nan=False)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


Record = create_model("Record", __base__=Strict, **{name: (Value, ...) for name in names})


class Answer(BaseModel):
    prediction: int
    probabilities: dict[str, float]
    version: int


app = FastAPI()


@app.post("/predict")
async def predict(record: Record) -> Answer:
    row = np.array([[getattr(record, name) for name in names]])
    probabilities = model.predict_proba(row)[0]
    return Answer(
        prediction=int(probabilities.argmax()),
        probabilities={"0": probabilities[0], "1": probabilities[1]},
        version=1,
    )


listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(1024)
print(json.dumps({"url": f"http://127.0.0.1:{listener.getsockname()[1]}"}), flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listener])
