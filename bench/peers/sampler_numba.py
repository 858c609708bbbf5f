#!/usr/bin/env python3
"""Sampling competitor: how often does f^3(x) - x change sign more often than f(x) - x on a grid?

Draws He-initialised scalar ReLU feedback networks of width k

    f(x) = sum_i a_i max(0, w_i x + b_i) + c,   w_i, b_i ~ N(0, 2),   a_i, c ~ N(0, 2/k),

evaluates f, f^2 and f^3 on 163 equidistant points of [-1, 1] in float32 and counts a network as "period three" when
f^3(x) - x has more sign changes on the grid than f(x) - x. A sign change is a strictly negative product of neighbours,
or an exact zero between neighbours of opposite sign. Nothing is proven: orbits that leave the window or hide between
grid points are missed. One thread; everything done per network is compiled by numba.

Three ways of evaluating the sum; --method tries one, without it the fastest one measured for the width is taken:

    dot      grid outside, units inside: a vectorised reduction over the units, four grid points at a time
    axpy     units outside (four at a time), grid inside: vectorised over the grid points
    minmax   as axpy, on a max(0, w x + b) = a w max(x, -b/w) + a b for w > 0 (min for w < 0): two operations, not three

Normals: lanes of xoshiro128++ (Blackman, Vigna 2021) and Box-Muller on polynomials, all of it vectorised.

What keeps LLVM vectorising, learned from its output: inner loops sit in functions of their own; array sizes are not
constants (short constant loops are unrolled in full first); trip counts are visibly multiples of 8 or 32 (no scalar
remainder, no spills for it); few arrays per loop (a limit on run-time overlap checks); slices, not [j + 1].
"""

import argparse
import json
import time

import numba
import numpy as np
from numba import njit

GRID = 163
PADDED = 168  # a multiple of 8 floats; the padding is computed along and never counted
LANES = 256
STEP = 2 * LANES  # normals made by one pass over the lanes
BATCH_FLOATS = 8192  # normals drawn ahead: 32 KiB stay in the nearest caches
METHODS = ("dot", "axpy", "minmax")
FAST = dict(fastmath=True, error_model="numpy", cache=True)

F = np.float32
I = np.int32
U = np.uint32


# --- random numbers ---------------------------------------------------------------------------------------------------


def seeded_state(seed):
    """4 x LANES words of xoshiro128++ state from SplitMix64."""
    mask = (1 << 64) - 1
    z, words = seed & mask, []
    for _ in range(2 * LANES):
        z = (z + 0x9E3779B97F4A7C15) & mask
        y = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        y = ((y ^ (y >> 27)) * 0x94D049BB133111EB) & mask
        y ^= y >> 31
        words += [y & 0xFFFFFFFF, y >> 32]
    return np.array(words, dtype=np.uint32).reshape(4, LANES)


@njit(**FAST)
def scramble(s0, s3, out):
    """The ++ output of every lane."""
    for i in range(out.size):
        word = U(s0[i] + s3[i])
        out[i] = U(U(U(word << U(7)) | U(word >> U(25))) + s0[i])


@njit(**FAST)
def advance(s0, s1, s2, s3):
    """One step of every lane."""
    for i in range(s0.size):
        b = s1[i]
        c = U(s2[i] ^ s0[i])
        d = U(s3[i] ^ b)
        s1[i] = U(b ^ c)
        s0[i] = U(s0[i] ^ d)
        s2[i] = U(c ^ U(b << U(9)))
        s3[i] = U(U(d << U(11)) | U(d >> U(21)))


@njit(**FAST)
def next_words(state, out):
    scramble(state[0], state[3], out)
    advance(state[0], state[1], state[2], state[3])


@njit(**FAST)
def split_uniforms(words, uniform_bits, uniform, exponent, mantissa_bits):
    """Uniforms in (0, 1) with 24 bits, split into exponent and mantissa in [1, 2)."""
    for i in range(uniform.size):
        uniform[i] = (F(I(words[i] >> U(8))) + F(0.5)) * F(2.0**-24)
    for i in range(uniform.size):
        bits = uniform_bits[i]
        exponent[i] = F(I(I(bits >> I(23)) - I(127)))
        mantissa_bits[i] = I(I(bits & I(0x7FFFFF)) | I(0x3F800000))


def fit_log2():
    """Coefficients of log2(m) / (m - 1) on [1, 2) in t = m - 1.5, interpolated at Chebyshev nodes: error below 5e-7."""
    m = 1.5 + 0.5 * np.cos((np.arange(9) + 0.5) * np.pi / 9)
    return np.polynomial.polynomial.polyfit(m - 1.5, np.log2(m) / (m - 1.0), 8).astype(np.float32)


L0, L1, L2, L3, L4, L5, L6, L7, L8 = (F(c) for c in fit_log2())


@njit(**FAST)
def box_muller(exponent, mantissa, words, first, second):
    """Radius from exponent and mantissa of the uniform, angle from words: two normals for each."""
    for i in range(words.size):
        m = mantissa[i]
        t = m - F(1.5)
        p = L0 + t * (L1 + t * (L2 + t * (L3 + t * (L4 + t * (L5 + t * (L6 + t * (L7 + t * L8)))))))
        log2 = exponent[i] + p * (m - F(1))
        radius = np.sqrt(max(log2 * F(-2 * 0.6931471805599453), F(0)))
        # angle in [-pi/4, pi/4); a random reflection at the diagonal and a random sign make it the full circle
        w = words[i]
        x = F(I(w)) * F(0.7853981633974483 * 2.0**-31)
        x2 = x * x
        sine = x * (F(1) + x2 * (F(-1 / 6) + x2 * (F(1 / 120) + x2 * F(-1 / 5040))))
        cosine = F(1) + x2 * (F(-0.5) + x2 * (F(1 / 24) + x2 * (F(-1 / 720) + x2 * F(1 / 40320))))
        # the two lowest bits are below the resolution of the float angle, so they are free
        signed = -radius if (w & U(2)) != 0 else radius
        reflect = (w & U(1)) != 0
        first[i] = signed * (sine if reflect else cosine)
        second[i] = signed * (cosine if reflect else sine)


@njit(**FAST)
def fill_normals(state, scratch, out):
    """Fills out, whose length is a multiple of STEP, with standard normals."""
    words, angles = scratch[0], scratch[1]
    uniform, exponent, mantissa = scratch[2].view(F), scratch[3].view(F), scratch[4].view(F)
    uniform_bits, mantissa_bits = scratch[2].view(I), scratch[4].view(I)
    for offset in range(0, out.size, STEP):
        next_words(state, words)
        next_words(state, angles)
        split_uniforms(words, uniform_bits, uniform, exponent, mantissa_bits)
        box_muller(exponent, mantissa, angles, out[offset : offset + LANES], out[offset + LANES : offset + STEP])


# --- the map on the grid ----------------------------------------------------------------------------------------------


@njit(**FAST)
def four_dots(w, b, a, x0, x1, x2, x3):
    """sum_i a_i max(0, w_i x + b_i) for four x."""
    y0, y1, y2, y3 = F(0), F(0), F(0), F(0)
    for i in range(w.size):
        y0 += a[i] * max(w[i] * x0 + b[i], F(0))
        y1 += a[i] * max(w[i] * x1 + b[i], F(0))
        y2 += a[i] * max(w[i] * x2 + b[i], F(0))
        y3 += a[i] * max(w[i] * x3 + b[i], F(0))
    return y0, y1, y2, y3


@njit(**FAST)
def map_dot(w, b, a, c, x, y):
    for j in range(0, GRID, 4):
        y0, y1, y2, y3 = four_dots(w, b, a, x[j], x[j + 1], x[j + 2], x[j + 3])
        y[j] = y0 + c
        y[j + 1] = y1 + c
        y[j + 2] = y2 + c
        y[j + 3] = y3 + c
    y[GRID:] = y[GRID - 1]


@njit(**FAST)
def set_two(w0, b0, a0, w1, b1, a1, c, x, y):
    for j in range(y.size >> 3 << 3):
        t = x[j]
        y[j] = c + (a0 * max(w0 * t + b0, F(0)) + a1 * max(w1 * t + b1, F(0)))


@njit(**FAST)
def add_four(w0, b0, a0, w1, b1, a1, w2, b2, a2, w3, b3, a3, x, y):
    for j in range(y.size >> 3 << 3):
        t = x[j]
        left = a0 * max(w0 * t + b0, F(0)) + a1 * max(w1 * t + b1, F(0))
        y[j] += left + (a2 * max(w2 * t + b2, F(0)) + a3 * max(w3 * t + b3, F(0)))


@njit(**FAST)
def add_one(w, b, a, x, y):
    for j in range(y.size >> 3 << 3):
        y[j] += a * max(w * x[j] + b, F(0))


@njit(**FAST)
def map_axpy(w, b, a, c, x, y):
    k = w.size
    if k == 1:
        set_two(w[0], b[0], a[0], F(0), F(0), F(0), c, x, y)
        return
    set_two(w[0], b[0], a[0], w[1], b[1], a[1], c, x, y)
    i = 2
    while i + 4 <= k:
        v, d, o = w[i : i + 4], b[i : i + 4], a[i : i + 4]
        add_four(v[0], d[0], o[0], v[1], d[1], o[1], v[2], d[2], o[2], v[3], d[3], o[3], x, y)
        i += 4
    while i < k:
        add_one(w[i], b[i], a[i], x, y)
        i += 1


@njit(**FAST)
def set_constant(c, y):
    for j in range(y.size >> 3 << 3):
        y[j] = c


@njit(**FAST)
def add_four_up(t0, s0, t1, s1, t2, s2, t3, s3, x, y):
    for j in range(y.size >> 3 << 3):
        t = x[j]
        y[j] += (s0 * max(t, t0) + s1 * max(t, t1)) + (s2 * max(t, t2) + s3 * max(t, t3))


@njit(**FAST)
def add_four_down(t0, s0, t1, s1, t2, s2, t3, s3, x, y):
    for j in range(y.size >> 3 << 3):
        t = x[j]
        y[j] += (s0 * min(t, t0) + s1 * min(t, t1)) + (s2 * min(t, t2) + s3 * min(t, t3))


@njit(**FAST)
def kinks_and_slopes(w, b, a, kink, slope):
    """kink = -b/w and slope = a w; returns sum a b, the constant that this form leaves over."""
    constant = F(0)
    for i in range(w.size):
        kink[i] = -b[i] / w[i]
        slope[i] = a[i] * w[i]
        constant += a[i] * b[i]
    return constant


@njit(**FAST)
def partition(w, kink, slope, kinks, slopes):
    """Units with w > 0 into row 0, the others into row 1, each padded with slopes of 0 to a multiple of 4 (result)."""
    up, down = 0, 0
    for i in range(w.size):
        right = w[i] > F(0)
        kinks[0, up] = kink[i]
        slopes[0, up] = slope[i]
        kinks[1, down] = kink[i]
        slopes[1, down] = slope[i]
        up += right
        down += not right
    kinks[0, up : up + 3] = F(0)
    slopes[0, up : up + 3] = F(0)
    kinks[1, down : down + 3] = F(0)
    slopes[1, down : down + 3] = F(0)
    return (up + 3) >> 2 << 2, (down + 3) >> 2 << 2


@njit(**FAST)
def map_minmax(kinks, slopes, up, down, c, x, y):
    set_constant(c, y)
    for i in range(0, up, 4):
        t, s = kinks[0, i : i + 4], slopes[0, i : i + 4]
        add_four_up(t[0], s[0], t[1], s[1], t[2], s[2], t[3], s[3], x, y)
    for i in range(0, down, 4):
        t, s = kinks[1, i : i + 4], slopes[1, i : i + 4]
        add_four_down(t[0], s[0], t[1], s[1], t[2], s[2], t[3], s[3], x, y)


# --- counting ---------------------------------------------------------------------------------------------------------


@njit(**FAST)
def products_and_zeros(y, x, next_y, next_x):
    """Strictly negative products of neighbours of y - x, and exact zeros; sizes are multiples of 32."""
    changes, zeros = F(0), F(0)  # float counters stay in the lanes of the floats compared
    for j in range(y.size >> 5 << 5):
        here = y[j] - x[j]
        changes += F(1) if here * (next_y[j] - next_x[j]) < F(0) else F(0)
        zeros += F(1) if here == F(0) else F(0)
    return changes, zeros


@njit(**FAST)
def zero_crossings(y, x):
    """Exact zeros between neighbours of opposite sign."""
    count = 0
    for j in range(1, GRID - 1):
        count += (y[j] == x[j]) & ((y[j - 1] - x[j - 1]) * (y[j + 1] - x[j + 1]) < F(0))
    return count


@njit(**FAST)
def sign_changes(y, x):
    """Sign changes of y - x on the grid: 160 pairs of neighbours in lanes, the last two by hand."""
    changes, zeros = products_and_zeros(y[:160], x[:160], y[1:161], x[1:161])
    d0, d1, d2 = y[160] - x[160], y[161] - x[161], y[162] - x[162]
    count = np.int64(changes) + (d0 * d1 < F(0)) + (d1 * d2 < F(0))
    if (zeros != F(0)) | (d0 == F(0)) | (d1 == F(0)):
        count += zero_crossings(y, x)
    return count


@njit(**FAST)
def scale(values, sd, out):
    for i in range(out.size):
        out[i] = values[i] * sd


@njit(**FAST)
def more_changes(w, b, a, c, kinks, slopes, grid, y, z, method):
    """Whether f^3(x) - x has more sign changes on the grid than f(x) - x. y and z are scratch."""
    if method == 2:
        c += kinks_and_slopes(w, b, a, kinks[2], slopes[2])
        up, down = partition(w, kinks[2], slopes[2], kinks, slopes)
        map_minmax(kinks, slopes, up, down, c, grid, y)
        once = sign_changes(y, grid)
        map_minmax(kinks, slopes, up, down, c, y, z)
        map_minmax(kinks, slopes, up, down, c, z, y)
    elif method == 1:
        map_axpy(w, b, a, c, grid, y)
        once = sign_changes(y, grid)
        map_axpy(w, b, a, c, y, z)
        map_axpy(w, b, a, c, z, y)
    else:
        map_dot(w, b, a, c, grid, y)
        once = sign_changes(y, grid)
        map_dot(w, b, a, c, y, z)
        map_dot(w, b, a, c, z, y)
    return sign_changes(y, grid) > once


@njit(**FAST)
def run(state, scratch, normals, units, kinks, slopes, grid, orbits, networks, method):
    """Number of period-three networks among the next ones of the stream.

    Every array comes from outside, so that its size is not a constant here.
    """
    k = units.size // 3
    p = 3 * k + 1
    batch = normals.size // p
    hidden, w, b, a = units[: 2 * k], units[:k], units[k : 2 * k], units[2 * k :]
    hidden_sd, output_sd = F(np.sqrt(2.0)), F(np.sqrt(2.0 / k))
    found, done = 0, 0
    while done < networks:
        fill_normals(state, scratch, normals)
        now = min(batch, networks - done)
        for n in range(now):
            at = n * p
            scale(normals[at : at + 2 * k], hidden_sd, hidden)
            scale(normals[at + 2 * k : at + 3 * k], output_sd, a)
            c = normals[at + 3 * k] * output_sd
            found += more_changes(w, b, a, c, kinks, slopes, grid, orbits[0], orbits[1], method)
        done += now
    return found


# --- use --------------------------------------------------------------------------------------------------------------


def padded_grid():
    grid = np.linspace(-1.0, 1.0, GRID, dtype=np.float32)
    return np.concatenate([grid, np.full(PADDED - GRID, grid[-1], np.float32)])


def best_method(width):
    if width <= 16:
        return "axpy"
    return "minmax" if width < 768 else "dot"


class Sampler:
    """A stream of networks of one width; count(n) takes the next n."""

    def __init__(self, width, seed, method=None):
        floats = max(BATCH_FLOATS, 3 * width + 1)
        self.state = seeded_state(seed)
        self.scratch = np.empty((5, LANES), np.uint32)
        self.normals = np.empty((floats + STEP - 1) // STEP * STEP, np.float32)
        self.units = np.empty(3 * width, np.float32)
        # rows: units facing right, units facing left (each with room for padding), all units unsorted
        self.kinks, self.slopes = (np.zeros((3, width + 4), np.float32) for _ in range(2))
        self.grid = padded_grid()
        self.orbits = np.empty((2, PADDED), np.float32)
        self.method = METHODS.index(method or best_method(width))

    def count(self, networks):
        work = (self.scratch, self.normals, self.units, self.kinks, self.slopes, self.grid, self.orbits)
        return run(self.state, *work, networks, self.method)

    def decide(self, w, b, a, c):
        """The verdict on one given network."""
        arrays = (np.asarray(v, np.float32) for v in (w, b, a))
        y, z = self.orbits
        return bool(more_changes(*arrays, F(c), self.kinks, self.slopes, self.grid, y, z, self.method))


def reference(w, b, a, c):
    """more_changes in plain numpy and double precision, written from the definition."""
    x = np.linspace(-1.0, 1.0, GRID, dtype=np.float32).astype(float)

    def f(t):
        return np.maximum(np.outer(t, w) + b, 0.0) @ a + c

    def changes(d):
        s = np.sign(d)
        return np.sum(s[:-1] * s[1:] < 0) + np.sum((s[1:-1] == 0) & (s[:-2] * s[2:] < 0))

    return bool(changes(f(f(f(x))) - x) > changes(f(x) - x))


def verify(width, networks=400):
    """Moments of the normals, known maps, and the reference on random networks; raises AssertionError."""
    normals = np.empty(1 << 20, np.float32)
    fill_normals(seeded_state(1), np.empty((5, LANES), np.uint32), normals)
    z = normals.astype(float)
    # standard errors for n = 2^20 are 0.001, 0.0014, 0.0038, 0.0096: five of them
    for name, value, target, limit in (
        ("mean", z.mean(), 0, 0.005),
        ("variance", (z**2).mean(), 1, 0.007),
        ("skewness", (z**3).mean(), 0, 0.019),
        ("kurtosis", (z**4).mean(), 3, 0.048),
        ("correlation of pairs", (z[:-LANES] * z[LANES:]).mean(), 0, 0.005),
    ):
        assert abs(value - target) < limit, f"{name} {value} differs from {target} by more than {limit}"
    rng = np.random.default_rng(1)
    for method in METHODS:
        tent = Sampler(2, 1, method)
        # 0.99 of the tent map on [0, 1]: period three; half of it: only fixed points
        assert tent.decide([1, 1], [0, -0.5], [1.98, -3.96], 0)
        assert not tent.decide([1, 1], [0, -0.5], [1, -2], 0)
        sampler, differ = Sampler(width, 1, method), 0
        for _ in range(networks):
            w, b = (rng.normal(0, np.sqrt(2.0), width).astype(np.float32) for _ in range(2))
            a = rng.normal(0, np.sqrt(2.0 / width), width + 1).astype(np.float32)
            differ += sampler.decide(w, b, a[:-1], a[-1]) != reference(w, b, a[:-1], a[-1])
        # rounding may move a single sign change; a mistake would show in tens of networks
        assert differ <= 2, f"method {method}: {differ} of {networks} networks differ from the reference"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--width", type=int, required=True, help="hidden units k")
    parser.add_argument("--networks", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--method", choices=METHODS, help="default: the fastest one measured for the width")
    parser.add_argument("--verify", action="store_true", help="check the arithmetic first; not part of the timing")
    options = parser.parse_args()
    if not options.width >= 1 or not options.networks >= 1:
        parser.error("width and networks must be at least 1")
    if options.verify:
        verify(options.width)
    Sampler(options.width, options.seed, options.method).count(10)  # compiles, or loads what an earlier run compiled
    sampler = Sampler(options.width, options.seed, options.method)
    start = time.perf_counter()
    found = sampler.count(options.networks)
    elapsed = time.perf_counter() - start
    print(
        json.dumps(
            {
                "width": options.width,
                "networks": options.networks,
                "seed": options.seed,
                "method": METHODS[sampler.method],
                "period3": int(found),
                "elapsed_s": elapsed,
                "networks_per_s": options.networks / elapsed,
                "versions": {"numba": numba.__version__, "numpy": np.__version__},
            }
        )
    )


if __name__ == "__main__":
    main()
