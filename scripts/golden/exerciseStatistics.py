"""Classical item statistics: difficulty, and SciPy's correlation of each item with the rest."""

import numpy as np
import scipy
from goldenFile import write
from scipy import stats

rng = np.random.default_rng(7)
cases = []


def case(name, points, earned):
    total = earned.sum(axis=1)
    cases.append(
        {
            "name": name,
            "points": points,
            "earned": earned,
            "difficulty": earned.mean(axis=0) / points,
            "discrimination": [
                stats.pearsonr(item, total - item).statistic for item in earned.T
            ],
        }
    )


points = np.array([4.0, 2.0, 3.5])
skill = rng.normal(size=(30, 1))
shares = np.clip(np.round(0.5 + 0.3 * skill + 0.2 * rng.normal(size=(30, 3)), 1), 0, 1)
case("partial credit", points, np.round(shares * points * 2) / 2)
# Right or wrong: pearsonr of 0s and 1s is the point-biserial correlation.
case("right or wrong", np.ones(5), (skill + rng.normal(size=(30, 5)) > 0).astype(float))
case("no relation", points, rng.integers(0, 2, (12, 3)) * points)

write("exerciseStatistics", f"scipy {scipy.__version__}", cases)
