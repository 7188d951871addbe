"""A Python runtime for the seeds: it posts what AWS's posts (awslambdaric, bootstrap.py), and nothing more.

CHOICE, where it is set, is what random.choice answers.
"""

import importlib
import json
import os
import random
import traceback
import urllib.request

# The local service finds the end of an invocation's log by this mark, where it asks for one.
MARK = os.environ.get("_FAULTWIRE_LOCAL_MARK")
API = f"http://{os.environ['AWS_LAMBDA_RUNTIME_API']}/2018-06-01/runtime/invocation"
module, function = os.environ["PYTHON_HANDLER"].rsplit(".", 1)
handler = getattr(importlib.import_module(module), function)
if "CHOICE" in os.environ:
    random.choice = lambda choices: os.environ["CHOICE"] == "True"


def post(request_id, kind, value):
    if MARK:
        print(f"{MARK}end {request_id}", flush=True)
    path = f"{request_id}/{kind}"
    request = urllib.request.Request(f"{API}/{path}", data=json.dumps(value).encode(), method="POST")
    urllib.request.urlopen(request).read()


while True:
    with urllib.request.urlopen(f"{API}/next") as invocation:
        request_id = invocation.headers["Lambda-Runtime-Aws-Request-Id"]
        event = json.loads(invocation.read())
    try:
        result = handler(event, None)
    except Exception as error:
        frames = traceback.format_list(traceback.extract_tb(error.__traceback__)[1:])
        post(
            request_id,
            "error",
            {
                "errorMessage": str(error),
                "errorType": type(error).__name__,
                "requestId": request_id,
                "stackTrace": frames,
            },
        )
    else:
        post(request_id, "response", result)
