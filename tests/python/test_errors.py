"""Errors carry what is known, and survive pickling and copying."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import entryphone
import pytest

from scripted import answer, client

if TYPE_CHECKING:
    from collections.abc import Callable

REFUSAL = {
    "type": "error.list",
    "request_id": "r-1",
    "errors": [{"code": "parameter_invalid", "message": "no", "field": "email"}],
}


def caught(status: int, **options: Any) -> entryphone.IntercomError:
    intercom, _ = client(answer(status, REFUSAL, {"X-RateLimit-Remaining": "7"}), max_attempts=1, **options)
    with pytest.raises(entryphone.IntercomError) as info:
        intercom.contacts.create(email="x")
    return info.value


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        (400, entryphone.BadRequestError),
        (401, entryphone.AuthenticationError),
        (403, entryphone.PermissionDeniedError),
        (404, entryphone.NotFoundError),
        (409, entryphone.ConflictError),
        (410, entryphone.GoneError),
        (418, entryphone.ApiError),
        (422, entryphone.UnprocessableError),
        (429, entryphone.RateLimitError),
        (500, entryphone.ServerError),
    ],
)
def test_each_status_has_its_class(status: int, wanted: type[entryphone.IntercomError]) -> None:
    error = caught(status)
    assert type(error) is wanted
    assert isinstance(error, entryphone.ApiError)
    assert error.status == status


def test_an_error_carries_what_the_answer_said() -> None:
    error = caught(422)
    assert (error.kind, error.operation, error.code) == ("unprocessable", "contacts.create", "parameter_invalid")
    assert (error.message, error.request_id, error.maybe_applied, error.retry_after) == ("no", "r-1", False, None)
    assert error.errors == (entryphone.ErrorDetail("parameter_invalid", "no", "email"),)
    assert error.rate_limit == entryphone.RateLimit(None, 7, None)
    assert [(attempt.number, attempt.end, attempt.status) for attempt in error.attempts] == [(1, "answered", 422)]
    assert str(error) == "contacts.create: 422 parameter_invalid: no (request id r-1)"


@pytest.mark.parametrize("again", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy, copy.deepcopy])
def test_errors_survive_pickling_and_copying(again: Callable[[Exception], Exception]) -> None:
    error = caught(422)
    twin = again(error)
    assert type(twin) is type(error)
    assert vars(twin) == vars(error)
    assert str(twin) == str(error)


def test_an_argument_error_of_the_face_reads_like_one_of_the_core() -> None:
    intercom, _ = client()
    with pytest.raises(entryphone.ArgumentError) as face:
        intercom.contacts.update("id", custom_attributes={"score": 1j})
    with pytest.raises(entryphone.ArgumentError) as core:
        intercom.contacts.update("id", nme="Ada")  # type: ignore[call-arg]  # a mistake on purpose
    assert face.value.kind == core.value.kind == "argument"
    assert str(face.value) == "contacts.update: custom_attributes.score is of type complex, which has no form in JSON"
    assert 'did you mean "name"?' in str(core.value)


def test_an_operation_outside_the_version_is_refused_before_sending() -> None:
    intercom, script = client(version="2.7")
    new = next(row for row in entryphone.operations() if row.since == "2.14" and not row.path_params)
    with pytest.raises(entryphone.NotInVersionError, match=r"2\.14"):
        intercom.call(new.id)
    assert script.requests == []
