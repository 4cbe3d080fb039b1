"""Golden values for lib/stats/hawkes.ts: writes stats_hawkes.json beside this file.

Python 3.11, numpy 2.4.6, scipy 1.17.1

The likelihood is summed naively over all pairs of events, maximised by Nelder-Mead from several
starts, and its information found by central differences: nothing is shared with the code under test.
"""

import json
from pathlib import Path

import numpy as np
from scipy import optimize

rng = np.random.default_rng(5)


def simulate(mu, alpha, beta, duration):
    """As a branching process: immigrants, then the offspring of each event."""
    generation = list(rng.uniform(0, duration, rng.poisson(mu * duration)))
    times = []
    while generation:
        times += generation
        children = []
        for parent in generation:
            waits = rng.exponential(1 / beta, rng.poisson(alpha / beta))
            children += [parent + wait for wait in waits if parent + wait < duration]
        generation = children
    return np.round(np.sort(times), 4)


def log_likelihood(parameters, times, duration):
    mu, alpha, beta = parameters
    since = times[:, None] - times[None, :]
    kernel = np.where(since > 0, alpha * np.exp(-beta * np.where(since > 0, since, 0)), 0)
    rates = mu + kernel.sum(axis=1)
    expected = mu * duration + alpha / beta * (1 - np.exp(-beta * (duration - times))).sum()
    return np.log(rates).sum() - expected


def fit(times, duration):
    best = None
    for start in [(0.5, 0.5, 1), (0.2, 2, 4), (1, 0.1, 0.3)]:
        found = optimize.minimize(
            lambda logs: -log_likelihood(np.exp(logs), times, duration),
            np.log(start),
            method="Nelder-Mead",
            options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 5000},
        )
        if best is None or found.fun < best.fun:
            best = found
    return np.exp(best.x), -best.fun


def standard_errors(parameters, times, duration):
    steps = 1e-4 * parameters
    information = np.zeros((3, 3))
    for i in range(3):
        for j in range(3):
            total = 0
            for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
                moved = parameters.copy()
                moved[i] += a * steps[i]
                moved[j] += b * steps[j]
                total += a * b * log_likelihood(moved, times, duration)
            information[i, j] = -total / (4 * steps[i] * steps[j])
    covariance = np.linalg.inv(information)
    _, alpha, beta = parameters
    slope = np.array([0, 1 / beta, -alpha / beta**2])
    return np.sqrt(np.append(np.diag(covariance), slope @ covariance @ slope))


cases = []
for mu, alpha, beta, duration in [(0.5, 0.8, 1.6, 300), (0.1, 4, 5, 400)]:
    times = simulate(mu, alpha, beta, duration)
    given = np.array([mu, alpha, beta])
    parameters, value = fit(times, duration)
    since = times[:, None] - times[None, :]
    cumulative = np.where(since > 0, 1 - np.exp(-beta * np.where(since > 0, since, 0)), 0)
    compensator = mu * times + alpha / beta * cumulative.sum(axis=1)
    cases.append(
        {
            "times": times.tolist(),
            "duration": duration,
            "given": {"mu": mu, "alpha": alpha, "beta": beta},
            "log_likelihood_given": float(log_likelihood(given, times, duration)),
            "gaps_given": [float(gap) for gap in np.diff(compensator, prepend=0)[:20]],
            "fit": dict(zip(("mu", "alpha", "beta"), map(float, parameters))),
            "log_likelihood": float(value),
            "standard_errors": dict(
                zip(
                    ("mu", "alpha", "beta", "branching"),
                    map(float, standard_errors(parameters, times, duration)),
                )
            ),
        }
    )

Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
