"""JupyterLab that ends when its standard input does, so that it never outlives whoever started it."""

import os
import signal
import sys
import threading


def end_with_input():
    sys.stdin.buffer.read()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    from jupyterlab.labapp import main

    threading.Thread(target=end_with_input, daemon=True).start()
    sys.exit(main())
