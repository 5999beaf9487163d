"""A listing fetches its pages when they are reached."""

from __future__ import annotations

from typing import Any

import entryphone
import pytest

from scripted import answer, client


def page_of(*ids: str, cursor: str | None = None) -> entryphone.Response:
    pages = {"next": {"starting_after": cursor}} if cursor else {}
    return answer(200, {"data": [{"id": known} for known in ids], "pages": pages, "total_count": 9})


def test_a_listing_fetches_pages_when_they_are_reached() -> None:
    intercom, script = client(page_of("a", "b", cursor="x"), page_of(cursor="y"), page_of("c"))
    page = intercom.contacts.list(per_page=2)
    assert ([item.id for item in page.data], len(page), page.has_next) == (["a", "b"], 2, True)
    assert page.body.total_count == 9
    assert len(script.requests) == 1
    assert [item.id for item in page] == ["a", "b", "c"]
    assert [request.url.partition("?")[2] for request in script.requests] == [
        "per_page=2",
        "per_page=2&starting_after=x",
        "per_page=2&starting_after=y",
    ]


def test_pages_are_walked_one_by_one_and_end_with_none() -> None:
    intercom, _ = client(page_of("a", cursor="x"), page_of("b"))
    page = intercom.contacts.list()
    pages = list(page.pages())
    assert [[item.id for item in part.data] for part in pages] == [["a"], ["b"]]
    assert pages[-1].next_page() is None
    assert not pages[-1].has_next


def test_an_empty_page_is_a_page() -> None:
    intercom, _ = client(page_of(cursor="x"), page_of("a"))
    page = intercom.contacts.list()
    assert page
    assert len(page) == 0
    assert [item.id for item in page] == ["a"]


def test_a_cursor_that_comes_back_does_not_cost_the_items_of_its_page() -> None:
    intercom, _ = client(page_of("a", cursor="x"), page_of("b", cursor="x"))
    seen: list[str] = []
    with pytest.raises(entryphone.ApiError, match="never end"):
        seen.extend(item.id for item in intercom.contacts.list())
    page_items = iter(client(page_of("a", cursor="x"), page_of("b", cursor="x"))[0].contacts.list())
    assert [next(page_items).id, next(page_items).id] == ["a", "b"]


@pytest.mark.parametrize("operation", ["contacts.list", "articles.search"])
def test_a_list_of_nothing_that_is_written_as_null_is_an_empty_page(operation: str) -> None:
    page = client(answer(200, {"type": "list", "data": None}))[0].call(operation)
    assert isinstance(page, entryphone.Page)
    assert (page.data, page.has_next, list(page)) == ([], False, [])


def test_a_list_operation_that_answers_one_thing_gives_that_thing() -> None:
    intercom, _ = client(answer(200, {"type": "company", "id": "1"}))
    company: object = intercom.companies.retrieve(company_id="acme")
    assert company == {"type": "company", "id": "1"}


def test_a_page_carries_its_response() -> None:
    intercom, _ = client(page_of("a"))
    result = intercom.contacts.list.with_response()
    assert isinstance(result.data, entryphone.Page)
    assert result.status == 200


def test_a_scroll_ends_where_the_server_no_longer_finds_it() -> None:
    page = answer(200, {"data": [{"id": "a"}], "scroll_param": "s"})
    intercom, script = client(page, answer(404, {"errors": [{"code": "not_found"}]}))
    assert [item.id for item in intercom.companies.scroll()] == ["a"]
    assert len(script.requests) == 2
    with pytest.raises(entryphone.NotFoundError):
        client(answer(404, {}))[0].companies.scroll()


def test_a_scroll_that_the_server_lost_is_not_started_again_behind_the_callers_back() -> None:
    page = answer(200, {"data": [{"id": "a"}], "scroll_param": "s"})
    intercom, script = client(page, answer(500, {}))
    with pytest.raises(entryphone.ServerError):
        list(intercom.companies.scroll())
    assert len(script.requests) == 2


def test_a_limit_ends_a_listing_amid_a_page() -> None:
    intercom, script = client(page_of("a", "b", cursor="x"), page_of("c", "d", cursor="y"))
    assert [item.id for item in intercom.contacts.list(limit=3)] == ["a", "b", "c"]
    assert len(script.requests) == 2
    nothing = intercom.contacts.list(limit=0)
    assert (nothing.data, nothing.body, nothing.has_next, list(nothing)) == ([], None, False, [])
    with pytest.raises(entryphone.ArgumentError, match="no further page"):
        intercom.contacts.list.with_response(limit=0)


@pytest.mark.parametrize("limit", [-1, 1.5, "3"])
def test_a_limit_is_a_number_of_items(limit: Any) -> None:
    with pytest.raises(entryphone.ArgumentError, match="a number of items"):
        client()[0].contacts.list(limit=limit)


def test_a_checkpoint_goes_on_after_its_page_and_keeps_the_limit() -> None:
    intercom, _ = client(page_of("a", "b", cursor="x"))
    checkpoint = intercom.contacts.list(per_page=2, limit=3).checkpoint()
    later, script = client(page_of("c", "d", cursor="y"))
    page = later.contacts.list(per_page=2, resume=checkpoint)
    assert [item.id for item in page] == ["c"]
    assert script.requests[0].url.endswith("?per_page=2&starting_after=x")
    assert list(later.contacts.list(per_page=2, resume=page.checkpoint())) == []
    with pytest.raises(entryphone.ArgumentError, match="other arguments"):
        later.contacts.list(per_page=5, resume=checkpoint)


def test_amid_a_scroll_there_is_no_checkpoint() -> None:
    intercom, _ = client(answer(200, {"data": [{"id": "a"}], "scroll_param": "s"}))
    with pytest.raises(entryphone.ArgumentError):
        intercom.companies.scroll().checkpoint()


def test_no_argument_of_the_api_is_called_like_those_of_listings() -> None:
    for row in entryphone.operations():
        assert not {"limit", "resume", "progress"} & {*row.path_params, *row.query, *row.body}
    with pytest.raises(entryphone.ArgumentError, match="limit"):
        client()[0].contacts.find("c1", limit=1)  # type: ignore[call-arg]  # a mistake on purpose
