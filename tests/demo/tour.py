"""A tour of the Python client against the emulator: every step says what it did, and checks it.

`cargo xtask demo` starts the emulator, installs the wheel, and runs this. It exits with 0 only if every check held.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.request
from typing import TYPE_CHECKING, Any

import entryphone
from entryphone import ConflictError, Intercom, NotFoundError, NotInVersionError, ServerError, TransportError

if TYPE_CHECKING:
    from collections.abc import Callable

    from entryphone.params import MultipleFilterSearchRequest

EMULATOR = os.environ["INTERCOM_BASE_URL"]
COLOUR = sys.stdout.isatty() and "NO_COLOR" not in os.environ
steps: list[Callable[[Intercom], None]] = []


def style(code: str, text: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if COLOUR else text


def step(function: Callable[[Intercom], None]) -> Callable[[Intercom], None]:
    """Collect a step; its docstring is its headline."""
    steps.append(function)
    return function


def say(text: str) -> None:
    print(f"    {text}")


def check(holds: bool, what: str) -> None:
    """Print what holds, or end the tour with what does not."""
    if not holds:
        sys.exit(f"    {style('31', 'NOT SO')}: {what}")
    print(f"    {style('32', '✓')} {what}")


def control(path: str, body: Any = None) -> Any:
    """Talk to the emulator's own door, which tells what really arrived and took effect."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{EMULATOR}/_emulator/{path}", data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        text = answer.read()
    return json.loads(text) if text else None


def arrived(method: str, path: str) -> int:
    """How often the emulator has seen such a request."""
    return sum(1 for seen in control("requests") if seen["method"] == method and seen["path"] == path)


def applied(method: str, path: str) -> int:
    """How often such a request has taken effect."""
    return sum(1 for seen in control("applied") if seen["method"] == method and seen["path"] == path)


@step
def connect(client: Intercom) -> None:
    """Say hello"""
    me = client.admins.identify()
    say(f"{client!r}")
    check(me.type == "admin", f"GET /me answers {me.name} of {me.app and me.app.name}")


@step
def dry_run(client: Intercom) -> None:
    """Look before sending: a dry run shows the exact request and no token"""
    before = len(control("requests"))
    prepared = client.contacts.create.prepare(role="user", email="ada@example.com")
    for line in prepared.curl().splitlines():
        say(style("2", line))
    check(len(control("requests")) == before, "nothing was sent")
    check("emulator-token" not in prepared.curl() + repr(prepared), "the token is nowhere in it")


@step
def create(client: Intercom) -> None:
    """Create a contact, and meet the conflict of creating it again"""
    ada = client.contacts.create(
        role="user",
        email="ada@example.com",
        name="Ada Lovelace",
        external_id="demo-ada",
        custom_attributes={"plan": "pro"},
    )
    check(ada.email == "ada@example.com" and ada.custom_attributes.plan == "pro", f"{ada.name} has the id {ada.id}")
    try:
        client.contacts.create(role="user", email="ada@example.com", external_id="demo-ada")
    except ConflictError as error:
        say(style("2", str(error)))
        check(error.status == 409 and bool(error.request_id), "the second one is a ConflictError with a request id")
    else:
        check(False, "the second one is refused")


@step
def list_pages(client: Intercom) -> None:
    """List over several pages"""
    pages = arrived("GET", "/contacts")
    contacts = list(client.contacts.list(per_page=10))
    pages = arrived("GET", "/contacts") - pages
    say(", ".join(contact.name or contact.email or contact.id for contact in contacts[:4]) + ", …")
    check(pages == -(-len(contacts) // 10), f"{len(contacts)} contacts came over {pages} pages of 10")
    check(len({contact.id for contact in contacts}) == len(contacts), "none came twice")


@step
def search(client: Intercom) -> None:
    """Search with nested conditions"""
    query: MultipleFilterSearchRequest = {
        "operator": "AND",
        "value": [
            {"field": "role", "operator": "=", "value": "user"},
            {
                "operator": "OR",
                "value": [
                    {"field": "email", "operator": "$", "value": "@example.com"},
                    {"field": "custom_attributes.plan", "operator": "=", "value": "pro"},
                ],
            },
        ],
    }
    found = list(client.contacts.search(query=query, pagination={"per_page": 5}))
    check("ada@example.com" in {contact.email for contact in found}, f"Ada is among the {len(found)} found")


@step
def relate(client: Intercom) -> None:
    """Tag her, write a note, attach her company"""
    ada = next(iter(client.contacts.search(query={"field": "external_id", "operator": "=", "value": "demo-ada"})))
    tag = client.tags.create(name="pioneer")
    client.tags.tag_contact(ada.id, id=tag.id)
    check([tag.name for tag in client.contacts.list_attached_tags(ada.id)] == ["pioneer"], "the tag is on the contact")
    client.notes.create(ada.id, body="Wrote the first program.")
    check("first program" in (next(iter(client.notes.list(ada.id))).body or ""), "the note is there")
    company = client.companies.create_or_update(company_id="engine", name="Analytical Engines")
    client.companies.attach_contact(ada.id, id=company.id)
    check(ada.id in {c.id for c in client.companies.list_attached_contacts(company.id)}, f"{company.name} knows her")


@step
def wait_out(client: Intercom) -> None:
    """Meet a 429, and wait it out"""
    refusal = {"type": "error.list", "errors": [{"code": "rate_limit_exceeded", "message": "Exceeded rate limit"}]}
    control("faults", [{"status": 429, "headers": {"Retry-After": "1"}, "body": refusal}])
    answer = client.tags.create.with_response(name="patience")
    for attempt in answer.attempts:
        wait = f", then a wait of {attempt.waited:.2f} s" if attempt.waited else ""
        say(style("2", f"attempt {attempt.number}: {attempt.status}{wait}"))
    check([attempt.status for attempt in answer.attempts] == [429, 200], "a refused POST was sent again, as it may be")
    check((answer.attempts[0].waited or 0) >= 1, "after the second the server asked for")


@step
def do_not_repeat(client: Intercom) -> None:
    """Meet a 503 on a POST, and do not repeat it"""
    control("faults", [{"match": {"method": "POST", "path": "/contacts"}, "status": 503}])
    before = arrived("POST", "/contacts")
    try:
        client.contacts.create(role="lead", name="Once Only")
    except ServerError as error:
        say(style("2", str(error)))
        check(error.maybe_applied, "the error says that it may have taken effect")
    else:
        check(False, "the failure is raised")
    check(arrived("POST", "/contacts") - before == 1, "the emulator has seen it exactly once")


@step
def lose_the_answer(client: Intercom) -> None:
    """Lose the answer after it took effect, and apply nothing twice"""
    control("faults", [{"match": {"method": "POST", "path": "/tags"}, "drop": "after"}])
    before = applied("POST", "/tags")
    try:
        client.tags.create(name="ghost")
    except TransportError as error:
        say(style("2", str(error)))
        check(error.maybe_applied, "the error says that it may have taken effect")
    else:
        check(False, "the failure is raised")
    check(applied("POST", "/tags") - before == 1, "it did, exactly once")


@step
def find_nothing(client: Intercom) -> None:
    """Ask for what is not there"""
    try:
        client.contacts.find("no-such-contact")
    except NotFoundError as error:
        say(style("2", str(error)))
        check(error.status == 404 and not error.maybe_applied, "a NotFoundError, with the request id support asks for")
    else:
        check(False, "the failure is raised")


@step
def versions(client: Intercom) -> None:
    """Speak another version of the API"""
    counts = {version: len(entryphone.operations(version)) for version in ("2.7", "2.14", "2.16", "Preview")}
    say("operations: " + " · ".join(f"{version}: {count}" for version, count in counts.items()))
    older = client.with_options(version="2.14")
    try:
        older.macros.list()
    except NotInVersionError as error:
        say(style("2", str(error)))
        check("2.16" in str(error), "an operation of tomorrow is refused today, before anything is sent")
    else:
        check(False, "the failure is raised")


def main() -> None:
    print(style("1", f"\nentryphone {entryphone.__version__}: a tour, against the emulator at {EMULATOR}"))
    with Intercom(base_url=EMULATOR) as client:
        for number, take in enumerate(steps, 1):
            print(f"\n{style('1;36', f'{number:2}.')} {style('1', take.__doc__ or take.__name__)}")
            take(client)
    print(style("1;32", f"\nAll {len(steps)} steps did what they said.\n"))


if __name__ == "__main__":
    main()
