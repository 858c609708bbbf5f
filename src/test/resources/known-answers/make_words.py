#!/usr/bin/env python3
"""Writes words.txt: an implementation of its own, in Python's integers, of contracts 1 and 2.

    python3 src/test/resources/known-answers/make_words.py > src/test/resources/known-answers/words.txt
"""

M32 = 2**32 - 1
M64 = 2**64 - 1


def philox(counter, key):
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p, q = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (q >> 32) ^ c1 ^ k0, q & M32, (p >> 32) ^ c3 ^ k1, p & M32
        k0, k1 = (k0 + 0x9E3779B9) & M32, (k1 + 0xBB67AE85) & M32
    return c0, c1, c2, c3


def group(seed, g):
    block, sub = divmod(g, 65536)
    return philox((block & M32, block >> 32, sub, 0), (seed & M32, seed >> 32))


def word(seed, n):
    return group(seed, n // 4)[n % 4]


def fold(seed, first, count):
    total, at, words = 0, -1, ()
    for n in range(first, first + count):
        if n // 4 != at:
            at, words = n // 4, group(seed, n // 4)
        total = (total * 6364136223846793005 + words[n % 4]) & M64
    return total


def mix64(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & M64
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & M64
    return z ^ (z >> 31)


def key(seed, purpose, sizes):
    tag = mix64(purpose + 1)
    for size in sizes:
        tag = mix64((tag + size) & M64)
    return mix64(seed ^ tag)


PUBLISHED = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]
SEEDS = [0, 1, 42, 0x123456789ABCDEF, M64]
CARRY_SUBSEQUENCE = 4 * 65536
CARRY_BLOCK = 4 * 65536 * 2**32
POSITIONS = [n for carry in (4, 8, CARRY_SUBSEQUENCE, 2 * CARRY_SUBSEQUENCE, 2**31, 2**32, 2**34 + 12, CARRY_BLOCK)
             for n in range(carry - 4, carry + 4)] + list(range(2**63 - 8, 2**63))
RUNS = [(0, 4096), (3, 5001), (CARRY_SUBSEQUENCE - 2051, 4103), (2**34 + 14, 3000), (CARRY_BLOCK - 1500, 3001)]
SIZES = [[1, 2, 1], [1, 64, 1], [1, 1024, 1], [1, 1], [3, 17, 65536, 3], [65536, 1, 65536]]

print("""\
# Known answers of the word stream, for every language alike; numbers are hexadecimal unless said otherwise.
# Made by make_words.py beside this file, which implements the contracts independently in Python's integers:
#   python3 src/test/resources/known-answers/make_words.py > src/test/resources/known-answers/words.txt
# The first three philox lines are the published known answers of Random123 (kat_vectors, philox4x32 10), copied.
#
# philox  four counter words, two key words, four answers, each low word first
# word    seed, position (decimal), word
# fold    seed, first position (decimal), count (decimal), and h after h = h * 6364136223846793005 + word (mod 2^64)
#         over the words in order, from h = 0
# key     seed, purpose p (decimal), number of sizes (decimal), sizes (decimal), key""")
for counter, k, answer in PUBLISHED:
    got = " ".join("%08x" % w for w in philox([int(c, 16) for c in counter.split()], [int(c, 16) for c in k.split()]))
    assert got == answer, got
    print("philox", counter, k, answer)
for seed in SEEDS:
    for n in sorted(set(POSITIONS)):
        print("word %x %d %08x" % (seed, n, word(seed, n)))
for seed in SEEDS:
    for first, count in RUNS:
        print("fold %x %d %d %016x" % (seed, first, count, fold(seed, first, count)))
for seed in SEEDS:
    for purpose in range(4):
        for sizes in SIZES:
            print("key %x %d %d %s %016x" % (seed, purpose, len(sizes), " ".join(map(str, sizes)),
                                            key(seed, purpose, sizes)))
