import json
import sys

import numpy as np
from fastapi import FastAPI
from pydantic import BaseModel, Field

scaler, model = json.load(open(sys.argv[1]))  # what mle-kit has learned


class Day(BaseModel):
    temp_max: float = Field(ge=-40, le=50, description="°C")
    temp_min: float = Field(ge=-40, le=50, description="°C")
    wind: float = Field(ge=0, le=40, description="m/s")


class Answer(BaseModel):
    prediction: int
    probabilities: dict[str, float]


app = FastAPI(title="rain")


@app.post("/predict")
async def predict(day: Day) -> Answer:
    x = np.array([day.temp_max, day.temp_min, day.wind])
    x = (x - scaler["mean"]) / scaler["scale"]
    wet = 1 / (1 + np.exp(-(x @ model["weights"] + model["intercepts"][0])))
    return Answer(prediction=int(wet >= 0.5), probabilities={"0": 1 - wet, "1": wet})
