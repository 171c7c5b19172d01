"""Parquet files of many types by pyarrow, as base64, and what pandas reads from them, for
test/unit/data/parquet.test.ts."""

import base64
import datetime as dt
import decimal
import io

import goldenFile
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

UTC = dt.timezone.utc
DAYS = [dt.date(2020, 2, 29), None, dt.date(1969, 12, 31), dt.date(1, 1, 1)]
STAMPS = [dt.datetime(2020, 2, 29, 23, 59, 59, 999000), None, dt.datetime(1969, 12, 31, 23, 59, 59, 500000), dt.datetime(1970, 1, 1)]
WHOLE = [1, None, -128, 127]
TABLES = {
    "whole numbers": {
        **{str(t): pa.array(WHOLE, t) for t in (pa.int8(), pa.int16(), pa.int32(), pa.int64())},
        **{str(t): pa.array([0, None, 255, 7], t) for t in (pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64())},
        "largest": pa.array([2**53 - 1, -(2**53) + 1, None, 0], pa.int64()),
    },
    "floats and decimals": {
        "float": pa.array([1.5, None, float("inf"), -0.25], pa.float32()),
        "double": pa.array([0.1, float("nan"), None, -1e300], pa.float64()),
        "decimal": pa.array([decimal.Decimal("12.34"), None, decimal.Decimal("-0.01"), decimal.Decimal("99999.99")], pa.decimal128(12, 2)),
    },
    "texts and truth values": {
        "text": pa.array(["a", None, "", "雪 🐧"]),
        "dictionary": pa.array(["x", "y", None, "x"]).dictionary_encode(),
        "flag": pa.array([True, None, False, True]),
        "nothing": pa.array([None] * 4, pa.string()),
    },
    "dates and time stamps": {
        "day": pa.array(DAYS, pa.date32()),
        **{f"stamp {unit}": pa.array(STAMPS, pa.timestamp(unit)) for unit in ("ms", "us", "ns")},
        "zoned": pa.array([None if s is None else s.replace(tzinfo=UTC) for s in STAMPS], pa.timestamp("us", tz="Asia/Tokyo")),
    },
}


def plain(value, kind):
    if value is None or value is pd.NaT or (not isinstance(value, (str, bool)) and pd.isna(value)):
        return None
    if kind == "date":
        stamp = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)
        stamp = stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
        return (stamp - dt.datetime(1970, 1, 1, tzinfo=UTC)) // dt.timedelta(milliseconds=1)
    if kind in ("string", "boolean"):
        return value
    return float(value)


def kind_of(field):
    if pa.types.is_boolean(field.type):
        return "boolean"
    if pa.types.is_temporal(field.type):
        return "date"
    return "string" if pa.types.is_string(field.type) or pa.types.is_dictionary(field.type) else "number"


cases = []
for name, columns in TABLES.items():
    table = pa.table(columns)
    for compression in ("snappy", "zstd"):
        out = io.BytesIO()
        pq.write_table(table, out, compression=compression, row_group_size=3)
        out.seek(0)
        frame = pd.read_parquet(out)
        read = []
        for field in table.schema:
            kind = kind_of(field)
            values = [plain(value, kind) for value in frame[field.name].astype(object)]
            # JSON has no infinity.
            values = ["Infinity" if value == float("inf") else value for value in values]
            read.append(dict(name=field.name, kind=kind, values=values))
        cases.append(dict(name=f"{name} ({compression})", file=base64.b64encode(out.getvalue()).decode(), columns=read))

goldenFile.write("readParquet", f"pandas {pd.__version__} by pyarrow {pa.__version__}", cases)
