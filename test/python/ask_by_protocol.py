"""Asks a service by the client that is made from the Open Inference Protocol's OpenAPI.

python ask_by_protocol.py CASE.json: {"url", "name", "version", "requests"}; prints what came, as JSON.

Every raw request and answer is also held against the JSON Schema of the client's own types, since
parsing alone would let a number stand for a text.
"""

import json
import sys
from pathlib import Path

import httpx
import jsonschema_rs
from open_inference.openapi import client as protocol
from open_inference.openapi.types import (
    InferenceErrorResponse,
    InferenceRequest,
    InferenceResponse,
    MetadataModelErrorResponse,
    MetadataModelResponse,
    MetadataServerResponse,
)

case = json.loads(Path(sys.argv[1]).read_text())
name, version = case["name"], case["version"]
strange = []  # what does not fit the protocol
raw = []  # the answers as they came


def fits(kind, document, what):
    """The protocol lets every error be an object with the text `error`."""
    schema = kind.schema()
    if kind in (InferenceErrorResponse, MetadataModelErrorResponse):
        schema["required"] = ["error"]
    for fault in jsonschema_rs.validator_for(schema).iter_errors(document):
        strange.append(f"{what}: {fault.message} at {list(fault.instance_path)}")


def keep(response):
    response.read()
    raw.append(response)


http = httpx.Client(event_hooks={"response": [keep]})
asked = protocol.OpenInferenceClient(base_url=case["url"], httpx_client=http)

asked.check_server_liveness()
asked.check_server_readiness()
asked.check_model_readiness(name)
asked.check_model_version_readiness(name, version)

server = asked.read_server_metadata()
fits(MetadataServerResponse, raw[-1].json(), "server metadata")
metadata = asked.read_model_metadata(name)
fits(MetadataModelResponse, raw[-1].json(), "model metadata")
assert asked.read_model_version_metadata(name, version) == metadata

refused = []
for call, kind in (
    (lambda: asked.check_model_readiness("nobody"), MetadataModelErrorResponse),
    (lambda: asked.model_infer(name, request=InferenceRequest(inputs=[])), InferenceErrorResponse),
    (lambda: asked.model_infer("nobody", request=InferenceRequest(inputs=[])), InferenceErrorResponse),
):
    try:
        call()
        strange.append("a wrong request was not refused")
    except protocol.ApiError as error:
        refused.append([type(error).__name__, error.status_code])
        fits(kind, raw[-1].json(), "error")

answers = []
for request in case["requests"]:
    fits(InferenceRequest, request, "request")
    parsed = InferenceRequest.parse_obj(request)
    answer = asked.model_infer(name, request=parsed)
    fits(InferenceRequest, json.loads(raw[-1].request.content), "request as sent")
    fits(InferenceResponse, raw[-1].json(), "answer")
    assert asked.model_version_infer(name, version, request=parsed).outputs == answer.outputs
    answers.append(raw[-1].json())

print(
    json.dumps(
        {
            "server": server.dict(),
            "metadata": metadata.dict(),
            "refused": refused,
            "answers": answers,
            "strange": strange,
        }
    )
)
