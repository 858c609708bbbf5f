#!/usr/bin/env python3
"""Times Lyapunov exponents of liyorke's CPU engine against NumPy and PyTorch, one thread each.

All follow 8 orbits of each network with a tangent vector in float32, 128 steps of transient and 256 that are measured. First
the mean exponents must agree within what chance allows; then the programs are timed in turn, and medians of their rates
compared. The peers (peers/orbits_numpy.py, peers/orbits_torch.py) follow a batch of networks in one call, of the size that
was quickest in a trial; their rates are without drawing the networks, liyorke's with it, with the proofs of the scalar
networks and with Java's warming up.

    bench/orbits.py [--networks N] [--repeats N] [--command ./liyorke] [--name NAME]

With --name the table also goes to results/NAME.md and all single rates to results/NAME.json.
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")

import argparse
import datetime
import json
import math
import statistics
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "peers"))

import numpy as np

import compare
import orbits_numpy
import orbits_torch

PEERS = (orbits_numpy, orbits_torch)
STARTS, TRANSIENT, STEPS, RADIUS = 8, 128, 256, 1e6
BATCHES = (32, 64, 128, 256, 512, 1024)
SIGMAS = 4.5

# The peers follow one network for so many of liyorke, which has to warm up first.
SHARE = 8
RESULTS = Path(__file__).parent / "results"


def tanh_networks(rng, networks):
    """h' = tanh(2 J h), J_ij ~ N(0, 1/64), h in R^64."""
    return (rng.standard_normal((networks, 64, 64), dtype=np.float32) * np.float32(2 / 8),)


def he_networks(rng, networks):
    """A scalar He network of width 64: all numbers of the first layer N(0, 2), of the second N(0, 2/64)."""
    first, second = np.float32(math.sqrt(2)), np.float32(math.sqrt(2 / 64))
    shapes = ((1, 64), first), ((1, 64), first), ((64, 1), second), ((1, 1), second)
    return tuple(rng.standard_normal((networks, *shape), dtype=np.float32) * sd for shape, sd in shapes)


CASES = (
    ("d = 64, tanh", 64, tanh_networks, "--init N(0,1/fan_in) --bias zero --depth 1 --state 64 --output tanh --gain 2"),
    ("d = 1, He, width 64", 1, he_networks, "--init he --width 64"),
)


def by_peer(peer, case, networks, batch, seed):
    """The mean exponent of the orbits that stay of each network that has one, and networks per second."""
    _, dimension, draw, _ = case
    rng = np.random.default_rng(seed)
    found, seconds = [], 0.0
    for _ in range(max(1, networks // batch)):
        network = draw(rng, batch)
        x, v = (rng.standard_normal((batch, STARTS, dimension), dtype=np.float32) for _ in range(2))
        start = time.perf_counter()
        exponents = peer.follow(network, x, v, TRANSIENT, STEPS, RADIUS)
        seconds += time.perf_counter() - start
        kept = np.isfinite(exponents)
        found += [row[some].mean() for row, some in zip(exponents.astype(np.float64), kept) if some.any()]
    return np.array(found), max(1, networks // batch) * batch / seconds


def best_batch(peer, case, networks):
    sizes = [batch for batch in BATCHES if batch <= networks]
    return max(sizes, key=lambda batch: by_peer(peer, case, batch, batch, 0)[1])


def by_liyorke(case, networks, seed, command):
    """What is reported: the engine, the exponent, and networks per second."""
    options = f"{case[3]} --networks {networks} --seed {seed} --engine cpu --threads 1 --observe lyapunov --json --quiet"
    options += f" --starts {STARTS} --transient {TRANSIENT} --steps {STEPS} --escape-radius {RADIUS}"
    done = subprocess.run([command, "estimate", *options.split()], stdout=subprocess.PIPE, text=True, check=True)
    report = json.loads(done.stdout)
    point = report["points"][0]
    return report["engine"], point["observables"]["lyapunov"], point["networks_per_s"]


def agreement(case, ours, theirs, peer):
    """The standard error of the difference of the means, which must not differ by more than chance allows."""
    spread = math.sqrt(ours["sd"] ** 2 / ours["finite"] + theirs.var() / len(theirs))
    if not abs(ours["mean"] - theirs.mean()) <= SIGMAS * spread:
        raise SystemExit(
            f"{case[0]}: mean exponent {ours['mean']}, {theirs.mean()} by {peer.NAME}, allowed {SIGMAS * spread}")
    return spread


def run(case, options):
    networks = options.networks * (1 if case[1] > 1 else 8)
    few = networks // SHARE
    engine, ours, _ = by_liyorke(case, networks, 1, options.command)
    batches = {peer.NAME: best_batch(peer, case, few) for peer in PEERS}
    result = {"case": case[0], "networks": networks, "batches": batches, "mean": ours["mean"], "standard_errors": {}}
    for peer in PEERS:
        theirs, _ = by_peer(peer, case, few, batches[peer.NAME], 1)
        result["standard_errors"][peer.NAME] = agreement(case, ours, theirs, peer)
    rates = {name: [] for name in ("liyorke", *batches)}
    for repeat in range(options.repeats):
        rates["liyorke"].append(by_liyorke(case, networks, 2 + repeat, options.command)[2])
        for peer in PEERS:
            rates[peer.NAME].append(by_peer(peer, case, few, batches[peer.NAME], 2 + repeat)[1])
    return engine, dict(result, rates=rates)


def markdown(about, results):
    names = [peer.NAME for peer in PEERS]
    lines = [
        "# Lyapunov exponents on the CPU",
        "",
        "Networks per second on one thread each, medians of alternating repeats, lowest and highest in brackets; 8 orbits of 384",
        "steps with a tangent each, float32. liyorke draws the networks too, and proves the verdicts of the scalar ones. Ratio:",
        "liyorke over the better of the others. Mean exponents agree within the standard errors that stand in the JSON file.",
        "",
        "| case | liyorke | " + " | ".join(names) + " | ratio |",
        "|---|" + "---:|" * (len(names) + 2),
    ]
    for result in results:
        medians = {name: statistics.median(rates) for name, rates in result["rates"].items()}
        cells = [f"{medians[n]:,.0f} ({min(r):,.0f} to {max(r):,.0f})" for n, r in result["rates"].items()]
        ratio = medians["liyorke"] / max(medians[name] for name in names)
        lines.append(f"| {result['case']} | " + " | ".join(cells) + f" | {ratio:.2f} |")
    return "\n".join([*lines, "", *(f"- {key}: {value}" for key, value in about.items()), ""])


def circumstances(options, engine):
    return {
        "date": datetime.date.today().isoformat(),
        "processor": compare.processor(),
        "java": compare.java_version(),
        "BLAS of liyorke": engine.get("blas_library", engine["blas"]),
        **{peer.NAME: peer.VERSION for peer in PEERS},
        "threads": 1,
        "repeats": options.repeats,
        "load before": f"{os.getloadavg()[0]:.2f}",
        "command": " ".join(["bench/orbits.py", *sys.argv[1:]]),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--networks", type=int, default=2048, help="networks of d = 64; eight times as many of d = 1")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--command", default="./liyorke")
    parser.add_argument("--name", help="write results/NAME.json and results/NAME.md")
    options = parser.parse_args()
    if options.networks < SHARE * BATCHES[0] or options.repeats < 1:
        parser.error(f"--networks must be at least {SHARE * BATCHES[0]}, --repeats at least 1")
    engines, results = zip(*(run(case, options) for case in CASES))
    about = circumstances(options, engines[0])
    text = markdown(about, results)
    print(text)
    if options.name:
        compare.write(RESULTS / f"{options.name}.json", json.dumps({"about": about, "results": results}, indent=2) + "\n")
        compare.write(RESULTS / f"{options.name}.md", text)


if __name__ == "__main__":
    main()
