"""Answers of our own making, of the sizes and shapes of real ones."""

from __future__ import annotations

import json
from typing import Any

CONTACTS = 150
_NAMES = ("Zoë Fußmann", "Ada Lovelace", "Łukasz Żółć", "María-José Núñez", "山田 花子", "Grace Hopper")
_CITIES = ("Düsseldorf", "Paris", "Kraków", "México", "東京", "Arlington")


def contact(number: int) -> dict[str, Any]:
    """Make a contact with every field of 2.14, about 2.8 KB of JSON."""
    contact_id = f"{0x6762F0D51BB69F9F2193BB00 + number:x}"

    def listing(name: str, count: int) -> dict[str, Any]:
        return {
            "type": "list",
            "data": [
                {"type": name, "id": f"{number * 10 + item}", "url": f"/{name}s/{number * 10 + item}"}
                for item in range(count)
            ],
            "url": f"/contacts/{contact_id}/{name}s",
            "total_count": count,
            "has_more": False,
        }

    times = dict.fromkeys(
        ("created_at", "updated_at", "signed_up_at", "last_seen_at", "last_replied_at", "last_contacted_at"),
        1_734_537_253 + number,
    )
    times |= {f"last_email_{what}_at": 1_734_537_300 + number for what in ("opened", "clicked")}
    phone: dict[str, Any] = {f"{system}_last_seen_at": None for system in ("android", "ios")}
    phone |= {
        f"{system}_{what}": f"{what} {number % 7}.4.1"
        for system in ("android", "ios")
        for what in ("app_name", "app_version", "device", "os_version", "sdk_version")
    }
    return {
        "type": "contact",
        "id": contact_id,
        "workspace_id": "ecahpwf5",
        "external_id": f"customer-{number}",
        "role": "user",
        "email": f"person.{number}@example.com",
        "phone": f"+49 211 55{number:04}",
        "name": f"{_NAMES[number % len(_NAMES)]} {number}",
        "avatar": {"type": "avatar", "image_url": f"https://static.example.com/avatars/{number}/square_128.png"},
        "owner_id": 991_267_000 + number,
        "social_profiles": {
            "type": "list",
            "data": [{"type": "social_profile", "name": "Mastodon", "url": f"https://social.example/@person{number}"}],
        },
        "has_hard_bounced": False,
        "marked_email_as_spam": False,
        "unsubscribed_from_emails": number % 5 == 0,
        **times,
        "language_override": None,
        "browser": "chrome",
        "browser_version": "131.0.6778.205",
        "browser_language": "de",
        "os": "Linux",
        "location": {
            "type": "location",
            "country": "Deutschland",
            "region": "Nordrhein-Westfalen",
            "city": _CITIES[number % len(_CITIES)],
            "country_code": "DEU",
            "continent_code": "EU",
        },
        **phone,
        "custom_attributes": {"plan": "größer", "seats": number, "paid": True, "monthly_spend": 155.5},
        "tags": listing("tag", 3),
        "notes": listing("note", 1),
        "companies": listing("company", 1),
        "opted_out_subscription_types": listing("subscription", 1),
        "opted_in_subscription_types": listing("subscription", 1),
        "utm_campaign": None,
        "utm_content": None,
        "utm_medium": "newsletter",
        "utm_source": None,
        "utm_term": None,
        "referrer": "https://example.com/preise?von=startseite",
    }


def page(first: int = 0) -> bytes:
    """Make a page of contacts, about 420 KB."""
    pages = {"type": "pages", "page": 1, "per_page": CONTACTS, "total_pages": 8, "next": None}
    data = [contact(first + number) for number in range(CONTACTS)]
    return written({"type": "list", "data": data, "total_count": 1200, "pages": pages})


def written(value: Any) -> bytes:
    """Write JSON as a server does: nothing escaped that need not be, and no spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
