//! The socket of one connection, whose answers can be made to leave at a pace.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::{Shared, wait_until};
use crate::fault::{Pace, Paced};

/// How the current answer of a connection leaves; set by whoever answers, kept by its [`Socket`].
#[derive(Clone, Default)]
pub(super) struct Pacing(Arc<Mutex<Option<Progress>>>);

pub(super) struct Socket {
    stream: TcpStream,
    pacing: Pacing,
    shared: Arc<Shared>,
    pause: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

/// How far a paced answer has come.
struct Progress {
    paced: Paced,
    /// How much of the empty line that ends the head has been seen.
    end_of_head_seen: usize,
    /// How many bytes may leave before the next pause.
    left: usize,
    next_ms: u64,
}

const END_OF_HEAD: &[u8] = b"\r\n\r\n";

impl Pacing {
    /// Lets the next answer leave so, or at once.
    pub(super) fn set(&self, paced: Option<Paced>, now_ms: u64) {
        *self.progress() = paced.map(|paced| {
            let (Paced::Head(pace) | Paced::Body(pace)) = paced;
            Progress { paced, end_of_head_seen: 0, left: pace.bytes, next_ms: now_ms.saturating_add(pace.every_ms) }
        });
    }

    fn progress(&self) -> MutexGuard<'_, Option<Progress>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress {
    /// The pace of the part that is being sent, if it has one.
    fn pace(&self) -> Option<Pace> {
        let in_head = self.end_of_head_seen < END_OF_HEAD.len();
        match self.paced {
            Paced::Head(pace) if in_head => Some(pace),
            Paced::Body(pace) if !in_head => Some(pace),
            Paced::Head(_) | Paced::Body(_) => None,
        }
    }

    /// How many of these bytes may leave now: none of the body together with the head.
    fn allowed(&self, bytes: &[u8]) -> usize {
        let mut seen = self.end_of_head_seen;
        let to_end_of_head = bytes.iter().position(|byte| {
            seen = after_byte(seen, *byte);
            seen == END_OF_HEAD.len()
        });
        let part = match to_end_of_head {
            Some(last) if self.end_of_head_seen < END_OF_HEAD.len() => last + 1,
            _ => bytes.len(),
        };
        if self.pace().is_some() { part.min(self.left) } else { part }
    }

    fn sent(&mut self, bytes: &[u8]) {
        if self.pace().is_some() {
            self.left -= bytes.len();
        }
        for byte in bytes {
            self.end_of_head_seen = after_byte(self.end_of_head_seen, *byte);
        }
    }
}

/// How much of the head's end has been seen after one more byte. All of it stays seen.
fn after_byte(seen: usize, byte: u8) -> usize {
    match END_OF_HEAD.get(seen) {
        None => seen,
        Some(expected) if *expected == byte => seen + 1,
        Some(_) => usize::from(byte == END_OF_HEAD[0]),
    }
}

impl Socket {
    pub(super) fn new(stream: TcpStream, pacing: Pacing, shared: Arc<Shared>) -> Self {
        Self { stream, pacing, shared, pause: None }
    }

    /// Ends the connection with a reset instead of a proper close.
    pub(super) fn reset(self) {
        // Where the system refuses, the connection is closed properly: it ends without an answer all the same.
        drop(self.stream.set_zero_linger());
    }
}

impl AsyncWrite for Socket {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let socket = self.get_mut();
        loop {
            if let Some(pause) = &mut socket.pause {
                ready!(pause.as_mut().poll(context));
                socket.pause = None;
            }
            let mut progress = socket.pacing.progress();
            let Some(progress) = progress.as_mut() else {
                return Pin::new(&mut socket.stream).poll_write(context, bytes);
            };
            let allowed = progress.allowed(bytes);
            if allowed > 0 || bytes.is_empty() {
                let sent = ready!(Pin::new(&mut socket.stream).poll_write(context, &bytes[..allowed]))?;
                progress.sent(&bytes[..sent]);
                return Poll::Ready(Ok(sent));
            }
            if let Some(pace) = progress.pace() {
                socket.pause = Some(Box::pin(wait_until(progress.next_ms, Arc::clone(&socket.shared))));
                progress.left = pace.bytes;
                progress.next_ms = progress.next_ms.saturating_add(pace.every_ms);
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(context)
    }
}

impl AsyncRead for Socket {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, into)
    }
}
