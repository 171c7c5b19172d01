import warnings

import numpy as np
import pandas as pd
import pandas.core.dtypes.common as dtypes

# Evidently 0.7.23 imports this name from pandas, which moved it, and does not use it here.
if not hasattr(dtypes, "infer_dtype_from_object"):
    dtypes.infer_dtype_from_object = None
warnings.filterwarnings("ignore")

from evidently import DataDefinition, Dataset, Report  # noqa: E402
from evidently.presets import DataDriftPreset  # noqa: E402


def prepare(folder):
    names = [f"x{j}" for j in range(20)]
    definition = DataDefinition(numerical_columns=names)

    def dataset(file):
        columns = np.fromfile(f"{folder}/{file}.f64").reshape(20, -1)
        frame = pd.DataFrame({name: columns[j].copy() for j, name in enumerate(names)})
        return Dataset.from_pandas(frame, data_definition=definition)

    reference, current = dataset("reference"), dataset("current")

    def run():
        found = Report([DataDriftPreset()]).run(current, reference).dict()
        drift = {metric["config"]["column"]: metric["value"] for metric in found["metrics"] if "column" in metric["config"]}
        return [float(drift[name]) for name in names]

    return run
