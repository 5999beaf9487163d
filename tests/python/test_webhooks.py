"""A notification is read only when it was shown to be Intercom's."""

from __future__ import annotations

import json
from typing import Any

import entryphone
import pytest
from entryphone import webhooks

BODY = json.dumps(
    {"type": "notification_event", "id": "notif_1", "topic": "contact.user.created", "data": {"item": {"id": "7"}}}
).encode()
SIGNATURE = webhooks.sign(BODY, "client-secret")


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Hub-Signature": SIGNATURE},
        {"x-hub-signature": SIGNATURE.encode()},
        [("Host", "x"), ("X-HUB-SIGNATURE", SIGNATURE)],
        [(b"x-hub-signature", SIGNATURE.encode())],
    ],
)
@pytest.mark.parametrize("secret", ["client-secret", b"client-secret", ["new", "client-secret"]])
def test_headers_and_secrets_come_as_frameworks_have_them(headers: Any, secret: Any) -> None:
    notification = webhooks.unwrap(bytearray(BODY), headers, secret=secret)
    assert (notification.topic, notification.dedupe_key, notification.item.id) == (
        "contact.user.created",
        "notif_1",
        "7",
    )
    assert notification.body.data.item == {"id": "7"}
    assert (notification.app_id, notification.created_at, notification.links) == (None, None, None)
    assert repr(notification) == "Notification(topic='contact.user.created', id='notif_1')"


def test_a_signature_that_does_not_fit_is_refused_and_shows_no_secret() -> None:
    for headers in ({}, {"X-Hub-Signature": webhooks.sign(BODY, "other")}, {"X-Hub-Signature": "sha1=é"}):
        with pytest.raises(entryphone.SignatureError) as caught:
            webhooks.verify(BODY, headers, secret="client-secret")
        assert "client-secret" not in str(caught.value)


def test_what_is_signed_and_not_json_is_another_error() -> None:
    with pytest.raises(entryphone.ApiError, match="not JSON"):
        webhooks.unwrap(b"{", {"X-Hub-Signature": webhooks.sign(b"{", "s")}, secret="s")


@pytest.mark.parametrize(
    ("body", "headers", "secret", "message"),
    [
        (BODY.decode(), {}, "s", "the body must be the bytes of the request as they were received, not str"),
        (json.loads(BODY), {}, "s", "as they were received, not dict"),
        (BODY, 7, "s", "the headers must be a mapping or pairs"),
        (BODY, {"X-Hub-Signature": None}, "s", "the headers must be a mapping or pairs"),
        (BODY, {}, None, "a secret must be well-formed text or bytes, not NoneType"),
        (BODY, {}, [], "there is no secret"),
        (BODY, {}, "", "is empty"),
    ],
)
def test_what_cannot_be_verified_with_is_an_argument_error(body: Any, headers: Any, secret: Any, message: str) -> None:
    with pytest.raises(entryphone.ArgumentError, match=message):
        webhooks.unwrap(body, headers, secret=secret)


def test_topics_are_listed() -> None:
    assert "conversation.user.created" in webhooks.known_topics()
