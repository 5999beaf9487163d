//! A body as it goes over the wire: whole or made on the way, and perhaps with an end before its time.

use hyper::body::{Body, Bytes, Frame, SizeHint};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::Shared;
use crate::answer::{self, Source};

/// The bytes of an answer: all of them, or fewer than its `content-length` declares.
pub(super) struct WireBody {
    content: Content,
    declared: Option<u64>,
    /// How many bytes may still leave, if the body is to be cut short.
    left: Option<usize>,
    ending: Ending,
}

enum Content {
    Ready(Bytes),
    Made { source: Box<dyn Source>, shared: Arc<Shared> },
}

enum Ending {
    Proper,
    /// Give the bytes time to leave, then fail, which closes the connection.
    Flush,
    Fail,
}

impl WireBody {
    pub(super) fn new(body: answer::Body, shared: &Arc<Shared>) -> Self {
        let ready = |bytes: Bytes| (Some(length(bytes.len())), Content::Ready(bytes));
        let (declared, content) = match body {
            answer::Body::Empty => ready(Bytes::new()),
            answer::Body::Json(value) => ready(serde_json::to_vec(&value).expect("a value is always JSON").into()),
            answer::Body::Text { text, .. } => ready(text.into()),
            answer::Body::Bytes { bytes, .. } => ready(bytes),
            answer::Body::Stream { length, source, .. } => {
                (length, Content::Made { source, shared: Arc::clone(shared) })
            }
        };
        Self { content, declared, left: None, ending: Ending::Proper }
    }

    /// Ends after so many bytes. A body that is not longer than that is declared one byte longer than `after`, so that it
    /// is cut short all the same.
    pub(super) fn cut_after(mut self, after: usize) -> Self {
        self.declared = self.declared.map(|declared| declared.max(length(after).saturating_add(1)));
        self.left = Some(after);
        self.ending = Ending::Flush;
        self
    }

    /// The next bytes; empty ones are not the end.
    fn next(&mut self) -> Option<Bytes> {
        if self.left == Some(0) {
            return None;
        }
        let mut bytes = match &mut self.content {
            Content::Ready(bytes) if bytes.is_empty() => return None,
            Content::Ready(bytes) => std::mem::take(bytes),
            Content::Made { source, shared } => source.next(shared.service().workspace())?,
        };
        if let Some(left) = &mut self.left {
            bytes.truncate(*left);
            *left -= bytes.len();
        }
        Some(bytes)
    }
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

impl Body for WireBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        while let Some(bytes) = self.next() {
            if !bytes.is_empty() {
                return Poll::Ready(Some(Ok(Frame::data(bytes))));
            }
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
        let empty = matches!(&self.content, Content::Ready(bytes) if bytes.is_empty());
        matches!(self.ending, Ending::Proper) && empty
    }

    fn size_hint(&self) -> SizeHint {
        self.declared.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
