"""Golden AR(1) fits, bias correction and half-lives: writes stats_half_life.json beside this file.

Python 3.11, numpy 2.4.6, statsmodels 0.15.0

Least squares are statsmodels' AutoReg with a constant. statsmodels has no bias correction, so Kendall's is
shown to be right by what it is for: over 4,000 simulated series of known phi the corrected fits are on
average nearer to it than the raw ones. Both averages are written down.
"""

import json
from pathlib import Path

import numpy as np
from statsmodels.tsa.ar_model import AutoReg

rng = np.random.default_rng(20251010)
LENGTH = 42


def series(phi, length):
    values = [rng.normal() / np.sqrt(1 - phi * phi)]
    for noise in rng.normal(size=length - 1):
        values.append(phi * values[-1] + noise)
    return np.array(values)


def least_squares(values):
    return AutoReg(values, lags=1, trend="c").fit().params


def corrected(phi, pairs):
    return phi + (1 + 3 * phi) / pairs


golden = {"length": LENGTH, "fits": [], "bias": []}
for phi in (0.2, 0.5, 0.8, 0.95):
    values = np.round(series(phi, LENGTH), 4)
    intercept, found = least_squares(values)
    better = corrected(found, LENGTH - 1)
    golden["fits"].append(
        {
            "series": values.tolist(),
            "intercept": float(intercept),
            "phi": float(found),
            "phi_corrected": float(better),
            "half_life": float(np.log(0.5) / np.log(better)) if 0 < better < 1 else None,
        }
    )

for phi in (0.3, 0.6, 0.9):
    raw = np.array([least_squares(series(phi, LENGTH))[1] for _ in range(4000)])
    golden["bias"].append(
        {
            "phi": phi,
            "mean": float(raw.mean()),
            "mean_corrected": float(corrected(raw, LENGTH - 1).mean()),
            "error": float(raw.std() / np.sqrt(len(raw))),
        }
    )

path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
