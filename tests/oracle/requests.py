"""Write the request vectors: what a correct client puts on the wire for every operation.

The expectation comes straight from Intercom's OpenAPI descriptions, by the plain rules of OpenAPI and of our URLs. It
shares nothing with the engine but the operation names of `core/catalog/names.toml`, so an import, a catalog or an
engine that goes wrong cannot make its own expectation wrong with it.

Every operation is called in its oldest and in its newest version, with every path argument, every declared query
parameter and every declared body field. What the descriptions get wrong or leave open is refused here: those operations
stand in `BY_HAND` with the reason, and a person wrote their vectors in `tests/vectors/requests/by_hand.json`.

    python tests/oracle/requests.py OPENAPI_DIR

OPENAPI_DIR holds one description per version: `2.7.yaml` … `Preview.yaml`. Needs Python 3.11 and PyYAML.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

import tomllib
import yaml

HERE = Path(__file__).resolve()
NAMES = HERE.parents[2] / "core/catalog/names.toml"
VECTORS = HERE.parents[1] / "vectors/requests"

BASE = "https://api.intercom.io"
JSON = "application/json"
METHODS = ("get", "put", "post", "patch", "delete")
WITH_BODY = ("post", "put", "patch")
UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
DEEPEST = 2

NO_BODY = "a POST that declares no body"
DELETE_BODY = "a DELETE with a body, which many HTTP clients drop"
SWAPPED = "the operationIds of the custom object paths are swapped"
MALFORMED = "external_id is declared as a string that has properties"
JOB = "the path parameter is declared as a query parameter"
BY_HAND = {
    "calls.transcript": "answers text/plain, its errors are JSON",
    "companies.list": "a POST whose arguments are query parameters",
    "companies.update": "no body is declared in most versions, although there is one",
    "contacts.archive": NO_BODY,
    "contacts.block": NO_BODY,
    "contacts.dismiss_banner": NO_BODY,
    "contacts.unarchive": NO_BODY,
    "conversations.detach_contact_as_admin": DELETE_BODY,
    "conversations.run_assignment_rules": NO_BODY,
    "custom_object_instances.delete": SWAPPED,
    "custom_object_instances.delete_by_external_id": MALFORMED,
    "custom_object_instances.find": SWAPPED,
    "custom_object_instances.list_or_find_by_external_id": MALFORMED,
    "data_export.cancel": NO_BODY,
    "data_export.download": "the Accept it insists on is in the prose only",
    "data_export.download_reporting_data_export": JOB,
    "data_export.export_reporting_data": JOB,
    "ecommerce_connectors.upload_catalog": "multipart",
    "events.list": "an exploded object in the query",
    "tags.untag_conversation": DELETE_BODY,
    "tags.untag_ticket": DELETE_BODY,
}

FORMATS = {
    "date": "2026-02-28",
    "date-time": "2026-02-28T12:34:56Z",
    "email": "ada@example.com",
    "uri": "https://a.example/?b=c",
}

Object = dict[str, Any]


class NotDescribedError(Exception):
    """The description does not say how the request looks."""


class Description:
    """One version's OpenAPI description."""

    def __init__(self, path: Path) -> None:
        self.version = path.stem
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.document: Object = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - the safe loader, in C

    def operations(self) -> list[tuple[str, str, Object]]:
        """Method, path and operation, the parameters of the whole path in front of the operation's own."""
        return [
            (
                method,
                path,
                item[method] | {"parameters": item.get("parameters", []) + item[method].get("parameters", [])},
            )
            for path, item in self.document["paths"].items()
            for method in METHODS
            if method in item
        ]

    def flat(self, schema: Object) -> Object:
        """The schema with its reference followed, `allOf` merged in and the first branch of a union taken."""
        if "$ref" in schema:
            target: Any = self.document
            for key in schema["$ref"].removeprefix("#/").split("/"):
                # A reference to nothing: any object will do.
                target = target.get(key, {"type": "object"})
            return self.flat(target)
        flat = {key: value for key, value in schema.items() if key not in ("allOf", "oneOf", "anyOf")}
        members = schema.get("allOf", []) + schema.get("oneOf", [])[:1] + schema.get("anyOf", [])[:1]
        for member in map(self.flat, members):
            properties = flat.get("properties", {}) | member.get("properties", {})
            flat = member | flat | ({"properties": properties} if properties else {})
        return flat

    def sample(self, name: str, schema: Object, depth: int = 0) -> Any:
        """A value of the declared type, the same in every run."""
        schema = self.flat(schema)
        if "enum" in schema:
            return next(value for value in schema["enum"] if value is not None)
        kind = schema.get("type", "object" if "properties" in schema else "string")
        if kind == "object" and depth < DEEPEST:
            fields = schema.get("properties", {})
            if not fields and isinstance(schema.get("additionalProperties"), dict):
                fields = {"any": schema["additionalProperties"]}
            return {key: self.sample(key, value, depth + 1) for key, value in fields.items()}
        if kind == "array":
            return [self.sample(name, schema["items"], depth)]
        if kind == "string":
            return FORMATS.get(schema.get("format", ""), name)
        return {"object": {}, "integer": 42, "number": 1.5, "boolean": True}[kind]


def encode(value: object) -> str:
    """Percent-encode everything but RFC 3986's unreserved characters."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return "".join(chr(byte) if byte in UNRESERVED else f"%{byte:02X}" for byte in text.encode())


def path_arguments(path: str, parameters: list[Object]) -> list[Any]:
    """One argument for each placeholder, in the order of the path; text that needs encoding where text is declared."""
    kinds = {one["name"]: one["schema"]["type"] for one in parameters if one["in"] == "path"}
    names = re.findall(r"\{(.+?)\}", path)
    if set(names) != set(kinds):
        raise NotDescribedError(f"path parameters {sorted(kinds)} are declared for {path}")
    return [7 + index if kinds[name] == "integer" else f"{name} {index}/ü" for index, name in enumerate(names)]


def query_arguments(description: Description, parameters: list[Object]) -> tuple[Object, str]:
    """Every declared query parameter in order: the values given, and the query string they make."""
    given: Object = {}
    pairs = []
    for position, one in enumerate((one for one in parameters if one["in"] == "query"), start=1):
        name = one["name"]
        schema = description.flat(one["schema"])
        if schema["type"] == "object" or "properties" in schema:
            raise NotDescribedError(f"query parameter {name} is an object")
        if schema["type"] == "array":
            if one.get("style", "form") != "form" or one.get("explode", True):
                raise NotDescribedError(f"query parameter {name} is an array that is not comma-joined")
            item = description.sample(name, schema["items"])
            two = [item, f"{item}, & ü" if isinstance(item, str) else item + position]
            given[name] = schema["items"].get("enum", two)[:2]
            pairs.append(f"{encode(name)}={','.join(encode(item) for item in given[name])}")
            continue
        value = description.sample(name, schema)
        if isinstance(value, str) and "enum" not in schema:
            value = f"{name} +&=é"
        elif isinstance(value, int) and not isinstance(value, bool):
            value = position
        given[name] = value
        pairs.append(f"{encode(name)}={encode(value)}")
    return given, "&".join(pairs)


def body_argument(description: Description, method: str, operation: Object) -> Any:
    """The JSON body with every declared field, or None where none is declared."""
    content = operation.get("requestBody", {}).get("content", {})
    if bool(content) != (method in WITH_BODY) or set(content) - {JSON}:
        raise NotDescribedError(f"a {method.upper()} with the body {list(content)}")
    return description.sample("body", content[JSON]["schema"]) if content else None


def check_answer(operation: Object) -> None:
    """Refuse operations that answer something other than JSON: the plain rules say nothing about their Accept."""
    if any(one["in"] == "header" and one["name"] != "Intercom-Version" for one in operation["parameters"]):
        raise NotDescribedError("a header of its own is declared")
    for status, response in operation["responses"].items():
        if str(status).startswith("2") and JSON not in response.get("content", {JSON: None}):
            raise NotDescribedError(f"status {status} answers {list(response['content'])}")


def vector(description: Description, name: str, method: str, path: str, operation: Object) -> Object:
    """Call the operation with everything it declares, and say what must go out."""
    check_answer(operation)
    arguments = path_arguments(path, operation["parameters"])
    query, encoded = query_arguments(description, operation["parameters"])
    body = body_argument(description, method, operation)

    segments = iter(arguments)
    url = BASE + re.sub(r"\{.+?\}", lambda _: encode(next(segments)), path) + (f"?{encoded}" if encoded else "")
    headers = {"accept": JSON, "authorization": "Bearer test-token"}
    if body is not None:
        headers["content-type"] = JSON
    headers["intercom-version"] = description.version

    call: Object = {"operation": name}
    call |= {key: value for key, value in (("path", arguments), ("query", query)) if value}
    call |= {"body": body} if body is not None else {}
    return {
        "name": f"{name} in {description.version}",
        "config": {"version": description.version},
        "call": call,
        "expect": {"request": {"method": method.upper(), "url": url, "headers": headers, "body": body}},
    }


def layout(about: str, vectors: list[Object]) -> str:
    """One line for the call, one for the expectation: a change reads as such in a diff."""

    def block(one: Object) -> str:
        name, config, call, expect = (json.dumps({key: value}, ensure_ascii=False)[1:-1] for key, value in one.items())
        return f"    {{{name}, {config},\n     {call},\n     {expect}}}"

    about = json.dumps(about, ensure_ascii=False)
    return f'{{\n  "about": {about},\n  "vectors": [\n' + ",\n".join(map(block, vectors)) + "\n  ]\n}\n"


def main(directory: Path) -> None:
    """Write one file of vectors for each first path segment."""
    names = {key: row["name"] for key, row in tomllib.loads(NAMES.read_text(encoding="utf-8")).items()}
    if unknown := set(BY_HAND) - set(names.values()):
        sys.exit(f"listed as written by hand, but no operation: {sorted(unknown)}")

    lives: dict[str, list[tuple[Description, str, str, Object]]] = {}
    # Shorter names first: 2.9 before 2.10, Preview last.
    for file in sorted(directory.glob("*.yaml"), key=lambda file: (len(file.stem), file.stem)):
        description = Description(file)
        for method, path, operation in description.operations():
            key = f"{method.upper()} {re.sub(r'{.+?}', '{}', path)}"
            if key not in names:
                sys.exit(f"{key} has no name in {NAMES.name}")
            lives.setdefault(names[key], []).append((description, method, path, operation))

    files: dict[str, list[Object]] = {}
    for name in sorted(set(lives) - set(BY_HAND)):
        versions = lives[name]
        for description, method, path, operation in versions[:1] + versions[1:][-1:]:
            try:
                written = vector(description, name, method, path, operation)
            except NotDescribedError as reason:
                sys.exit(f"{name} in {description.version} has to be written by hand: {reason}")
            files.setdefault(path.split("/")[1], []).append(written)

    for segment, vectors in files.items():
        about = f"What goes on the wire for /{segment}. @generated by tests/oracle/requests.py; do not edit."
        (VECTORS / f"{segment}.json").write_text(layout(about, vectors), encoding="utf-8")
    print(f"{sum(map(len, files.values()))} vectors in {len(files)} files, {len(BY_HAND)} operations left to a person")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tests/oracle/requests.py OPENAPI_DIR")
    main(Path(sys.argv[1]))
