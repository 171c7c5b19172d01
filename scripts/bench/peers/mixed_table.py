"""The same table and the same pipeline as mixedTable.ts, in pandas and scikit-learn."""

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def table_and_pipeline(folder):
    rows = int(open(f"{folder}/rows.txt").read())
    numbers = np.fromfile(f"{folder}/numbers.f64").reshape(-1, rows)
    codes = np.fromfile(f"{folder}/codes.f64").reshape(-1, rows).astype(int)
    frame = pd.DataFrame({f"x{j}": column for j, column in enumerate(numbers)})
    for j, column in enumerate(codes):
        frame[f"word{j}"] = [f"w{code}" for code in column]
    pipeline = make_column_transformer(
        (make_pipeline(SimpleImputer(), StandardScaler()), [f"x{j}" for j in range(len(numbers))]),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), [f"word{j}" for j in range(len(codes))]),
    ).fit(frame)
    return frame, pipeline
