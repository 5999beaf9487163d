"""Identity and OAuth: proof of who a visitor is, and access that an admin grants."""

from __future__ import annotations

import base64
import json
from typing import Any

import entryphone
import pytest
from entryphone import identity, oauth

from scripted import answer, client


def test_a_token_of_the_messenger_says_what_it_was_told() -> None:
    token = identity.messenger_jwt("secret", {"user_id": "7", "email": "ada@example.com"}, expires_at=1_800_000_000)
    payload = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert claims == {"user_id": "7", "email": "ada@example.com", "exp": 1_800_000_000}
    assert identity.user_hash("secret", "7") == identity.user_hash(b"secret", "7")


@pytest.mark.parametrize("when", [-1, 1.5, "tomorrow", 1_800_000_000_000])
def test_a_time_that_is_no_unix_time_is_refused(when: Any) -> None:
    with pytest.raises(entryphone.ArgumentError, match="UNIX seconds"):
        identity.messenger_jwt("secret", {"user_id": "7"}, expires_at=when)


def test_a_code_becomes_a_token_that_is_not_shown() -> None:
    intercom, script = client(answer(200, {"token": "very-secret", "token_type": "Bearer"}), region="eu")
    grant = oauth.exchange(intercom, client_id="c", client_secret="hush", code="once")
    assert (grant.token, grant.token_type) == ("very-secret", "Bearer")
    assert repr(grant) == 'Grant(token="***", token_type="Bearer")'
    (request,) = script.requests
    assert request.url == "https://api.eu.intercom.io/auth/eagle/token"
    assert "Authorization" not in request.headers


def test_a_code_that_fails_shows_no_secret() -> None:
    intercom, _ = client(answer(401, {"errors": [{"message": "no hush for once"}]}), token=entryphone.omit)
    with pytest.raises(entryphone.AuthenticationError) as caught:
        oauth.exchange(intercom, client_id="c", client_secret="hush", code="once")
    assert "hush" not in f"{caught.value} {vars(caught.value)}"


def test_an_answer_without_a_token_is_an_error() -> None:
    bodies: list[Any] = [None, b"<html>", {"errors": []}]
    for body in bodies:
        with pytest.raises(entryphone.ApiError):
            oauth.exchange(client(answer(200, body))[0], client_id="c", client_secret="hush", code="once")
    assert oauth.authorize_url("c", "s", region="eu") == "https://app.eu.intercom.com/oauth?client_id=c&state=s"
