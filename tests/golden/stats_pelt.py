"""Golden change points for lib/stats/pelt.ts from ruptures: writes stats_pelt.json beside this file.

Python 3.11, numpy 2.4.6, ruptures 1.1.10

Dynp finds the best segmentation for each number of changes, so the least of cost + penalty x changes is
exact; ruptures' own Pelt must agree.
"""

import json
from pathlib import Path

import numpy as np
import ruptures

rng = np.random.default_rng(7)


def exact(signal, penalty, min_size, most=12):
    best = (np.inf, [])
    cost = ruptures.costs.CostL2().fit(signal)
    for changes in range(0, min(most, len(signal) // min_size - 1) + 1):
        if changes == 0:
            ends = [len(signal)]
        else:
            ends = ruptures.Dynp(model="l2", min_size=min_size, jump=1).fit(signal).predict(changes)
        total = cost.sum_of_costs(ends) + penalty * changes
        best = min(best, (total, ends[:-1]))
    return [int(end) for end in best[1]]


cases = []
for sizes, means, penalty, min_size in [
    ([30, 25, 40], [0, 3, 1], 8, 2),
    ([30, 25, 40], [0, 3, 1], 8, 7),
    ([20, 3, 30, 20], [0, 6, 0.5, -2], 6, 2),
    ([20, 3, 30, 20], [0, 6, 0.5, -2], 6, 7),
    ([80], [5], 10, 2),
]:
    mean = np.repeat(means, sizes)
    signal = np.round(mean + rng.normal(size=len(mean)), 3)
    found = exact(signal, penalty, min_size)
    pelt = ruptures.Pelt(model="l2", min_size=min_size, jump=1).fit(signal).predict(penalty)[:-1]
    assert [int(end) for end in pelt] == found
    cases.append(
        {
            "values": signal.tolist(),
            "penalty": penalty,
            "min_segment": min_size,
            "changes": found,
        }
    )

Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
