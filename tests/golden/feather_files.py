"""Small feather files of every compression and time unit, for tests/sources/arrow-file_test.ts.

Made with Python 3 and pyarrow 26.0.1: python3 feather_files.py > feather_files.json
"""

import base64
import io
import json

import pyarrow as pa
import pyarrow.feather as feather

MS = 1760130000000
ROWS = [
    (MS, 1.5, 10),
    (MS + 300_000, None, None),
    (MS + 600_001, -2.25e-300, 30),
    (None, float("inf"), 40),
    (-1, 1e300, 50),
]
FACTOR = {"s": 0.001, "ms": 1, "us": 1000, "ns": 1_000_000}
files = []
for compression in ["uncompressed", "lz4", "zstd"]:
    for unit, factor in FACTOR.items():
        times = [None if t is None else int(t * factor // 1) for t, _, _ in ROWS]
        table = pa.table(
            {
                "date": pa.array(times, pa.timestamp(unit, "UTC")),
                "x": pa.array([x for _, x, _ in ROWS], pa.float64()),
                "passed over": pa.array([n for _, _, n in ROWS], pa.int32()),
                "run": pa.array([0.25] * len(ROWS), pa.float64()),
            }
        )
        out = io.BytesIO()
        feather.write_feather(table, out, compression=compression, chunksize=3)
        files.append(
            {
                "name": f"{compression}, {unit}",
                "unit": unit,
                "file": base64.b64encode(out.getvalue()).decode(),
            }
        )
text = io.BytesIO()
feather.write_feather(pa.table({"date": ["2025"]}), text, compression="uncompressed")
print(json.dumps({"files": files, "text": base64.b64encode(text.getvalue()).decode()}, indent=1))
