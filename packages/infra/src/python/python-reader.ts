/** The part of a Python file that reads errors of functions, of any runtime, and of HTTP answers. */
export const PYTHON_READER = String.raw`
_OWN_MEMBERS = frozenset(
    ("errorType", "message", "httpStatus", "requestId", "trace", "details", "kept", "retryAfter", "status")
)
_LINE_PREFIX = "[faultwire:1] "
_RUBY = _re.compile(r"Function<(.+)>", _re.DOTALL)
_QUALIFIER = _re.compile(r"^.*(?:[.$+]|::)", _re.DOTALL)
_FRAME = _re.compile(
    r"\s*(?:(?:at )?[^\s()]+\([\w$-]+\.\w+:\d+\)\Z|at [^\s()]+\(|File \"[^\"]+\", line \d)", _re.ASCII
)
_OF_LANGUAGE = _re.compile(
    r"&*(?:java|javax|jdk|sun|kotlin|scala|System|Microsoft|builtins|core|std|alloc)(?:\.|::)"
)
_OF_PLATFORM = _re.compile(
    r"(?:Runtime|Sandbox|Function|Extension|Client|States|Lambda)\.|(?:Runtime|Init)<"
)
_TAKEN = _re.compile(r"__type|[cC]ode|[mM]essage|[rR]equestId|Type|errorType|details|dropped|kept")
_OF_PROBLEMS = _re.compile(r"type|title|status|detail|instance")
_ENVELOPE = _re.compile(r"error(?:Message|Type)|stackTrace|trace|stack|requestId|causes?")
_FRAME_MEMBERS = frozenset(
    ("errorType", "message", "requestId", "details", "kept", "status", "retryable", "retryAfter")
)


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _parse_json(text: str) -> _typing.Any:
    try:
        return _jsons.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return _ABSENT


def _as_text(value: _typing.Any) -> _typing.Optional[str]:
    return value if isinstance(value, str) else None


def _is_number(value: _typing.Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_status(value: _typing.Any) -> bool:
    return _is_number(value) and 400 <= value <= 599 and value == int(value)


def _read_details(holder: _Object) -> _Object:
    if "details" not in holder:
        return {}
    details = holder["details"]
    if holder.get("kept") is not True and _is_note(details):
        return {"dropped": details["dropped"]}
    return {"details": details}


def _read_members(holder: _Object) -> _Object:
    found = _read_details(holder)
    status: _typing.Any = holder.get("status")
    retryable: _typing.Any = holder.get("retryable")
    retry_after: _typing.Any = holder.get("retryAfter")
    if _is_status(status):
        found["status"] = int(status)
    if isinstance(retryable, bool):
        found["retryable"] = retryable
    if _is_number(retry_after) and 0 <= retry_after <= 2**53 - 1:
        found["retryAfter"] = retry_after
    return found


def _own_class_name(error_type: str) -> str:
    ruby = _RUBY.fullmatch(error_type)
    return _QUALIFIER.sub("", ruby.group(1) if ruby else error_type)


def _find(error_type: _typing.Optional[str], stack: _typing.Sequence[_typing.Any] = ()) -> _typing.Any:
    """The class of a declared fault: by its name, an alias, or the full name of a class."""
    if error_type is None:
        return None
    if error_type in _FAULTS:
        return _FAULTS[error_type]
    if error_type in _ALIASES:
        return _ALIASES[error_type]
    if _OF_PLATFORM.match(error_type) or _OF_LANGUAGE.match(error_type):
        return None
    is_qualified = _RUBY.fullmatch(error_type) or "::" in error_type
    if is_qualified or any(isinstance(entry, str) and _FRAME.match(entry) for entry in stack):
        return _FAULTS.get(_own_class_name(error_type))
    return None


def _stack_of(payload: _Object) -> _typing.List[_typing.Any]:
    for name in ("stackTrace", "trace", "stack"):
        entries = payload.get(name)
        if isinstance(entries, list):
            return entries
    return []


def _read_error(payload: _Object) -> _Object:
    """The members of an error of any runtime; of the object in its message where it has one."""
    error_type, message = _as_text(payload.get("errorType")), _as_text(payload.get("errorMessage"))
    stack = _stack_of(payload)
    found = {"errorType": error_type, "message": message, "stack": stack}
    header = "%s: %s" % (error_type, message) if message else error_type
    line = stack[1] if len(stack) > 1 and error_type is not None and stack[0] == header else None
    if isinstance(line, str) and line.startswith(_LINE_PREFIX):
        members = _parse_json(line[len(_LINE_PREFIX) :])
        if isinstance(members, dict):
            return {**found, **_read_members(members)}
    return _read_custom(found) or found


def _read_custom(outer: _Object) -> _typing.Optional[_Object]:
    error_type, message = outer["errorType"], outer["message"]
    custom = _parse_json(message) if message is not None and message.startswith("{") else None
    if not isinstance(custom, dict) or not isinstance(custom.get("errorType"), str):
        return None
    name = custom["errorType"]
    is_alike = error_type in (None, "string", name) or _own_class_name(error_type) == name
    if not is_alike or (error_type != name and _find(name) is None):
        return None
    others = {member: each for member, each in custom.items() if member not in _OWN_MEMBERS}
    text = _as_text(custom.get("message"))
    return {
        "errorType": name,
        "message": message if text is None else text,
        "stack": outer["stack"],
        **({"details": others} if others else {}),
        **_read_members({**custom, "status": custom.get("httpStatus")}),
    }


def _name_in(value: _typing.Any) -> _typing.Optional[str]:
    if not isinstance(value, str):
        return None
    first = _re.split("[,:]", value, maxsplit=1)[0]
    return first[first.find("#") + 1 :].strip() or None


def _seconds(header: _typing.Optional[str], date: _typing.Optional[str]) -> _typing.Optional[float]:
    if header is None:
        return None
    if _re.fullmatch(r"\d+", header.strip(), _re.ASCII):
        seconds = int(header)
        return seconds if seconds <= 2**53 - 1 else None
    try:
        now = _mail.parsedate_to_datetime(date) if date else _datetime.datetime.now(_datetime.timezone.utc)
        return max(0, _math.ceil((_mail.parsedate_to_datetime(header) - now).total_seconds()))
    except (TypeError, ValueError, IndexError):
        return None


def _http_name(body: _Object, headers: _typing.Mapping[str, str]) -> _typing.Optional[str]:
    names = (headers.get("x-amzn-errortype"), body.get("__type"), body.get("code", body.get("Code")))
    found = next(filter(None, map(_name_in, names)), None)
    is_problem = isinstance(body.get("detail"), str) and body.get("title") == body.get("errorType")
    if found is None and (is_problem or isinstance(body.get("message"), str)):
        return _name_in(body.get("errorType"))
    return found


def _http_details(body: _Object, name: _typing.Optional[str], kind: str) -> _Object:
    if name is None or "details" in body or isinstance(body.get("errorType"), str):
        return _read_details(body)
    taken = _OF_PROBLEMS if "problem+json" in kind else _TAKEN
    others = {member: each for member, each in body.items() if not taken.fullmatch(member)}
    return {"details": others} if others else {}


def _read_http(status: int, headers: _typing.Mapping[str, str], body: str) -> _typing.Optional[_Object]:
    parsed = _parse_json(body[1:] if body.startswith("\ufeff") else body)
    members = parsed if isinstance(parsed, dict) else {}
    is_error = isinstance(members.get("errorMessage"), str) and all(map(_ENVELOPE.fullmatch, members))
    is_error = is_error and bool(members.get("errorType") or members["errorMessage"])
    is_frame = _is_status(members.get("status")) and _FRAME_MEMBERS.issuperset(members)
    is_frame = is_frame and all(isinstance(members.get(name), str) for name in ("message", "errorType"))
    if status < 400 and not is_error and not is_frame:
        return None
    name = _http_name(members, headers)
    inner = _read_error(members) if is_error else _read_members(members) if is_frame else {}
    texts = (members.get(each) for each in ("message", "Message", "errorMessage", "detail", "title"))
    message = next((text for text in texts if isinstance(text, str)), None)
    found = {
        "errorType": name,
        "message": message if message is not None or members else body,
        "stack": [],
        **_http_details(members, name, headers.get("content-type", "")),
        **inner,
    }
    if name is not None:
        found["errorType"] = name
    own = found.get("status")
    found["status"] = own if status < 400 and own is not None else status if status < 600 else 500
    seconds = _seconds(headers.get("retry-after"), headers.get("date"))
    return found if seconds is None else {**found, "retryAfter": seconds}


def _to_fault(found: _Object, payload: _typing.Any) -> BASE:
    declared = _find(found["errorType"], found["stack"])
    fault: _typing.Any
    if declared is None:
        is_error = found["errorType"] is not None or found["message"] is not None
        fault = Undeclared(found["message"] or "") if is_error else MalformedFault("")
        if not is_error:
            fault.problem = "the payload is not an error object"
        fault.error_type = found["errorType"] or type(fault).__name__
        fault.retryable = found.get("status") in (429, 502, 503, 504)
        fault.details = found.get("details")
    else:
        fault = _revive(declared, found)
    if _is_status(found.get("status")):
        fault.status = found["status"]
    fault.retryable = found.get("retryable", fault.retryable)
    fault.retry_after = found.get("retryAfter")
    fault.payload = payload
    return _typing.cast(BASE, fault)


def _revive(declared: _typing.Type[BASE], found: _Object) -> BASE:
    message = found["message"] or ""
    try:
        if "dropped" in found:
            raise _Misfit("%s bytes of details were too large for the wire" % _number(found["dropped"]))
        return declared._of_details(message, found.get("details", _ABSENT))
    except (_Misfit, TypeError, RecursionError) as misfit:
        malformed = MalformedFault(message)
        malformed.declared, malformed.problem = declared, str(misfit)
        malformed.dropped = found.get("dropped")
        malformed.error_type, malformed.status = declared.error_type, declared.status
        malformed.retryable = declared.retryable
        malformed.details = found.get("details")
        return malformed


def parse_function_error(payload: _typing.Union[bytes, str, _Object]) -> BASE:
    """Reads the payload of an Invoke whose answer has FunctionError. Raise what it returns, or look at it."""
    text = payload.decode("utf-8", "replace") if isinstance(payload, (bytes, bytearray)) else payload
    found = _parse_json(text) if isinstance(text, str) else text
    if not isinstance(found, dict):
        found = {}
    return _to_fault(_read_error(found), payload)


def parse_http_error(
    status: int, headers: _typing.Any, body: _typing.Union[bytes, str]
) -> _typing.Optional[BASE]:
    """Reads the error off an HTTP response; None where the response has none."""
    text = body.decode("utf-8", "replace") if isinstance(body, (bytes, bytearray)) else body
    pairs = headers.items() if hasattr(headers, "items") else headers
    lower = {str(name).lower(): str(value) for name, value in pairs}
    found = _read_http(status, lower, text)
    return None if found is None else _to_fault(found, text)
`;
