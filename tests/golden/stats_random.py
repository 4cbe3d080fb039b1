"""Golden output of lib/stats/random.ts: writes stats_random.json beside this file.

Python 3.11, standard library only. sfc32 after PractRand's source and cyrb128 after its published
description, in whole numbers of any size cut to 32 bits: none of JavaScript's bit operators.
"""

import json
from pathlib import Path

MASK = 0xFFFFFFFF


def cyrb128(text):
    h1, h2, h3, h4 = 1779033703, 3144134277, 1013904242, 2773480762
    for character in text:
        code = ord(character)
        h1 = h2 ^ ((h1 ^ code) * 597399067 & MASK)
        h2 = h3 ^ ((h2 ^ code) * 2869860233 & MASK)
        h3 = h4 ^ ((h3 ^ code) * 951274213 & MASK)
        h4 = h1 ^ ((h4 ^ code) * 2716044179 & MASK)
    h1 = (h3 ^ (h1 >> 18)) * 597399067 & MASK
    h2 = (h4 ^ (h2 >> 22)) * 2869860233 & MASK
    h3 = (h1 ^ (h3 >> 17)) * 951274213 & MASK
    h4 = (h2 ^ (h4 >> 19)) * 2716044179 & MASK
    h1 ^= h2 ^ h3 ^ h4
    return h1, h2 ^ h1, h3 ^ h1, h4 ^ h1


def sfc32(a, b, c, counter):
    while True:
        out = (a + b + counter) & MASK
        counter = (counter + 1) & MASK
        a = b ^ (b >> 9)
        b = (c + (c << 3)) & MASK
        c = ((c << 21) | (c >> 11)) & MASK
        c = (c + out) & MASK
        yield out


golden = []
for seed in ("1", "42", "liquidation-wave", "2025-12-05/9:bootstrap"):
    stream = sfc32(*cyrb128(seed))
    for _ in range(15):
        next(stream)
    uniforms = [((next(stream) >> 5) * 2**26 + (next(stream) >> 6)) / 2**53 for _ in range(5)]
    golden.append({"seed": seed, "uniforms": uniforms})

Path(__file__).with_suffix(".json").write_text(json.dumps(golden, separators=(",", ":")) + "\n")
