"""Clocks of airports: zoneinfo for wall clocks, airportsdata for which zone an airport has.

An airport counts where both sources put it within 0.2 degrees: some codes have changed hands.
"""

import csv
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import airportsdata
from goldenFile import write

ROOT = Path(__file__).resolve().parents[2]
FLIGHTS = ROOT / "node_modules" / "vega-datasets" / "data"


def local(text):
    return datetime.fromisoformat(text)


def utc(text, zone):
    moment = local(text).replace(tzinfo=ZoneInfo(zone), fold=0)
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%MZ")


clocks = [
    ("an ordinary noon", "America/Chicago", "2001-01-15T12:00"),
    ("summer time of 2001 begins in April", "America/New_York", "2001-04-01T03:00"),
    ("the last minute before it", "America/New_York", "2001-04-01T01:59"),
    ("an hour that is left out", "America/New_York", "2001-04-01T02:30"),
    ("an hour that comes twice", "America/New_York", "2001-10-28T01:30"),
    ("the hour after it", "America/New_York", "2001-10-28T02:00"),
    ("no summer time in Arizona", "America/Phoenix", "2001-05-01T12:00"),
    ("nor in Indiana before 2006", "America/Indiana/Indianapolis", "2001-05-01T12:00"),
    ("but after 2006", "America/Indiana/Indianapolis", "2012-05-01T12:00"),
    ("in 2012 summer time begins in March", "America/New_York", "2012-03-11T12:00"),
    ("half an hour of summer time", "Australia/Lord_Howe", "2001-10-28T02:15"),
    ("and half an hour twice", "Australia/Lord_Howe", "2002-03-31T01:45"),
    ("east of Greenwich", "Pacific/Guam", "2001-01-01T00:10"),
    ("a day that is left out", "Pacific/Apia", "2011-12-30T12:00"),
    ("on both sides of the date line", "Pacific/Apia", "2011-12-31T12:00"),
    ("a quarter of an hour", "Asia/Kathmandu", "2001-06-01T06:00"),
    ("summer time that begins in the evening", "America/Godthab", "2001-03-24T23:30"),
    ("before 1970", "Europe/Berlin", "1947-05-15T12:00"),
]
cases = [{"name": name, "zone": zone, "local": text, "utc": utc(text, zone)} for name, zone, text in clocks]

known = airportsdata.load("IATA")
days = ["2001-01-15T12:00", "2001-06-15T12:00"]  # in winter and in summer
airports = {}
for row in csv.DictReader((FLIGHTS / "airports.csv").open(encoding="utf-8")):
    other = known.get(row["iata"])
    if other is None or not other["tz"]:
        continue
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    if abs(other["lat"] - latitude) < 0.2 and abs(other["lon"] - longitude) < 0.2:
        airports[row["iata"]] = [latitude, longitude, *[utc(day, other["tz"]) for day in days]]
cases.append({"name": "airports", "days": days, "airports": airports})
write("timeZones", f"zoneinfo and airportsdata {airportsdata.__version__}", cases)
