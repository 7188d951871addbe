"""Prints faults whose names and members are words of Python, as its runtime sends them."""
import copy
import inspect
import json
import pickle

import odd_faults as odd
import odd_names as names


def details(kind):
    parameters = [name for name in inspect.signature(kind.__init__).parameters if name not in OWN]
    return {name: str(at) for at, name in enumerate(parameters)}


OWN = ("self", "message", "retry_after", "request_id")
node = odd.TreeDetails(value=2, last=None)
faults = [
    odd.OddMembers(**details(odd.OddMembers)),
    odd.Tree(value=1.0, children=[node, node], last=["a", 1]),
    names.class_(),
    names.a_b_c(),
    names.Broken_Set(id="i"),
    names.Exception_("other"),
]
faults += [pickle.loads(pickle.dumps(faults[1])), copy.copy(faults[0])]
json.dump([{"errorType": type(fault).__name__, "errorMessage": str(fault)} for fault in faults], fp=open(1, "w"))
