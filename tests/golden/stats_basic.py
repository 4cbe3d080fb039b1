"""Golden values for lib/stats from SciPy and statsmodels: writes stats_basic.json beside this file.

Python 3.11, numpy 2.4.6, scipy 1.17.1, statsmodels 0.15.0
"""

import json
import warnings
from pathlib import Path

import numpy as np
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

warnings.filterwarnings("ignore")
rng = np.random.default_rng(20251205)


def rounded(values, digits=3):
    return [round(float(value), digits) for value in values]


def floats(values):
    return [float(value) for value in values]


x = rounded(rng.normal(size=40))
tied = rounded(rng.integers(0, 6, size=40), 0)
heavy = rounded(rng.standard_t(2, size=31))
noisy = rounded(0.7 * np.array(x) + rng.normal(size=40))

golden = {"x": x, "tied": tied, "heavy": heavy, "noisy": noisy}

golden["quantiles"] = [
    {"of": name, "p": p, "value": float(np.quantile(golden[name], p))}
    for name in ("x", "tied", "heavy")
    for p in (0, 0.025, 0.1, 0.5, 0.8, 0.975, 1)
]
golden["mad"] = {
    # methods: scaled by 1.4826, not by the exact constant
    name: 1.4826 * float(stats.median_abs_deviation(golden[name]))
    for name in ("x", "tied", "heavy")
}
golden["variance"] = {name: float(np.var(golden[name], ddof=1)) for name in ("x", "tied")}
golden["rank"] = floats(stats.rankdata(tied))
golden["pearson"] = float(stats.pearsonr(x, noisy)[0])
golden["spearman"] = {
    "x_noisy": float(stats.spearmanr(x, noisy)[0]),
    "x_tied": float(stats.spearmanr(x, tied)[0]),
}

points = [-40, -38.2, -20, -8, -7.0710678, -7, -3, -1.96, -0.5, 0, 0.1, 1, 2.5, 6, 7.5, 9]
golden["normal_cdf"] = [[z, float(stats.norm.cdf(z))] for z in points]
shares = [1e-300, 1e-20, 1e-9, 0.001, 0.025, 0.0749, 0.0751, 0.3, 0.5, 0.7, 0.975, 0.999999]
golden["normal_quantile"] = [[p, float(stats.norm.ppf(p))] for p in shares]

golden["wilson"] = [
    {
        "successes": k,
        "trials": n,
        "level": level,
        "interval": floats(proportion_confint(k, n, alpha=1 - level, method="wilson")),
    }
    for k, n, level in [(12, 14, 0.95), (0, 9, 0.95), (9, 9, 0.95), (48, 53, 0.9), (6602, 11670, 0.95)]
]

p_values = [0.01, 0.04, 0.03, 0.005, 0.9, 0.04, 0.2, 0.049]
golden["benjamini_hochberg"] = {
    "p": p_values,
    "adjusted": floats(multipletests(p_values, method="fdr_bh")[1]),
}


def theil_sen(of_x, of_y, level):
    found = stats.theilslopes(of_y, of_x, alpha=level)
    return {
        "slope": float(found.slope),
        "intercept": float(found.intercept),
        "interval": [float(found.low_slope), float(found.high_slope)],
    }


golden["theil_sen"] = [
    {"x": a, "y": b, "level": level, **theil_sen(golden[a], golden[b], level)}
    for a, b, level in [("x", "noisy", 0.95), ("tied", "noisy", 0.95), ("x", "tied", 0.9)]
]


def mann_whitney(a, b, method):
    # SciPy's exact method ignores ties; the code under test is then asymptotic.
    assert method != "exact" or len({*a, *b}) == len(a) + len(b)
    found = stats.mannwhitneyu(a, b, alternative="two-sided", method=method)
    return {"first": a, "second": b, "u": float(found.statistic), "p": float(found.pvalue)}


golden["mann_whitney"] = [
    mann_whitney(heavy[:9], [v + 0.4 for v in x[:20]], "exact"),
    mann_whitney(heavy[:3], x[3:7], "exact"),
    mann_whitney(sorted(set(heavy))[5:25], [round(v + 0.0005, 4) for v in sorted(set(x))[:20]], "exact"),
    mann_whitney(x, heavy, "asymptotic"),
    mann_whitney(tied[:12], [v + 1 for v in tied[12:]], "asymptotic"),
    mann_whitney([1, 1], [1, 1, 1], "asymptotic"),
]
# All values equal: SciPy divides 0 by 0; nothing speaks against equality.
golden["mann_whitney"][-1]["p"] = 1.0

golden["kolmogorov_smirnov"] = []
for n, scale in [(10, 1.0), (25, 1.6), (100, 1.0), (100, 1.3), (400, 1.1)]:
    sample = rounded(rng.exponential(scale, size=n))
    found = stats.kstest(sample, "expon", method="exact")
    golden["kolmogorov_smirnov"].append(
        {"sample": sample, "d": float(found.statistic), "p": float(found.pvalue)}
    )

series = [0.0]
for noise in rng.normal(size=59):
    series.append(0.2 + 0.6 * series[-1] + noise)
series = rounded(series)
fit = sm.OLS(series[1:], sm.add_constant(series[:-1])).fit()
golden["autoregression"] = {
    "series": series,
    "intercept": float(fit.params[0]),
    "phi": float(fit.params[1]),
}

line = sm.OLS(noisy, sm.add_constant(x)).fit(cov_type="HC3")
golden["linear_regression"] = {
    "intercept": float(line.params[0]),
    "slope": float(line.params[1]),
    "standard_error": float(line.bse[1]),
    "interval": floats(line.conf_int()[1]),
}

lags = range(-5, 6)
a = (np.array(x) - np.mean(x)) / np.std(x)
b = (np.array(noisy) - np.mean(noisy)) / np.std(noisy)
golden["cross_correlation"] = [
    float(sum(a[t] * b[t + lag] for t in range(40) if 0 <= t + lag < 40) / 40) for lag in lags
]

path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
