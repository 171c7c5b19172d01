"""Runs service.py under uvicorn, one process: python run.py MODEL.json prints versions and where it listens."""

import json
import socket

import fastapi
import pydantic
import uvicorn
from service import app

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen(1024)
about = f"FastAPI {fastapi.__version__}, pydantic {pydantic.__version__}, uvicorn {uvicorn.__version__}"
print(json.dumps({"url": f"http://127.0.0.1:{listener.getsockname()[1]}", "about": about}), flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listener])
