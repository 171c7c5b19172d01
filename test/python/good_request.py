"""A check for Schemathesis: after every answer that is no success, a good request is answered."""

import json
import os

import requests
import schemathesis

URL = os.environ["MLE_GOOD_URL"]
BODY = json.loads(os.environ["MLE_GOOD_BODY"])
session = requests.Session()


@schemathesis.check
def good_request_after(ctx, response, case):
    if 200 <= response.status_code < 300:
        return
    answer = session.post(URL, json=BODY, timeout=10)
    assert answer.status_code == 200, f"a good request is answered by {answer.status_code}"
