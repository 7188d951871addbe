# Made by: npx faultwire generate python src/faults.ts --out tax/faults.py
"""Faults of the catalog tax: for functions that raise them, and for their callers."""


from __future__ import annotations

import dataclasses as _dataclasses
import datetime as _datetime
import decimal as _decimal
import email.utils as _mail
import json as _jsons
import math as _math
import re as _re
import typing as _typing

_ABSENT: _typing.Any = object()
_Object = _typing.Dict[str, _typing.Any]
_Table = _typing.Tuple[_typing.Any, ...]


class TaxFault(Exception):
    """A fault of the catalog tax.

    str() of it is the JSON that a Lambda function sends, with its details; message is for people.
    """

    error_type: str = "TaxFault"
    """Its name."""
    status: int = 500
    """Its HTTP status."""
    retryable: bool = False
    """Whether the same request may succeed later."""
    message: str
    """One line for people."""
    retry_after: _typing.Optional[float]
    """Seconds to wait before the next try."""
    request_id: _typing.Optional[str]
    """The id of the invocation, which callers see."""
    payload: _typing.Any = None
    """What it was read of; None where it was made here."""
    _has_details: bool = False
    _details: _typing.Any = None

    def __init__(
        self,
        message: str,
        *,
        retry_after: _typing.Optional[float] = None,
        request_id: _typing.Optional[str] = None,
    ) -> None:
        if not isinstance(message, str):
            raise TypeError("%s: message is a text; it is %r" % (type(self).__name__, message))
        super().__init__(message)
        if retry_after is not None:
            if not _is_number(retry_after) or not 0 <= retry_after <= 2**53 - 1:
                raise TypeError(
                    "%s: retry_after is a number of seconds from 0; it is %r" % (type(self).__name__, retry_after)
                )
            retry_after = _math.ceil(retry_after)
        self.message, self.retry_after, self.request_id = message, retry_after, request_id
        try:
            self._take_details()
        except _Misfit as misfit:
            raise TypeError("%s: %s" % (type(self).__name__, misfit)) from None

    def _take_details(self) -> None:
        members = _MEMBERS.get(type(self))
        shape = _SHAPES.get(type(self))
        if members is not None:
            self._has_details, self._details = True, _encode_members(members, self, "")
        elif shape is not None:
            details = vars(self)["details"]
            is_given = details is not _ABSENT and (details is not None or shape[0] in ("any", "nullable"))
            if is_given:
                self._has_details, self._details = True, _encode(shape, details, "details")
            elif type(self) not in _OPTIONAL:
                raise _misfit("details", "what the catalog declares", None)
            else:
                self.__dict__["details"] = None

    @classmethod
    def _of_details(cls, message: str, details: _typing.Any) -> TaxFault:
        members = _MEMBERS.get(cls)
        shape = _SHAPES.get(cls)
        given: _Object = {}
        if details is _ABSENT and (members or shape) and cls not in _OPTIONAL:
            raise _Misfit("no details came, and %s is declared with some" % cls.error_type)
        if shape is not None and details is not _ABSENT:
            given = {"details": _decode(shape, details, "details")}
        elif members is not None:
            if not isinstance(details, dict):
                raise _misfit("details", "an object", details)
            given = _decode_members(members, details, "")
        return cls(message, **given)

    def __str__(self) -> str:
        return _custom_object(self)

    def __repr__(self) -> str:
        return "%s(%r)" % (type(self).__name__, self.message)

    def __reduce__(self) -> _typing.Any:
        return _blank, (type(self),), vars(self)


def _blank(kind: _typing.Any) -> _typing.Any:
    return kind.__new__(kind)


class Undeclared(TaxFault):
    """An error that the catalog does not have; error_type is the name that came."""

    details: _typing.Any = None
    """What came as its details."""

    def __str__(self) -> str:
        return self.message


class MalformedFault(TaxFault):
    """A fault of the catalog that came with other details than it is declared with, or what is not an error."""

    declared: _typing.Optional[_typing.Type[TaxFault]] = None
    """The class of the fault."""
    problem: str = ""
    """What is wrong with it."""
    dropped: _typing.Optional[float] = None
    """The size in bytes of details that were too large to be sent."""
    details: _typing.Any = None
    """What came as its details."""

    def __str__(self) -> str:
        return "%s: %s" % (self.error_type, self.problem)

class TaxRegionUnknown(TaxFault):
    """TaxRegionUnknown: HTTP status 422."""

    error_type = "TaxRegionUnknown"
    status = 422
    retryable = False

    def __init__(
        self,
        message: str,
        *,
        region: str,
        known: _typing.Sequence[str],
        retry_after: _typing.Optional[float] = None,
        request_id: _typing.Optional[str] = None,
    ) -> None:
        self.region = region
        self.known = known
        super().__init__(message, retry_after=retry_after, request_id=request_id)

_FAULTS: _typing.Dict[str, _typing.Any] = {
    "TaxRegionUnknown": TaxRegionUnknown,
}
_ALIASES: _typing.Dict[str, _typing.Any] = {}
_MEMBERS: _typing.Dict[type, _Table] = {
    TaxRegionUnknown: (("region", "region", True, ("text",)), ("known", "known", True, ("list", ("text",))),),
}
_SHAPES: _typing.Dict[type, _Table] = {}
_OPTIONAL: _typing.FrozenSet[type] = frozenset([])

_MESSAGE_LIMIT = 4096
_CUSTOM_LIMIT = 20480
_LINE_BREAKS = _re.compile("[\n\r\u2028\u2029\x7f]+")
_HALF_PAIR = _re.compile("[\ud800-\udfff]")


def _text(value: str) -> str:
    return _HALF_PAIR.sub(
        lambda half: "\\u%04x" % ord(half.group()), _jsons.dumps(value, ensure_ascii=False)
    )


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(int(value))
    if value == 0:
        return "0"
    if not _math.isfinite(value):
        return "null"
    sign, numerals, exponent = _decimal.Decimal(repr(value)).normalize().as_tuple()
    digits = "".join(map(str, numerals))
    point = len(digits) + int(exponent)
    if len(digits) <= point <= 21:
        text = digits + "0" * (point - len(digits))
    elif 0 < point <= 21:
        text = digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        rest = "." + digits[1:] if len(digits) > 1 else ""
        text = "%s%se%+d" % (digits[0], rest, point - 1)
    return "-" + text if sign else text


def _json(value: _typing.Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return "{" + ",".join(_text(name) + ":" + _json(each) for name, each in value.items()) + "}"
    return "[" + ",".join(map(_json, value)) + "]"


def _escaped_length(text: str) -> int:
    """The UTF-16 code units of a text inside a JSON document."""
    escaped = _text(text)
    return len(escaped) - 2 + sum(ord(character) > 0xFFFF for character in escaped)


def _one_line(message: str, limit: int = _MESSAGE_LIMIT) -> str:
    line = _LINE_BREAKS.sub(" ", message)
    if _escaped_length(line) <= limit:
        return line
    length = 0
    for at, character in enumerate(line):
        length += _escaped_length(character)
        if length > limit - 1:
            return line[:at] + "\u2026"
    return line


def _is_note(details: _typing.Any) -> bool:
    """Whether details look like the size of details that were too large."""
    if not isinstance(details, dict) or list(details) != ["dropped"]:
        return False
    return isinstance(details["dropped"], (int, float)) and not isinstance(details["dropped"], bool)


def _custom_object(fault: TaxFault) -> str:
    details = fault._details if fault._has_details else _ABSENT

    def write(encoded: _Object) -> str:
        members = {
            "errorType": fault.error_type,
            "httpStatus": fault.status,
            "requestId": fault.request_id,
            "message": _one_line(fault.message),
            **encoded,
            "retryAfter": fault.retry_after,
        }
        given = {name: each for name, each in members.items() if each is not None or name == "details"}
        return _json(given).replace("\x7f", "\\u007f")

    if details is _ABSENT:
        return write({})
    whole = write({"details": details, "kept": True if _is_note(details) else None})
    if _escaped_length(whole) <= _CUSTOM_LIMIT:
        return whole
    size = len(_json(details).encode("utf-8"))
    return write({"details": {"dropped": size}})

class _Misfit(Exception):
    """A value that is not of its type."""


_PLAIN: _typing.Dict[str, _typing.Tuple[_typing.Any, str]] = {
    "text": (str, "a text"),
    "integer": (int, "a whole number"),
    "number": ((int, float), "a number"),
    "boolean": (bool, "True or False"),
}
_DATE = _re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:?\d\d))?", _re.ASCII
)


def _misfit(path: str, needed: str, value: _typing.Any) -> _Misfit:
    shown = repr(value)
    return _Misfit("%s is %s; it is %s" % (path, needed, shown if len(shown) < 80 else shown[:79] + "\u2026"))


def _checked(kind: str, value: _typing.Any, path: str) -> _typing.Any:
    needed, words = _PLAIN[kind]
    if not isinstance(value, needed) or (isinstance(value, bool) and kind != "boolean"):
        raise _misfit(path, words, value)
    if isinstance(value, float) and not _math.isfinite(value):
        raise _misfit(path, "a number that JSON has", value)
    return value


def _encode_date(value: _typing.Any, path: str) -> str:
    if not isinstance(value, _datetime.datetime) or value.utcoffset() is None:
        raise _misfit(path, "a datetime with a time zone", value)
    utc = value.astimezone(_datetime.timezone.utc)
    return "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ" % (*utc.timetuple()[:6], utc.microsecond // 1000)


def _decode_date(value: _typing.Any, path: str) -> _datetime.datetime:
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise _misfit(path, "a date such as 2026-11-22T09:00:00.000Z", value)
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    offset = _datetime.timedelta(0)
    if zone not in (None, "Z"):
        sign = -1 if zone[0] == "-" else 1
        offset = sign * _datetime.timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    try:
        local = _datetime.datetime(
            int(year),
            int(month),
            int(day),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            int(((fraction or "") + "000000")[:6]),
            _datetime.timezone.utc,
        )
        return local - offset
    except (ValueError, OverflowError):
        raise _misfit(path, "a date such as 2026-11-22T09:00:00.000Z", value) from None


def _encode_any(value: _typing.Any, path: str) -> _typing.Any:
    if value is None or isinstance(value, (str, bool)):
        return value
    if isinstance(value, (int, float)):
        return _checked("number", value, path)
    if isinstance(value, _datetime.datetime):
        return _encode_date(value, path)
    if isinstance(value, (list, tuple)):
        return [_encode_any(each, "%s[%d]" % (path, at)) for at, each in enumerate(value)]
    if isinstance(value, _typing.Mapping) and all(isinstance(name, str) for name in value):
        return {name: _encode_any(each, path + "." + name) for name, each in value.items()}
    raise _misfit(path, "a value that JSON has", value)


def _encode(shape: _Table, value: _typing.Any, path: str) -> _typing.Any:
    kind = shape[0]
    if kind == "any":
        return _encode_any(value, path)
    if kind == "nullable":
        return None if value is None else _encode(shape[1], value, path)
    if kind == "date":
        return _encode_date(value, path)
    if kind == "choice":
        return _decode(shape, value, path)
    if kind == "list":
        if not isinstance(value, (list, tuple)):
            raise _misfit(path, "a list", value)
        return [_encode(shape[1], each, "%s[%d]" % (path, at)) for at, each in enumerate(value)]
    if kind == "map":
        if not isinstance(value, _typing.Mapping) or not all(isinstance(name, str) for name in value):
            raise _misfit(path, "a dict with texts as keys", value)
        return {name: _encode(shape[1], each, path + "." + name) for name, each in value.items()}
    if kind == "record":
        if not isinstance(value, shape[1]):
            raise _misfit(path, "a " + shape[1].__name__, value)
        return _encode_members(_MEMBERS[shape[1]], value, path)
    return _checked(kind, value, path)


def _encode_members(members: _Table, holder: _typing.Any, path: str) -> _Object:
    found = {}
    for name, attribute, is_required, shape in members:
        value = getattr(holder, attribute)
        if is_required or value is not None:
            found[name] = _encode(shape, value, (path + "." if path else "") + name)
    return found


def _decode(shape: _Table, value: _typing.Any, path: str) -> _typing.Any:
    kind = shape[0]
    if kind == "any":
        return value
    if kind == "nullable":
        return None if value is None else _decode(shape[1], value, path)
    if kind == "date":
        return _decode_date(value, path)
    if kind == "choice":
        if not isinstance(value, str) or value not in shape[1]:
            raise _misfit(path, "one of " + ", ".join(map(_text, shape[1])), value)
        return value
    if kind == "list":
        if not isinstance(value, list):
            raise _misfit(path, "a list", value)
        return [_decode(shape[1], each, "%s[%d]" % (path, at)) for at, each in enumerate(value)]
    if kind in ("map", "record"):
        if not isinstance(value, dict):
            raise _misfit(path, "an object", value)
        if kind == "record":
            return shape[1](**_decode_members(_MEMBERS[shape[1]], value, path))
        return {name: _decode(shape[1], each, path + "." + name) for name, each in value.items()}
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        return int(value)
    return _checked(kind, value, path)


def _decode_members(members: _Table, holder: _Object, path: str) -> _Object:
    found = {}
    for name, attribute, is_required, shape in members:
        where = (path + "." if path else "") + name
        if name in holder and (is_required or holder[name] is not None or shape[0] in ("any", "nullable")):
            found[attribute] = _decode(shape, holder[name], where)
        elif is_required:
            raise _Misfit(where + " is missing")
        elif name in holder:
            raise _misfit(where, "left out, or a value", None)
    return found

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


def _to_fault(found: _Object, payload: _typing.Any) -> TaxFault:
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
    return _typing.cast(TaxFault, fault)


def _revive(declared: _typing.Type[TaxFault], found: _Object) -> TaxFault:
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


def parse_function_error(payload: _typing.Union[bytes, str, _Object]) -> TaxFault:
    """Reads the payload of an Invoke whose answer has FunctionError. Raise what it returns, or look at it."""
    text = payload.decode("utf-8", "replace") if isinstance(payload, (bytes, bytearray)) else payload
    found = _parse_json(text) if isinstance(text, str) else text
    if not isinstance(found, dict):
        found = {}
    return _to_fault(_read_error(found), payload)


def parse_http_error(
    status: int, headers: _typing.Any, body: _typing.Union[bytes, str]
) -> _typing.Optional[TaxFault]:
    """Reads the error off an HTTP response; None where the response has none."""
    text = body.decode("utf-8", "replace") if isinstance(body, (bytes, bytearray)) else body
    pairs = headers.items() if hasattr(headers, "items") else headers
    lower = {str(name).lower(): str(value) for name, value in pairs}
    found = _read_http(status, lower, text)
    return None if found is None else _to_fault(found, text)
