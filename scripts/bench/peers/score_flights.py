"""Scores flights by pandas and scikit-learn in two processes, each a half of the row groups.

python score_flights.py FOLDER train    trains a scikit-learn pipeline on train.parquet there, and keeps it
python score_flights.py FOLDER score    scores the file that input.txt names, into peer-0.parquet and peer-1.parquet
"""

import multiprocessing
import pickle
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

COLUMNS = ["distance", "origin", "destination"]


def train(folder):
    from sklearn.compose import ColumnTransformer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler, TargetEncoder

    flights = pd.read_parquet(folder / "train.parquet")
    features = ColumnTransformer(
        [
            ("distance", "passthrough", ["distance"]),
            ("airports", TargetEncoder(), ["origin", "destination"]),
        ]
    )
    model = make_pipeline(features, StandardScaler(), LogisticRegression(tol=1e-8))
    model.fit(flights[COLUMNS], (flights["delay"] > 15).astype(int))
    (folder / "model.pkl").write_bytes(pickle.dumps(model))


def score_groups(model, source, groups, target):
    flights = pq.ParquetFile(source).read_row_groups(groups).to_pandas()
    probability = model.predict_proba(flights[COLUMNS])
    flights["prediction"] = model.classes_[probability.argmax(axis=1)]
    flights["probability"] = probability[:, 1]
    flights.to_parquet(target)


def score(folder):
    model = pickle.loads((folder / "model.pkl").read_bytes())
    source = (folder / "input.txt").read_text()
    groups = range(pq.ParquetFile(source).num_row_groups)
    parts = [[k for k in groups if k % 2 == half] for half in (0, 1)]
    targets = [folder / f"peer-{half}.parquet" for half in (0, 1)]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        pool.starmap(score_groups, [(model, source, *one) for one in zip(parts, targets)])


folder, mode = Path(sys.argv[1]), sys.argv[2]
{"train": train, "score": score}[mode](folder)
