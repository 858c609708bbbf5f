"""Lyapunov exponents in NumPy, for bench/orbits.py: all networks of a batch at once, in float32.

States and tangent vectors of a network are the upper and the lower rows of one matrix, so that one product moves both and
whatever is done to one of them finds it in one piece of memory; what can be is done in place.
"""

import numpy as np

NAME, VERSION = "NumPy", np.__version__


def vector_step(weights):
    """x -> tanh(W x) with its tangents, for weights (networks, d, d)."""
    transposed = weights.transpose(0, 2, 1)

    def step(orbits, image):
        np.matmul(orbits, transposed, out=image)
        n = orbits.shape[1] // 2
        x, v = image[:, :n], image[:, n:]
        np.tanh(x, out=x)
        slope = x * x
        np.subtract(1, slope, out=slope)
        v *= slope

    return step


def scalar_step(w, b, a, c):
    """x -> c + a relu(w x + b) with its tangents, for w, b of (networks, 1, units), a (networks, units, 1), c (networks, 1, 1)."""
    slopes = a * w.transpose(0, 2, 1)

    def step(orbits, image):
        n = orbits.shape[1] // 2
        z = orbits[:, :n] * w
        z += b
        np.matmul((z >= 0).astype(np.float32), slopes, out=image[:, n:])
        image[:, n:] *= orbits[:, n:]
        np.maximum(z, 0, out=z)
        np.matmul(z, a, out=image[:, :n])
        image[:, :n] += c

    return step


def exponents(step, x, v, transient, steps, radius):
    """The exponent of every orbit, (networks, starts): NaN where it escapes, minus infinity on a flat piece."""
    n = x.shape[1]
    orbits = np.concatenate([x, v], axis=1)
    image = np.empty_like(orbits)
    sums = np.zeros(x.shape[:2], np.float32)
    farthest = np.zeros(x.shape[:2], np.float32)
    for t in range(transient + steps):
        step(orbits, image)
        orbits, image = image, orbits
        x, v = orbits[:, :n], orbits[:, n:]
        np.maximum(farthest, np.abs(x).max(axis=2), out=farthest)
        norms = np.sqrt(np.einsum("ijk,ijk->ij", v, v))
        if t >= transient:
            sums += np.log(norms)
        norms[norms == 0] = 1
        v /= norms[:, :, None]
    return np.where((farthest <= radius) & (sums < np.inf), sums / steps, np.nan)


def follow(network, x, v, transient, steps, radius):
    """Exponents of a batch: network is (weights,) or (w, b, a, c)."""
    step = vector_step(*network) if len(network) == 1 else scalar_step(*network)
    with np.errstate(all="ignore"):
        return exponents(step, x, v, transient, steps, radius)
