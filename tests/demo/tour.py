"""A tour of the Python client against the emulator: every step says what it did, and checks it.

`cargo xtask demo` starts the emulator, installs the wheel, and runs this. It exits with 0 only if every check held.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import urllib.request
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import entryphone
from entryphone import (
    ConflictError,
    Intercom,
    NotFoundError,
    NotInVersionError,
    ServerError,
    SignatureError,
    TransportError,
    rows,
    to_datetime,
    types,
    webhooks,
)

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


def bar(done: int, total: int | None) -> None:
    """Draw how far it is, over what was drawn before; where nothing can be drawn over, draw only the end."""
    if not COLOUR and done != total:
        return
    whole = total or done
    filled = round(30 * done / whole) if whole else 30
    print(f"\r    {style('36', '█' * filled)}{style('2', '░' * (30 - filled))} {done}/{whole}", end="")
    if done >= whole:
        print()


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
def read(client: Intercom) -> None:
    """Read an answer: it has the class of its schema, and costs only what is read"""
    ada = next(iter(client.contacts.search(query={"field": "external_id", "operator": "=", "value": "demo-ada"})))
    say(f"{ada!r} is an {type(ada).__module__}.{type(ada).__name__}")
    say(style("2", f"owner_id: {types.Contact.owner_id.__doc__}"))
    match ada:
        case types.Contact(name=str(name), custom_attributes={"plan": "pro"}):
            check(
                name == "Ada Lovelace", f"match finds {name}, of plan pro, created {to_datetime(ada.created_at):%H:%M}"
            )
        case _:
            check(False, "match finds her")
    check(ada.phone is None and "phone" in ada, "what is null reads as None, and is there")
    try:
        ada.nmae  # type: ignore[attr-defined]  # noqa: B018 - a mistake on purpose
    except AttributeError as error:
        say(style("2", f"AttributeError: {error}"))
    else:
        check(False, "a misspelt field is refused")
    check(json.loads(ada.detach().to_json()) == ada.to_dict(), "apart from the answer it came in, she is the same")


@step
def list_pages(client: Intercom) -> None:
    """List over several pages, and see how far it is"""
    before = arrived("GET", "/contacts")
    names = [contact.name or contact.email or contact.id for contact in client.contacts.list(per_page=10, progress=bar)]
    say(", ".join(names[:4]) + ", …")
    pages = arrived("GET", "/contacts") - before
    check(pages == -(-len(names) // 10), f"{len(names)} contacts came over {pages} pages of 10")
    first = next(client.contacts.list(per_page=10).pages())
    resumed = [contact.id for contact in client.contacts.list(per_page=10, resume=first.checkpoint())]
    check(len(resumed) == len(names) - len(first), "left after a page, and gone on from its checkpoint")


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
def export(client: Intercom) -> None:
    """Export the messages of a month: one job from its start to a file"""
    start = datetime(2023, 11, 14, tzinfo=timezone.utc)
    job = client.job("data_export.create", created_at_after=start, created_at_before=start + timedelta(days=30))
    states: list[str] = []
    job.wait(deadline=60, progress=lambda job: states.append(job.status or ""))
    say(style("2", f"{job!r}, after {' → '.join(states)}"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "messages.csv.gz")
        job.download().to_file(file)
        with file.open("rb") as chunks:
            found = [row for batch in rows.sniff(chunks) for row in batch]
        check(bool(found), f"{len(found)} rows in {file.stat().st_size:,} bytes of {file.name}")
    first = found[0]
    check(first["email"] != "", f"the first is {first['content_title']!r}, which went to {first['name']}")


@step
def receive(_client: Intercom) -> None:
    """Receive a webhook, and believe only what is signed"""
    old, new = "the secret so far", "the secret from now on"
    body = json.dumps({"id": "notif_1", "topic": "contact.user.created", "data": {"item": {"id": "7"}}}).encode()
    headers = {"X-Hub-Signature": webhooks.sign(body, old)}
    notification = webhooks.unwrap(body, headers, secret=[new, old])
    check(
        notification.topic == "contact.user.created", f"{notification.topic} is Intercom's, by the older of two secrets"
    )
    try:
        webhooks.unwrap(body.replace(b"7", b"8"), headers, secret=[new, old])
    except SignatureError as error:
        say(style("2", f"SignatureError: {error}"))
    else:
        check(False, "a forged notification is refused")


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
