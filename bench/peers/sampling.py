"""What sampler_jax.py and sampler_torch.py share: the rule, its check, the choice of method and batch, the command line.

The job is that of sampler_numba.py: draw He networks f(x) = sum a_i max(0, w_i x + b_i) + c of width k, evaluate f and
f^3 on 163 points of [-1, 1] in float32, and count a network when f^3(x) - x has more sign changes there than f(x) - x.
"""

import argparse
import itertools
import json
import statistics
import time

import numpy as np

GRID = 163
REPEATS = 5
# Numbers in flight: networks times units or grid points, whichever is more, of the first batch tried.
FIRST_BATCH_NUMBERS = 1 << 26
REHEARSED_BATCH = 256
# No two runs draw the same networks, so that all of them together are one sample.
SEEDS = itertools.count(1)


def grid():
    return np.linspace(-1.0, 1.0, GRID, dtype=np.float32)


def reference(w, b, a, c):
    """The rule in double precision, written from the definition: one network."""
    x = grid().astype(float)

    def f(t):
        return np.maximum(np.outer(t, w) + b, 0.0) @ a + c

    def changes(d):
        s = np.sign(d)
        return np.sum(s[:-1] * s[1:] < 0) + np.sum((s[1:-1] == 0) & (s[:-2] * s[2:] < 0))

    return bool(changes(f(f(f(x))) - x) > changes(f(x) - x))


def check(decide, width, networks=300):
    """Known maps, and random networks against the reference; AssertionError if a method is wrong."""
    ones, tents = np.ones((2, 2), np.float32), np.array([[1.98, -3.96], [1, -2]], np.float32)
    found = decide(ones, np.array([[0, -0.5]] * 2, np.float32), tents, np.zeros(2, np.float32))
    # 0.99 of the tent map on [0, 1] has period three, half of it only fixed points
    assert list(found) == [True, False], f"the tent maps: {found}"
    rng = np.random.default_rng(1)
    w, b = rng.normal(0, np.sqrt(2.0), (2, networks, width)).astype(np.float32)
    a = rng.normal(0, np.sqrt(2.0 / width), (networks, width)).astype(np.float32)
    c = rng.normal(0, np.sqrt(2.0 / width), networks).astype(np.float32)
    expected = [reference(*network) for network in zip(w, b, a, c)]
    differ = int(np.sum(np.asarray(decide(w, b, a, c)) != expected))
    # rounding may move a single sign change; a mistake would show in tens of networks
    assert differ <= 2, f"{differ} of {networks} networks differ from the reference"


class Attempt:
    """One method and batch: its rate, and what it counted."""

    def __init__(self, peer, width, method, batch, seconds):
        self.method, self.batch = method, batch
        sampler = peer.sampler(width, method, batch)
        sampler(1, next(SEEDS))  # compiles
        batches, elapsed = 1, self.timed(sampler, 1)
        while elapsed < seconds / 4 and seconds > 0:
            batches *= max(2, min(32, int(seconds / 2 / max(elapsed, 1e-9))))
            elapsed = self.timed(sampler, batches)
        times = []
        self.period3 = 0
        for _ in range(REPEATS if seconds > 0 else 1):
            times.append(self.timed(sampler, batches))
            self.period3 += self.found
        self.networks = batches * batch * len(times)
        self.rate = batches * batch / statistics.median(times)

    def timed(self, sampler, batches):
        start = time.perf_counter()
        self.found = sampler(batches, next(SEEDS))
        return time.perf_counter() - start


def attempts(peer, width, options, end):
    """Every method with one batch, then the best one with larger and smaller batches, as time allows."""
    seconds = 0 if options.rehearse else options.seconds
    first = REHEARSED_BATCH if options.rehearse else 1 << (FIRST_BATCH_NUMBERS // max(width, GRID)).bit_length() - 1
    tried, failures = [], []

    def attempt(method, batch):
        if not tried or time.monotonic() < end:
            try:
                tried.append(Attempt(peer, width, method, batch, seconds))
            except Exception as e:  # a method that does not compile or finds no memory leaves the others
                failures.append(f"{method}, {batch}: {type(e).__name__} {str(e).splitlines()[0] if str(e) else ''}")

    for method in peer.methods(width):
        check(lambda *network: peer.decide(method, *network), width)
        attempt(method, first)
    if tried and not options.rehearse:
        best = max(tried, key=lambda t: t.rate).method
        for batch in (first // 8, first * 4):
            attempt(best, batch)
    return tried, failures


def report(peer, width, options, tried, failures):
    best = max(tried, key=lambda t: t.rate)
    row = {"width": width, "method": best.method, "batch": best.batch, "device": peer.device}
    row.update(networks=sum(t.networks for t in tried), period3=sum(t.period3 for t in tried))
    if not options.rehearse:
        row["per_s"] = best.rate
        row["tried"] = [{"method": t.method, "batch": t.batch, "per_s": t.rate} for t in tried]
    row.update(failures=failures, versions=peer.versions)
    return row


def main(make_peer, description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--widths", default="2,16,64,256,1024", type=lambda text: [int(w) for w in text.split(",")])
    parser.add_argument("--seconds", default=0.5, type=float, help="time one timed repeat should take (0.5)")
    parser.add_argument("--limit", default=600.0, type=float, help="seconds for everything; begins no more after (600)")
    parser.add_argument("--rehearse", action="store_true", help="tiny batches, nothing timed")
    options = parser.parse_args()
    end = time.monotonic() + options.limit
    peer = make_peer()
    for done, width in enumerate(options.widths):
        share = (end - time.monotonic()) / (len(options.widths) - done)
        tried, failures = attempts(peer, width, options, time.monotonic() + share)
        if not tried:
            raise SystemExit(f"width {width}: {'; '.join(failures)}")
        print(json.dumps(report(peer, width, options, tried, failures)), flush=True)
