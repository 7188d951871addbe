/** The beginning of a Python file: what it imports, and the class that all its faults extend. */
export const PYTHON_BASE = `
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
`;

/** The class that all faults of a Python file extend, and those of errors that the catalog does not have. */
export const PYTHON_CLASSES = `
class BASE(Exception):
    """A fault of the catalog CATALOG.

    str() of it is the JSON that a Lambda function sends, with its details; message is for people.
    """

    error_type: str = "BASE"
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
    def _of_details(cls, message: str, details: _typing.Any) -> BASE:
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


class Undeclared(BASE):
    """An error that the catalog does not have; error_type is the name that came."""

    details: _typing.Any = None
    """What came as its details."""

    def __str__(self) -> str:
        return self.message


class MalformedFault(BASE):
    """A fault of the catalog that came with other details than it is declared with, or what is not an error."""

    declared: _typing.Optional[_typing.Type[BASE]] = None
    """The class of the fault."""
    problem: str = ""
    """What is wrong with it."""
    dropped: _typing.Optional[float] = None
    """The size in bytes of details that were too large to be sent."""
    details: _typing.Any = None
    """What came as its details."""

    def __str__(self) -> str:
        return "%s: %s" % (self.error_type, self.problem)
`;
