"""LZ4 frames of every shape that writers make, for tests/sources/lz4_test.ts.

Made with Python 3 and lz4 4.4.4: python3 lz4_frames.py > lz4_frames.json
"""

import base64
import hashlib
import json
import random

import lz4.frame as lz4

rng = random.Random(7)
CONTENTS = {
    "empty": b"",
    "one byte": b"x",
    "a run": b"a" * 70_000,
    "short period": b"abc" * 30_000,
    "words": b" ".join(rng.choice([b"a liquidation cascade" * 60, b"funding"]) for _ in range(150)),
    "noise": rng.randbytes(300),
    "noise twice": rng.randbytes(200) * 2,
    "mixed": b"".join(rng.randbytes(8) + b"\0" * rng.randrange(4000) for _ in range(50)),
}
SHAPES = {
    "plain": {},
    "sized": {"store_size": True},
    "unsized": {"store_size": False},
    "checksums": {"content_checksum": True, "block_checksum": True},
    "independent 64 KB blocks": {"block_size": lz4.BLOCKSIZE_MAX64KB, "block_linked": False},
    "linked 64 KB blocks": {"block_size": lz4.BLOCKSIZE_MAX64KB, "block_linked": True},
    "high compression": {"compression_level": 12},
}
frames = []
for content, data in CONTENTS.items():
    for shape, options in SHAPES.items():
        frame = lz4.compress(data, **options)
        frames.append(
            {
                "name": f"{content}, {shape}",
                "size": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "frame": base64.b64encode(frame).decode(),
            }
        )
print(json.dumps(frames, indent=1))
