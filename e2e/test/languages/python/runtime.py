"""A Runtime API client that posts the error document of AWS's Python runtime.

https://github.com/aws/aws-lambda-python-runtime-interface-client/blob/main/awslambdaric/bootstrap.py
"""
import http.client
import importlib
import json
import os
import sys
import traceback

api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])


def call(method, path, body=None):
    api.request(method, "/2018-06-01/runtime/invocation/" + path, body)
    response = api.getresponse()
    return response.headers, response.read()


module, name = os.environ["_HANDLER"].split(".")
handler = getattr(importlib.import_module(module), name)

while True:
    headers, event = call("GET", "next")
    request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    try:
        result = handler(json.loads(event), None)
        call("POST", request_id + "/response", json.dumps(result))
    except Exception:
        kind, value, frames = sys.exc_info()
        error = {
            "errorMessage": str(value),
            "errorType": kind.__name__,
            "requestId": request_id,
            "stackTrace": traceback.format_list(traceback.extract_tb(frames)[1:]),
        }
        call("POST", request_id + "/error", json.dumps(error, ensure_ascii=False).encode())
