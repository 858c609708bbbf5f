#!/usr/bin/env python3
"""Lyapunov exponents of h' = tanh(W h), W_ij ~ N(0, gain^2 / d), in JAX or PyTorch, on the GPU where there is one.

As one would write it there: networks are drawn on the device, a batch is one compiled function, and states and tangents of a
network go through one product in float32. 8 orbits of a network, 128 steps of transient, 256 that are measured; tanh keeps
orbits bounded, so none escapes. Prints a line of JSON: mean and standard deviation over networks, networks per second, and
the rate of the products alone, 2 d^2 operations for each state and tangent.

    orbits_gpu.py --peer jax|torch --dimension D --gain G --networks N [--rehearse]
"""

import argparse
import json
import math
import statistics
import time

STARTS, TRANSIENT, STEPS = 8, 128, 256
REPEATS = 3
# Numbers of a batch's weights: 256 MiB of float32.
BATCH_NUMBERS = 1 << 26


def torch_exponents(dimension, gain, batch, transient, steps):
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_grad_enabled(False)

    def step(orbits, transposed):
        """One step of states and tangents, (batch, 2 STARTS, d), and the logarithms of the tangents' growth."""
        x, v = torch.bmm(orbits, transposed).split(STARTS, 1)
        x = torch.tanh(x)
        v = v * (1 - x * x)
        norms = torch.linalg.vector_norm(v, dim=2, keepdim=True)
        return torch.cat([x, v / norms], 1), torch.log(norms[:, :, 0])

    compiled = torch.compile(step, dynamic=False) if device == "cuda" else step

    def run(seed):
        torch.manual_seed(seed)
        transposed = torch.randn(batch, dimension, dimension, device=device) * (gain / math.sqrt(dimension))
        orbits = torch.randn(batch, 2 * STARTS, dimension, device=device)
        sums = torch.zeros(batch, STARTS, device=device)
        for t in range(transient + steps):
            orbits, growth = compiled(orbits, transposed)
            if t >= transient:
                sums += growth
        return (sums.mean(1) / steps).tolist()

    return run, torch.cuda.get_device_name() if device == "cuda" else "cpu", torch.__version__


def jax_exponents(dimension, gain, batch, transient, steps):
    import jax
    import jax.numpy as jnp

    # As liyorke's default, and not the ten bits of tensor cores.
    jax.config.update("jax_default_matmul_precision", "float32")

    @jax.jit
    def exponents(key):
        weights, states = jax.random.split(key)
        transposed = jax.random.normal(weights, (batch, dimension, dimension)) * (gain / math.sqrt(dimension))
        orbits = jax.random.normal(states, (batch, 2 * STARTS, dimension))

        def step(orbits, _):
            image = orbits @ transposed
            x = jnp.tanh(image[:, :STARTS])
            v = image[:, STARTS:] * (1 - x * x)
            norms = jnp.linalg.norm(v, axis=2, keepdims=True)
            return jnp.concatenate([x, v / norms], 1), jnp.log(norms[:, :, 0])

        orbits, _ = jax.lax.scan(lambda o, t: (step(o, t)[0], None), orbits, None, transient)

        def measured(carry, t):
            orbits, growth = step(carry[0], t)
            return (orbits, carry[1] + growth), None

        (_, sums), _ = jax.lax.scan(measured, (orbits, jnp.zeros((batch, STARTS))), None, steps)
        return sums.mean(1) / steps

    return lambda seed: exponents(jax.random.PRNGKey(seed)).tolist(), str(jax.devices()[0]), jax.__version__


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peer", choices=("jax", "torch"), required=True)
    parser.add_argument("--dimension", type=int, required=True)
    parser.add_argument("--gain", type=float, required=True)
    parser.add_argument("--networks", type=int, required=True, help="in each of the timed runs, about")
    parser.add_argument("--rehearse", action="store_true", help="a few networks and steps, no times")
    options = parser.parse_args()
    transient, steps, repeats = (8, 32, 1) if options.rehearse else (TRANSIENT, STEPS, REPEATS)
    batch = max(1, min(options.networks, BATCH_NUMBERS // options.dimension**2))
    batches = max(1, options.networks // batch)
    build = jax_exponents if options.peer == "jax" else torch_exponents
    run, device, version = build(options.dimension, options.gain, batch, transient, steps)
    run(0)  # compiles
    found, times = [], []
    for repeat in range(repeats):
        start = time.perf_counter()
        for i in range(batches):
            found += run(1 + repeat * batches + i)
        times.append(time.perf_counter() - start)
    answer = {"device": device, "version": version, "networks": len(found), "batch": batch}
    answer.update(mean=statistics.mean(found), sd=statistics.pstdev(found))
    if not options.rehearse:
        rate = batches * batch / statistics.median(times)
        products = 2 * STARTS * (transient + steps) * 2 * options.dimension**2
        answer.update(per_s=rate, gemm_flops=rate * products)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
