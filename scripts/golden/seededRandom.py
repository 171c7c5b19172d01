"""The seeded generator, written again from the papers it names, in whole numbers of any size.

xoshiro128** 1.1 (Blackman & Vigna 2021) seeded by SplitMix64 (Steele, Lea & Flood 2014); the
polar method of Marsaglia & Bray (1964); the shuffle of Fisher and Yates; FNV-1a for labels.
"""

import math

from goldenFile import write

M32, M64 = 2**32 - 1, 2**64 - 1


def split_mix(seed, step):
    z = (seed + step * 0x9E3779B97F4A7C15) & M64
    z = ((z ^ z >> 30) * 0xBF58476D1CE4E5B9) & M64
    z = ((z ^ z >> 27) * 0x94D049BB133111EB) & M64
    return z ^ z >> 31


class Generator:
    def __init__(self, seed):
        self.seed = seed
        a, b = split_mix(seed, 1), split_mix(seed, 2)
        self.s = [a & M32, a >> 32, b & M32, b >> 32]

    def next32(self):
        def rotl(x, k):
            return ((x << k) | (x >> (32 - k))) & M32

        s = self.s
        result = (rotl((s[1] * 5) & M32, 7) * 9) & M32
        t = (s[1] << 9) & M32
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotl(s[3], 11)
        return result

    def next53(self):
        return (self.next32() >> 5 << 26) | self.next32() >> 6

    def uniform(self):
        return self.next53() / 2**53

    def integer(self, low, high):
        span, draw = (2**32, self.next32) if high - low <= 2**32 else (2**53, self.next53)
        while True:
            value = draw()
            if value < span - span % (high - low):
                return low + value % (high - low)

    def normals(self, count):
        out = []
        while len(out) < count:
            u, v = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            s = u * u + v * v
            if 0 < s < 1:
                scale = math.sqrt(-2 * math.log(s) / s)
                out += [u * scale, v * scale]
        return out[:count]

    def permutation(self, n):
        order = list(range(n))
        for i in range(n - 1, 0, -1):
            j = self.integer(0, i + 1)
            order[i], order[j] = order[j], order[i]
        return order

    def fork(self, label):
        value = 0xCBF29CE484222325
        for byte in label.encode("utf-16-le"):
            value = ((value ^ byte) * 0x100000001B3) & M64
        return Generator(split_mix(self.seed ^ value, 3))


cases = []
for seed in (0, 1, 7, 2**53 - 1):
    cases.append(
        {
            "seed": seed,
            "uniform": [g.uniform() for g in [Generator(seed)] for _ in range(5)],
            "small": [g.integer(-3, 4) for g in [Generator(seed)] for _ in range(10)],
            "large": [g.integer(0, 2**40) for g in [Generator(seed)] for _ in range(5)],
            "rejecting": [g.integer(0, 3 * 2**30) for g in [Generator(seed)] for _ in range(10)],
            "normal": Generator(seed).normals(5),
            "permutation": Generator(seed).permutation(8),
            "forkByText": Generator(seed).fork("string:folds").uniform(),
            "forkByNumber": Generator(seed).fork("number:3").uniform(),
        }
    )
write("seededRandom", "xoshiro128** 1.1 in Python's integers", cases)
