"""pandas: rolling windows with an open end, by key, as of moments that are no events."""

import numpy as np
import pandas as pd
from goldenFile import write

rng = np.random.default_rng(7)


def case(name, n, m, span, window, keys, decimals):
    at = rng.integers(0, span, n).astype(float)
    value = np.round(rng.normal(8, 30, n), decimals)
    key = rng.choice(keys, n)
    moment = rng.integers(0, span + 50, m).astype(float)
    asked = rng.choice([*keys, "nobody"], m)
    # Each moment joins the events as a row without a value; closed='left' leaves out its own minute.
    events = pd.DataFrame({"at": at, "value": value, "key": key, "row": -1})
    moments = pd.DataFrame({"at": moment, "value": np.nan, "key": asked, "row": np.arange(m)})
    both = pd.concat([events, moments]).sort_values("at", kind="stable")
    both["time"] = pd.to_timedelta(both["at"], unit="min")
    mean, count = np.full(m, np.nan), np.zeros(m)
    for _, group in both.set_index("time").groupby("key"):
        rolling = group["value"].rolling(pd.Timedelta(minutes=window), closed="left", min_periods=1)
        means, counts = rolling.mean(), rolling.count()
        own = group["row"].to_numpy() >= 0
        rows = group["row"].to_numpy()[own]
        mean[rows], count[rows] = means.to_numpy()[own], counts.to_numpy()[own]
    return {
        "name": name, "window": window, "at": at, "value": value, "key": key, "momentAt": moment, "momentKey": asked,
        "mean": [None if np.isnan(one) else one for one in mean], "count": np.nan_to_num(count),
    }


cases = [
    case("three airports", 60, 40, 600, 120, ["ATL", "ORD", "DFW"], 0),
    case("many events of one minute", 80, 40, 20, 5, ["ATL", "ORD"], 0),
    case("events far apart", 12, 40, 5000, 60, ["ATL", "ORD"], 2),
    case("a window longer than all", 30, 20, 300, 10_000, ["ATL"], 3),
]
write("recentMeans", f"pandas {pd.__version__}", cases)
