#!/usr/bin/env python3
"""Times Lyapunov exponents of liyorke's CPU engine against NumPy on one thread each.

Both draw networks of the same family, follow 8 orbits of each with a tangent vector in float32 for 128 steps and then
measure 256. First their mean exponents must agree within what chance allows; then both are timed in turn, five times.
NumPy follows all networks of a batch in one call of matmul; its rate is without drawing, liyorke's with it.

    bench/orbits.py [--networks N] [--command ./liyorke]
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")

import argparse
import json
import math
import statistics
import subprocess
import time

import numpy as np

STARTS, TRANSIENT, STEPS = 8, 128, 256
REPEATS = 5
SIGMAS = 4.5


def tanh_networks(rng, networks):
    """h' = tanh(2 J h), J_ij ~ N(0, 1/64), h in R^64."""
    weights = [rng.standard_normal((networks, 64, 64), dtype=np.float32) * np.float32(2 / 8)]
    return weights, [np.zeros((networks, 64, 1), np.float32)], [tanh_with_slope]


def he_networks(rng, networks):
    """A scalar He network of width 64: all numbers of the first layer N(0, 2), of the second N(0, 2/64)."""
    first, second = np.float32(math.sqrt(2)), np.float32(math.sqrt(2 / 64))
    weights = [rng.standard_normal((networks, 64, 1), dtype=np.float32) * first,
               rng.standard_normal((networks, 1, 64), dtype=np.float32) * second]
    biases = [rng.standard_normal((networks, 64, 1), dtype=np.float32) * first,
              rng.standard_normal((networks, 1, 1), dtype=np.float32) * second]
    return weights, biases, [relu_with_slope, lambda z: (z, np.float32(1))]


def tanh_with_slope(z):
    y = np.tanh(z)
    return y, 1 - y * y


def relu_with_slope(z):
    return np.maximum(z, 0), (z >= 0).astype(np.float32)


CASES = (
    ("d = 64, tanh", 64, tanh_networks, "--init N(0,1/fan_in) --bias zero --depth 1 --state 64 --output tanh --gain 2"),
    ("d = 1, He, width 64", 1, he_networks, "--init he --width 64"),
)


def exponents(network, rng, dimension):
    """The mean exponent of the orbits of each network that stay within 10^6; NaN without any."""
    weights, biases, activations = network
    networks = len(weights[0])
    x = rng.standard_normal((networks, dimension, STARTS), dtype=np.float32)
    v = rng.standard_normal((networks, dimension, STARTS), dtype=np.float32)
    sums = np.zeros((networks, STARTS))
    escaped = np.zeros((networks, STARTS), bool)
    for step in range(TRANSIENT + STEPS):
        for w, b, f in zip(weights, biases, activations):
            x, slope = f(w @ x + b)
            v = slope * (w @ v)
        norms = np.sqrt(np.sum(v.astype(np.float64) ** 2, axis=1))
        escaped |= ~(np.abs(x).max(axis=1) <= 1e6) | ~np.isfinite(norms)
        if step >= TRANSIENT:
            sums += np.log(norms)
        v = (v / np.where(norms > 0, norms, 1)[:, None, :]).astype(np.float32)
    found = np.where(escaped | ~np.isfinite(sums), np.nan, sums / STEPS)
    kept = np.isfinite(found)
    return np.where(kept.any(axis=1), np.where(kept, found, 0).sum(axis=1) / np.maximum(1, kept.sum(axis=1)), np.nan)


def by_numpy(case, networks, seed):
    """Exponents, and networks per second."""
    _, dimension, draw, _ = case
    rng = np.random.default_rng(seed)
    found, seconds = [], 0.0
    batch = 64
    for _ in range(max(1, networks // batch)):
        network = draw(rng, batch)
        start = time.perf_counter()
        with np.errstate(all="ignore"):
            found.append(exponents(network, rng, dimension))
        seconds += time.perf_counter() - start
    found = np.concatenate(found)
    return found[np.isfinite(found)], len(found) / seconds


def by_liyorke(case, networks, seed, command):
    """What is reported of the exponent, and networks per second."""
    options = f"{case[3]} --networks {networks} --seed {seed} --engine cpu --threads 1 --observe lyapunov --json --quiet"
    options += f" --starts {STARTS} --transient {TRANSIENT} --steps {STEPS}"
    done = subprocess.run([command, "estimate", *options.split()], stdout=subprocess.PIPE, text=True, check=True)
    point = json.loads(done.stdout)["points"][0]
    return point["observables"]["lyapunov"], point["networks_per_s"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--networks", type=int, default=512)
    parser.add_argument("--command", default="./liyorke")
    options = parser.parse_args()
    for case in CASES:
        networks = options.networks * (1 if case[1] > 1 else 8)
        ours, _ = by_liyorke(case, networks, 1, options.command)
        theirs, _ = by_numpy(case, networks, 1)
        spread = math.sqrt(ours["sd"] ** 2 / ours["finite"] + theirs.var() / len(theirs))
        if abs(ours["mean"] - theirs.mean()) > SIGMAS * spread:
            raise SystemExit(f"{case[0]}: mean exponent {ours['mean']} and {theirs.mean()}, allowed {SIGMAS * spread}")
        rates = [(by_liyorke(case, networks, 2 + i, options.command)[1], by_numpy(case, networks, 2 + i)[1]) for i in range(REPEATS)]
        mine, peer = (statistics.median(column) for column in zip(*rates))
        print(f"{case[0]}: liyorke {mine:.0f} networks/s, NumPy {peer:.0f}, ratio {mine / peer:.2f}; agree to {spread:.4f}")


if __name__ == "__main__":
    main()
