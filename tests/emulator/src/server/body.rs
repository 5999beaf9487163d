//! A body that can end before its time.

use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The bytes of an answer: all of them, or fewer than its `content-length` declares.
pub(crate) struct WireBody {
    bytes: Option<Bytes>,
    declared: u64,
    ending: Ending,
}

enum Ending {
    Proper,
    /// Give the bytes time to leave, then fail, which closes the connection.
    Flush,
    Fail,
}

impl WireBody {
    pub(crate) fn whole(bytes: Vec<u8>) -> Self {
        Self { declared: length(&bytes), bytes: Some(bytes.into()), ending: Ending::Proper }
    }

    /// The first `after` bytes. A body that is not longer than that is declared one byte longer than `after`, so that it
    /// is cut short all the same.
    pub(crate) fn truncated(mut bytes: Vec<u8>, after: usize) -> Self {
        let declared = length(&bytes).max(u64::try_from(after).unwrap_or(u64::MAX).saturating_add(1));
        bytes.truncate(after);
        Self { declared, bytes: Some(bytes.into()), ending: Ending::Flush }
    }
}

fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

impl Body for WireBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(bytes) = self.bytes.take().filter(|bytes| !bytes.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(bytes))));
        }
        match self.ending {
            Ending::Proper => Poll::Ready(None),
            Ending::Flush => {
                self.ending = Ending::Fail;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Ending::Fail => Poll::Ready(Some(Err(io::Error::other("a fault cut the body short")))),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.ending, Ending::Proper) && self.bytes.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.declared)
    }
}
