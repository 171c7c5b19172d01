"""scikit-learn's OneHotEncoder and OrdinalEncoder on texts, numbers and truth values."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.preprocessing import OneHotEncoder, OrdinalEncoder

rng = np.random.default_rng(7)
species = rng.choice(["Gentoo", "Adelie", "Chinstrap", "ä", "Z"], size=30)
month = rng.integers(1, 13, size=30)
wet = rng.integers(0, 2, size=30).astype(bool)
train = {"species": species, "month": month, "wet": wet}
new = {
    "species": np.array(["Adelie", "Emperor", "Z", ""]),
    "month": np.array([1, 12, 13, 2]),
    "wet": np.array([True, False, True, False]),
}


def stack(columns):
    return np.column_stack([np.array(values.tolist(), dtype=object) for values in columns.values()])


cases = []
for drop in (None, "first"):
    encoder = OneHotEncoder(sparse_output=False, drop=drop).fit(stack(train))
    cases.append(
        {
            "name": f"OneHotEncoder, drop {drop}",
            "encoder": "OneHotEncoder",
            "options": {"unseen": "error", "dropFirst": drop == "first"},
            "train": train,
            "new": {name: values[:5] for name, values in train.items()},
            "transformed": encoder.transform(stack(train)[:5]),
            "names": encoder.get_feature_names_out(list(train)),
        }
    )
zeros = OneHotEncoder(sparse_output=False, handle_unknown="ignore").fit(stack(train))
cases.append(
    {
        "name": "OneHotEncoder, unseen as zeros",
        "encoder": "OneHotEncoder",
        "options": {"unseen": "zeros"},
        "train": train,
        "new": new,
        "transformed": zeros.transform(stack(new)),
        "names": zeros.get_feature_names_out(list(train)),
    }
)
ordinal = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1).fit(stack(train))
cases.append(
    {
        "name": "OrdinalEncoder, unseen as -1",
        "encoder": "OrdinalEncoder",
        "options": {"unseen": -1},
        "train": train,
        "new": new,
        "transformed": ordinal.transform(stack(new)),
        "names": list(train),
    }
)
order = ["Z", "Gentoo", "Chinstrap", "Adelie", "ä"]
ordered = OrdinalEncoder(categories=[order]).fit(species[:, None].astype(object))
cases.append(
    {
        "name": "OrdinalEncoder with an order",
        "encoder": "OrdinalEncoder",
        "options": {"unseen": "error", "categories": {"species": order}},
        "train": {"species": species},
        "new": {"species": species[:8]},
        "transformed": ordered.transform(species[:8, None].astype(object)),
        "names": ["species"],
    }
)
write("encoders", f"scikit-learn {sklearn.__version__}", cases)
