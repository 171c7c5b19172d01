"""Scores flights by pandas and scikit-learn in two processes, each a half of the row groups."""

import multiprocessing
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler, TargetEncoder

COLUMNS = ["distance", "origin", "destination"]


def train(folder):
    flights = pd.read_parquet(folder / "train.parquet")
    features = ColumnTransformer(
        [
            ("distance", "passthrough", ["distance"]),
            ("airports", TargetEncoder(), ["origin", "destination"]),
        ]
    )
    model = make_pipeline(features, StandardScaler(), LogisticRegression(tol=1e-8))
    return model.fit(flights[COLUMNS], (flights["delay"] > 15).astype(int))


def score(model, source, groups, target):
    flights = pq.ParquetFile(source).read_row_groups(groups).to_pandas()
    probability = model.predict_proba(flights[COLUMNS])
    flights["prediction"] = model.classes_[probability.argmax(axis=1)]
    flights["probability"] = probability[:, 1]
    flights.to_parquet(target)


def prepare(folder):
    folder = Path(folder)
    model = train(folder)
    source = (folder / "input.txt").read_text()
    groups = range(pq.ParquetFile(source).num_row_groups)
    parts = [[k for k in groups if k % 2 == half] for half in (0, 1)]
    targets = [folder / f"peer-{half}.parquet" for half in (0, 1)]

    def run():
        with multiprocessing.get_context("fork").Pool(2) as pool:
            pool.starmap(score, [(model, source, *one) for one in zip(parts, targets)])
        scores = pd.concat([pd.read_parquet(path, columns=["probability"]) for path in targets])
        return [len(scores), scores["probability"].mean()]

    return run
