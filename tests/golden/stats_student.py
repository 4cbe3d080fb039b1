"""Golden values for lib/stats/student-t.ts from SciPy: writes stats_student.json beside this file.

Python 3.11, scipy 1.17.1
"""

import json
from pathlib import Path

from scipy import stats

freedom = (1, 1.82, 2.7, 4, 9.5, 30, 413)
golden = {
    "cdf": [
        [t, df, float(stats.t.cdf(t, df))]
        for df in freedom
        for t in (-30, -4, -1.3, -0.2, 0, 0.7, 2, 12)
    ],
    "quantile": [
        [p, df, float(stats.t.ppf(p, df))]
        for df in freedom
        for p in (0.0005, 0.025, 0.3, 0.5, 0.8, 0.975, 0.995)
    ],
}
Path(__file__).with_name("stats_student.json").write_text(json.dumps(golden, indent=1) + "\n")
