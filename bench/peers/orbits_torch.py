"""Lyapunov exponents in PyTorch on the CPU, for bench/orbits.py: as in orbits_numpy.py, with torch's fused operations."""

import torch

NAME, VERSION = "PyTorch", torch.__version__
torch.set_num_threads(1)
torch.set_grad_enabled(False)


def vector_step(weights):
    """x -> tanh(W x) with its tangents, for weights (networks, d, d)."""
    transposed = weights.transpose(1, 2)

    def step(orbits, image):
        torch.bmm(orbits, transposed, out=image)
        n = orbits.shape[1] // 2
        x, v = image[:, :n], image[:, n:]
        x.tanh_()
        v.addcmul_(v * x, x, value=-1)

    return step


def scalar_step(w, b, a, c):
    """x -> c + a relu(w x + b) with its tangents, for w, b of (networks, 1, units), a (networks, units, 1), c (networks, 1, 1)."""
    slopes = a * w.transpose(1, 2)

    def step(orbits, image):
        n = orbits.shape[1] // 2
        z = torch.addcmul(b, orbits[:, :n], w)
        torch.mul(torch.bmm((z >= 0).float(), slopes), orbits[:, n:], out=image[:, n:])
        torch.add(torch.bmm(z.relu_(), a), c, out=image[:, :n])

    return step


def exponents(step, x, v, transient, steps, radius):
    """The exponent of every orbit, (networks, starts): NaN where it escapes, minus infinity on a flat piece."""
    n = x.shape[1]
    orbits = torch.cat([x, v], 1)
    image = torch.empty_like(orbits)
    sums = torch.zeros(x.shape[:2])
    farthest = torch.zeros(x.shape[:2])
    for t in range(transient + steps):
        step(orbits, image)
        orbits, image = image, orbits
        x, v = orbits[:, :n], orbits[:, n:]
        torch.maximum(farthest, x.abs().amax(2), out=farthest)
        norms = v.square().sum(2).sqrt_()
        if t >= transient:
            sums += norms.log()
        norms[norms == 0] = 1
        v /= norms[:, :, None]
    kept = (farthest <= radius) & (sums < float("inf"))
    return torch.where(kept, sums / steps, torch.full((), float("nan")))


def follow(network, x, v, transient, steps, radius):
    """Exponents of a batch: network is (weights,) or (w, b, a, c)."""
    network = [torch.from_numpy(numbers) for numbers in network]
    step = vector_step(*network) if len(network) == 1 else scalar_step(*network)
    return exponents(step, torch.from_numpy(x), torch.from_numpy(v), transient, steps, radius).numpy()
