"""Files that Python's csv module writes, and the fields that it reads from them again, for
test/unit/data/readCsv.test.ts."""

import csv
import io
import platform
import random

import goldenFile

SIGNS = ["a", "Z", "0", ",", ";", "\t", '"', '""', "\n", "\r\n", "\r", " ", "'", "é", "雪", "🐧", "#", "\\", "NA"]
DIALECTS = {
    "excel": dict(delimiter=",", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL),
    "every field quoted": dict(delimiter=",", lineterminator="\n", quoting=csv.QUOTE_ALL),
    "semicolons": dict(delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL),
    "tabs": dict(delimiter="\t", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL),
}

rng = random.Random(7)
cases = []
for name, dialect in DIALECTS.items():
    for columns in (1, 2, 5):
        header = [f"column {j}" for j in range(columns)]
        rows = [
            ["".join(rng.choices(SIGNS, k=rng.randrange(5))) for _ in range(columns)] for _ in range(12)
        ]
        # A field of spaces around quotes is read differently by every program: none of those here.
        rows = [[field.strip(" ") for field in row] for row in rows]
        out = io.StringIO(newline="")
        csv.writer(out, **dialect).writerows([header, *rows])
        text = out.getvalue()
        back = list(csv.reader(io.StringIO(text, newline=""), **dialect))
        cases.append(
            dict(
                name=f"{name}, {columns} columns",
                delimiter=dialect["delimiter"],
                text=text,
                header=back[0],
                rows=back[1:],
            )
        )

goldenFile.write("readCsv", f"Python {platform.python_version()}'s csv", cases)
