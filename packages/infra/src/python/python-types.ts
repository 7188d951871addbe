/** The part of a Python file that checks, writes and reads the members of details. */
export const PYTHON_TYPES = String.raw`
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
`;
