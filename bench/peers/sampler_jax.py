#!/usr/bin/env python3
"""The job of sampler_numba.py in JAX, on the GPU where there is one: how often has f^3 more sign changes than f?

Everything is one jitted function: the draws (XLA's own generator, Philox on GPUs, several times as fast as JAX's
default), the evaluations, the count, and the loop over batches, so that nothing but a number crosses to the host.

    unrolled   a sum written out over the units; XLA makes one kernel of it. Narrow networks
    rows       all units of a grid point reduced together, without the products ever being in memory
    sorted     kinks sorted, slopes and offsets added up, each grid point looked up: the work hardly grows with the width
    merged     the same, but found by counting all kinks below a point: no binary search, good for medium widths
"""

import functools

import jax
import jax.numpy as jnp
import sampling

MOST_UNROLLED = 64
MOST_MERGED = 512

jax.config.update("jax_default_prng_impl", "unsafe_rbg")


def unrolled(w, b, a, c):
    def f(x):
        y = c[:, None]
        for i in range(w.shape[1]):
            y = y + a[:, i, None] * jnp.maximum(w[:, i, None] * x + b[:, i, None], 0)
        return y

    return f


def rows(w, b, a, c):
    def f(x):
        hidden = jnp.maximum(x[:, :, None] * w[:, None, :] + b[:, None, :], 0)
        return jnp.sum(a[:, None, :] * hidden, axis=2) + c[:, None]

    return f


def pieces(w, b, a, c):
    """Kinks in order, and slope and offset of the pieces between them, from the left."""
    kink, slope, offset = jax.lax.sort((-b / w, a * jnp.abs(w), jnp.sign(w) * a * b), num_keys=1)
    falling = w < 0
    first = [jnp.sum(jnp.where(falling, term, 0), axis=1) for term in (a * w, a * b)]
    slopes = jnp.cumsum(jnp.concatenate([first[0][:, None], slope], axis=1), axis=1)
    offsets = jnp.cumsum(jnp.concatenate([(first[1] + c)[:, None], offset], axis=1), axis=1)
    return kink, slopes, offsets


def looked_up(search, w, b, a, c):
    kink, slopes, offsets = pieces(w, b, a, c)

    def f(x):
        piece = jax.vmap(lambda k, t: jnp.searchsorted(k, t, method=search))(kink, x)
        return jnp.take_along_axis(slopes, piece, 1) * x + jnp.take_along_axis(offsets, piece, 1)

    return f


METHODS = {
    "unrolled": unrolled,
    "rows": rows,
    "sorted": functools.partial(looked_up, "scan_unrolled"),
    "merged": functools.partial(looked_up, "compare_all"),
}


def sign_changes(d):
    zero = (d[:, 1:-1] == 0) & (d[:, :-2] * d[:, 2:] < 0)
    return jnp.sum(d[:, :-1] * d[:, 1:] < 0, axis=1) + jnp.sum(zero, axis=1)


def period_three(method, w, b, a, c):
    x = jnp.broadcast_to(jnp.asarray(sampling.grid()), (w.shape[0], sampling.GRID))
    f = METHODS[method](w, b, a, c)
    once = f(x)
    return sign_changes(f(f(once)) - x) > sign_changes(once - x)


def draw(key, width, batch):
    normals = jax.random.normal(key, (3 * width + 1, batch), jnp.float32).T
    hidden, output = jnp.sqrt(2.0), jnp.sqrt(2.0 / width)
    w, b, a = (normals[:, i * width : (i + 1) * width] for i in range(3))
    return hidden * w, hidden * b, output * a, output * normals[:, -1]


@functools.partial(jax.jit, static_argnums=(0, 1, 2))
def count(width, method, batch, batches, seed):
    key = jax.random.key(seed)

    def one(i, found):
        return found + jnp.sum(period_three(method, *draw(jax.random.fold_in(key, i), width, batch)))

    return jax.lax.fori_loop(0, batches, one, 0)


class Peer:
    versions = {"jax": jax.__version__}

    def __init__(self):
        self.device = jax.devices()[0].device_kind

    def methods(self, width):
        left_out = {"unrolled": width > MOST_UNROLLED, "merged": width > MOST_MERGED}
        return [method for method in METHODS if not left_out.get(method)]

    def sampler(self, width, method, batch):
        return lambda batches, seed: int(count(width, method, batch, batches, seed))

    def decide(self, method, *network):
        return jax.jit(period_three, static_argnums=0)(method, *network)


if __name__ == "__main__":
    sampling.main(Peer, __doc__.splitlines()[0])
