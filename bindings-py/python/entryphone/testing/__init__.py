"""For tests: transports without a network, a clock without waiting, cassettes, and a kit that checks transports.

>>> from entryphone import Intercom
>>> from entryphone.testing import MockTransport, answer
>>> transport = MockTransport([answer({"type": "contact", "id": "c1"})])
>>> client = Intercom(token="t", transport=transport)
>>> client.contacts.find("c1").id
'c1'
>>> transport.requests[0].url
'https://api.intercom.io/contacts/c1'
"""

from ._cassette import cassette, record, replay
from ._check import check_async_transport, check_transport
from ._clock import VirtualClock
from ._mock import MockTransport, answer
from ._recording import Recording
from ._replay import Replay

__all__ = [
    "MockTransport",
    "Recording",
    "Replay",
    "VirtualClock",
    "answer",
    "cassette",
    "check_async_transport",
    "check_transport",
    "record",
    "replay",
]
