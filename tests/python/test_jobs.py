"""A job is followed to its end, and is never lost on the way."""

from __future__ import annotations

import copy
import gzip
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import entryphone
import pytest
from entryphone import rows

from scripted import MockTransport, VirtualClock, answer, client

if TYPE_CHECKING:
    from pathlib import Path

FILE = gzip.compress(b"id\n1\n")


def export(status: str = "pending") -> entryphone.Response:
    return answer(200, {"job_identifier": "j1", "status": status})


def started(*answers: entryphone.Response | BaseException) -> tuple[entryphone.Job, MockTransport]:
    intercom, script = client(export(), *answers, max_attempts=1)
    return intercom.job("data_export.create", created_at_after=1, created_at_before=2), script


def test_a_job_is_waited_for_and_downloaded(tmp_path: Path) -> None:
    head = {"Content-Disposition": 'attachment; filename="../export.csv.gz"', "Content-Type": "application/gzip"}
    job, script = started(export("in_progress"), export("completed"), *[answer(200, FILE, head)] * 3)
    assert (job.id, job.status, job.end) == ("j1", "pending", None)
    seen: list[str | None] = []
    assert job.wait(progress=lambda job: seen.append(job.status)) == "complete"
    assert (seen, job.end, job.answer.job_identifier) == (["in_progress", "completed"], "complete", "j1")
    assert job.wait() == "complete"
    download = job.download()
    assert (download.file_name, download.summary) == (None, None)
    download.to_file(tmp_path / "export")
    assert [path.name for path in tmp_path.iterdir()] == ["export"]
    assert (tmp_path / "export").read_bytes() == FILE
    assert (download.file_name, download.content_type) == ("export.csv.gz", "application/gzip")
    assert download.summary is not None
    assert (download.summary.bytes, download.summary.format, download.summary.proof) == (len(FILE), "gzip", "checksum")
    assert download.to_bytes() == FILE
    assert [row for batch in rows.sniff(FILE) for row in batch] == list(download.rows()) == [{"id": "1"}]
    assert [request.method for request in script.requests] == ["POST", *["GET"] * 5]


def test_a_download_that_is_damaged_is_an_error() -> None:
    job, _ = started(export("completed"), answer(200, FILE[:-1]), answer(200, FILE[:-1]))
    job.wait()
    with pytest.raises(entryphone.TransportError):
        job.download().to_bytes()
    assert job.download(verify=False).to_bytes() == FILE[:-1]


def test_a_deadline_passes_and_the_job_is_waited_for_again() -> None:
    job, _ = started(export(), export(), export("completed"))
    with pytest.raises(entryphone.TimeoutError, match="handle resumes it"):
        job.wait(deadline=1.5)
    assert job.wait() == "complete"


@pytest.mark.parametrize("deadline", [0, -1, float("nan"), float("inf")])
def test_a_deadline_that_is_no_time_is_refused(deadline: float) -> None:
    job, _ = started()
    with pytest.raises(entryphone.ArgumentError, match="deadline is"):
        job.wait(deadline=deadline)


def test_what_interrupts_a_wait_leaves_the_job() -> None:
    job, _ = started(KeyboardInterrupt(), export("completed"))
    with pytest.raises(KeyboardInterrupt):
        job.wait()
    assert job.wait() == "complete"


def test_a_look_that_fails_says_so_and_the_job_goes_on() -> None:
    job, _ = started(answer(503), export("completed"))
    with pytest.raises(entryphone.ServerError, match="its handle resumes it") as caught:
        job.wait()
    assert isinstance(caught.value.__cause__, entryphone.ServerError)
    assert job.wait() == "complete"


def test_a_job_is_resumed_by_its_handle() -> None:
    job, _ = started()
    intercom, script = client(export("completed"))
    resumed = intercom.resume_job(job.handle)
    assert (resumed.id, resumed.wait(), len(script.requests)) == ("j1", "complete", 1)
    with pytest.raises(entryphone.ArgumentError, match="no handle"):
        intercom.resume_job("j1")


def test_a_job_without_a_result_is_an_error() -> None:
    job, _ = started(export("failed"))
    with pytest.raises(entryphone.JobError, match="failed"):
        job.wait()
    with pytest.raises(entryphone.ArgumentError, match="not finished"):
        job.download()


def test_a_job_is_canceled_when_the_server_says_so() -> None:
    job, script = started(export("canceled"))
    job.cancel()
    assert (job.status, script.requests[-1].url.rpartition("/")[0]) == (
        "canceled",
        "https://api.intercom.io/export/cancel",
    )
    with pytest.raises(entryphone.JobError, match="canceled"):
        job.wait()


def test_a_job_is_canceled_while_another_thread_waits_for_it() -> None:
    is_asked, is_canceled = threading.Event(), threading.Event()

    def send(request: entryphone.Request) -> entryphone.Response:
        if request.method == "GET":
            is_asked.set()
            is_canceled.wait(20)
        elif "/cancel/" in request.url:
            is_canceled.set()
        return export("canceled" if is_canceled.is_set() else "pending")

    intercom = entryphone.Intercom(token="t", transport=MockTransport(send), clock=VirtualClock())
    job = intercom.job("data_export.create", created_at_after=1, created_at_before=2)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(job.wait)
        assert is_asked.wait(20)
        job.cancel()
        with pytest.raises(entryphone.JobError, match="canceled"):
            waiting.result(20)
    assert job.status == "canceled"


def test_a_job_that_does_not_start_is_an_error() -> None:
    intercom, _ = client(answer(422, {"errors": [{"code": "bad"}]}), answer(200, {"status": "pending"}))
    with pytest.raises(entryphone.UnprocessableError):
        intercom.job("data_export.create")
    with pytest.raises(entryphone.ApiError, match="cannot be followed") as caught:
        intercom.job("data_export.create")
    assert caught.value.maybe_applied
    with pytest.raises(entryphone.ArgumentError, match="starts no job"):
        intercom.job("contacts.list")


def test_a_job_holds_its_client_and_is_not_copied() -> None:
    job, _ = started()
    with pytest.raises(TypeError, match="hand on its handle"):
        copy.copy(job)
    assert repr(job) == "<Job j1: pending>"
