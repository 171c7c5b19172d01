"""Behavioural tests by NumPy, on what scikit-learn's HistGradientBoostingClassifier predicts."""

import numpy as np
import sklearn
from goldenFile import write
from sklearn.ensemble import HistGradientBoostingClassifier

rng = np.random.default_rng(7)
n = 120
speed = np.round(rng.uniform(20, 300, n))
size = rng.integers(0, 3, n).astype(float)
gate = rng.integers(1, 30, n).astype(float)
y = (rng.uniform(size=n) < 0.03 + 0.1 * size + 0.0005 * speed).astype(int)
X = np.column_stack([speed, size, gate])
model = HistGradientBoostingClassifier(max_iter=20, early_stopping=False).fit(X, y)
chance = model.predict_proba(X)[:, 1]

cases = []


def add(name, column, values, tolerance):
    """column: which one changes; the tests are counted for both directions and for none."""
    changed = X.copy()
    changed[:, column] = values
    after = model.predict_proba(changed)[:, 1]
    label = np.array(["no", "yes"])
    names = [label[(p >= 0.3).astype(int)] for p in (chance, after)]
    cases.append({
        "name": name, "column": ["speed", "size", "gate"][column], "tolerance": tolerance,
        "X": X, "values": changed[:, column], "before": chance, "after": after,
        "moved": int((~np.isclose(after, chance, rtol=0, atol=tolerance)).sum()),
        "fell": int((after < chance - tolerance).sum()),
        "rose": int((after > chance + tolerance).sum()),
        "labels": names, "turned": int((names[0] != names[1]).sum()),
        "below": int((chance < 0.2).sum()),
        "worstFall": int(np.argmin(after - chance)) if (after < chance).any() else None,
        "worstRise": int(np.argmax(after - chance)) if (after > chance).any() else None,
    })


add("20 faster", 0, speed + 20, 0.0)
add("20 faster, a percent of tolerance", 0, speed + 20, 0.01)
add("a large one", 1, 2.0, 0.0)
add("another gate", 2, 31 - gate, 0.005)
write("behaviour", f"NumPy {np.__version__}, scikit-learn {sklearn.__version__}", cases)
