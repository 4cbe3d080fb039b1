"""Golden spread of the plain bootstrap from arch: writes stats_bootstrap_units.json beside this file.

Python 3.11, numpy 2.4.6, arch 8.0.0

Units are as few and as skewed as the events of a study. Resamples differ between generators; what
must agree is their law. 40,000 resamples fix the standard error of a resampled statistic to about 0.5%.
"""

import json
from pathlib import Path

import numpy as np
from arch.bootstrap import IIDBootstrap

rng = np.random.default_rng(5)
STATISTICS = {"mean": np.mean, "median": np.median}

golden = {"resamples": 40000, "cases": []}
for size in (9, 41):
    units = np.round(rng.lognormal(3, 0.8, size), 2)
    for name, statistic in STATISTICS.items():
        bootstrap = IIDBootstrap(units, seed=3)
        apply = lambda x: np.array([statistic(x)])
        drawn = bootstrap.apply(apply, 40000)[:, 0]
        for level in (0.8, 0.95):
            interval = IIDBootstrap(units, seed=3).conf_int(
                apply, 40000, method="percentile", size=level
            )[:, 0]
            golden["cases"].append(
                {
                    "units": units.tolist(),
                    "statistic": name,
                    "level": level,
                    "deviation": float(np.std(drawn)),
                    "interval": [float(end) for end in interval],
                }
            )

path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
