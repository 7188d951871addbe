"""Writes and reads the vectors that come on the standard input, and prints what it made of each."""
import json
import sys

import vector_faults as faults

CLASSES = {kind.error_type: kind for kind in faults.VectorsFault.__subclasses__()}
MEMBERS = ("errorType", "message", "details", "dropped", "status", "retryable", "retryAfter")


def write(vector):
    given = vector["fault"]
    details = {"details": given["details"]} if "details" in given else {}
    fault = CLASSES[given["errorType"]](
        given["message"], **details, retry_after=given.get("retryAfter"), request_id=vector["requestId"]
    )
    return {"errorType": type(fault).__name__, "errorMessage": str(fault)}


def read(sent):
    if "statusCode" not in sent:
        return members(faults._read_error(sent))
    headers = sent.get("headers") or {
        name: values[0] for name, values in sent.get("multiValueHeaders", {}).items()
    }
    lower = {name.lower(): value for name, value in headers.items()}
    return members(faults._read_http(sent["statusCode"], lower, sent["body"]))


def members(found):
    return {name: found[name] for name in MEMBERS if name in found and (found[name] is not None or name == "details")}


def name(sent):
    fault = faults.parse_function_error(json.dumps(sent))
    return [type(fault).__name__, fault.error_type, fault.message]


given = json.load(sys.stdin)
json.dump(
    {
        "written": [write(vector) for vector in given["written"]],
        "read": [read(sent) for sent in given["read"]],
        "names": [name(sent) for sent in given["names"]],
    },
    sys.stdout,
)
