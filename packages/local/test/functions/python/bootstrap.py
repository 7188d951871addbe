"""A Runtime API client with the error document of AWS's Python runtime."""
import http.client
import importlib
import json
import os
import sys
import traceback

api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
BASE = "/2018-06-01/runtime/"


def call(method, path, body=None, headers={}):
    api.request(method, BASE + path, body, headers)
    response = api.getresponse()
    return response.headers, response.read()


def document(request_id):
    kind, value, frames = sys.exc_info()
    return json.dumps({
        "errorMessage": str(value),
        "errorType": kind.__name__,
        "requestId": request_id,
        "stackTrace": traceback.format_list(traceback.extract_tb(frames)[1:]),
    })


try:
    sys.path.insert(0, os.environ["LAMBDA_TASK_ROOT"])
    module, name = os.environ["_HANDLER"].split(".")
    handler = getattr(importlib.import_module(module), name)
except Exception:
    call("POST", "init/error", document(""), {"Lambda-Runtime-Function-Error-Type": "Runtime.Unknown"})
    sys.exit(1)

while True:
    headers, event = call("GET", "invocation/next")
    request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    try:
        result = json.dumps(handler(json.loads(event), None))
        call("POST", f"invocation/{request_id}/response", result)
    except Exception:
        call("POST", f"invocation/{request_id}/error", document(request_id))
