#!/usr/bin/env python3
"""The job of sampler_numba.py in PyTorch, on the GPU where there is one: how often has f^3 more sign changes than f?

Each batch is one function under torch.compile, draws included, which become part of the kernels that use them; counts stay
on the device until the end, so that batches queue up without waiting.

    unrolled   a sum written out over the units, one kernel. Narrow networks
    rows       all units of a grid point reduced together, without the products ever being in memory
    sorted     kinks sorted, slopes and offsets added up, each grid point looked up: the work hardly grows with the width
"""

import math
import os

os.environ.setdefault("TORCHINDUCTOR_COMPILE_THREADS", "1")

import sampling
import torch

if not hasattr(torch, "compiler"):
    raise ModuleNotFoundError(f"PyTorch 2.1 or later is needed, this is {torch.__version__}")

MOST_UNROLLED = 64
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def unrolled(w, b, a, c):
    def f(x):
        y = c[:, None]
        for i in range(w.shape[1]):
            y = y + a[:, i, None] * torch.relu(w[:, i, None] * x + b[:, i, None])
        return y

    return f


def rows(w, b, a, c):
    def f(x):
        hidden = torch.relu(x[:, :, None] * w[:, None, :] + b[:, None, :])
        return (a[:, None, :] * hidden).sum(2) + c[:, None]

    return f


def looked_up(w, b, a, c):
    """Kinks in order, and slope and offset of the pieces between them, from the left."""
    kink, order = torch.sort(-b / w, dim=1)
    falling = w < 0
    zero = torch.zeros((), device=w.device)
    first = torch.where(falling, a * w, zero).sum(1), torch.where(falling, a * b, zero).sum(1) + c
    jumps = a * w.abs(), a * b * w.sign()
    slopes, offsets = (
        torch.cumsum(torch.cat([start[:, None], jump.gather(1, order)], 1), 1) for start, jump in zip(first, jumps)
    )

    def f(x):
        piece = torch.searchsorted(kink, x.contiguous())
        return slopes.gather(1, piece) * x + offsets.gather(1, piece)

    return f


METHODS = {"unrolled": unrolled, "rows": rows, "sorted": looked_up}


def sign_changes(d):
    zero = (d[:, 1:-1] == 0) & (d[:, :-2] * d[:, 2:] < 0)
    return (d[:, :-1] * d[:, 1:] < 0).sum(1) + zero.sum(1)


def period_three(method, x, w, b, a, c):
    f = METHODS[method](w, b, a, c)
    x = x.expand(w.shape[0], -1)
    once = f(x)
    return sign_changes(f(f(once)) - x) > sign_changes(once - x)


def draw(width, batch):
    hidden, output = math.sqrt(2.0), math.sqrt(2.0 / width)
    w, b, a = (scale * torch.randn(batch, width, device=DEVICE) for scale in (hidden, hidden, output))
    return w, b, a, output * torch.randn(batch, device=DEVICE)


class Peer:
    versions = {"torch": torch.__version__}

    def __init__(self):
        self.device = torch.cuda.get_device_name() if DEVICE == "cuda" else "cpu"
        self.grid = torch.from_numpy(sampling.grid()).to(DEVICE)

    def methods(self, width):
        return [method for method in METHODS if method != "unrolled" or width <= MOST_UNROLLED]

    def sampler(self, width, method, batch):
        torch.compiler.reset()  # what was compiled for other batches would count against the limit of recompilations
        step = torch.compile(lambda x: period_three(method, x, *draw(width, batch)).sum(), dynamic=False)

        def count(batches, seed):
            torch.manual_seed(seed)
            found = torch.zeros((), dtype=torch.int64, device=DEVICE)
            for _ in range(batches):
                found += step(self.grid)
            return int(found)

        return count

    def decide(self, method, *network):
        tensors = (torch.from_numpy(numbers).to(DEVICE) for numbers in network)
        return period_three(method, self.grid, *tensors).cpu().numpy()


if __name__ == "__main__":
    sampling.main(Peer, __doc__.splitlines()[0])
