"""Runs one peer: python peer.py NAME FOLDER. A line on standard input is one run, a JSON line its answer.

The module NAME has prepare(folder), which reads the data and returns the function to be timed.
"""

import importlib
import json
import sys
import time


def main():
    name, folder = sys.argv[1:]
    run = importlib.import_module(name).prepare(folder)
    print(json.dumps({"ready": True}), flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        answer = run()
        ms = 1000 * (time.perf_counter() - begin)
        print(json.dumps({"ms": ms, "answer": [float(value) for value in answer]}), flush=True)


if __name__ == "__main__":
    main()
