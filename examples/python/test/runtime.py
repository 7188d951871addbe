"""In place of AWS's runtime for Python, which is only in AWS's images."""
import http.client
import importlib
import json
import os
import sys
import traceback

api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])


def call(method, path, body=None):
    api.request(method, "/2018-06-01/runtime/invocation/" + path, body and json.dumps(body))
    response = api.getresponse()
    return response.headers, response.read()


sys.path.insert(0, os.getcwd())
module, name = os.environ["_HANDLER"].split(".")
handler = getattr(importlib.import_module(module), name)
while True:
    headers, event = call("GET", "next")
    request_id = headers["Lambda-Runtime-Aws-Request-Id"]
    try:
        call("POST", request_id + "/response", handler(json.loads(event), None))
    except Exception as error:
        trace = traceback.format_tb(error.__traceback__)
        payload = {"errorType": type(error).__name__, "errorMessage": str(error), "stackTrace": trace}
        call("POST", request_id + "/error", {**payload, "requestId": request_id})
