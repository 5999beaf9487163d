//! A running emulator.

use std::convert::Infallible;
use std::fmt;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use tokio::sync::oneshot;

use crate::clock::Clock;
use crate::fault::Fault;
use crate::journal::{AppliedChange, RecordedRequest};
use crate::options::Options;
use crate::server::{self, Shared};
use crate::service::Service;

/// An emulator that serves from a thread of its own, so that blocking tests can use it. It stops when it is dropped.
pub struct Emulator {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Emulator {
    /// Starts an emulator on the address of the options, which is 127.0.0.1 unless they say otherwise.
    ///
    /// # Errors
    ///
    /// When the port is taken, or the system has no thread or socket left.
    pub fn start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind((options.host, options.port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
        let listener = {
            let _guard = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let shared = Arc::new(Shared::new(Service::new(options)));
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new().name("entryphone-emulator".into()).spawn({
            let shared = Arc::clone(&shared);
            move || runtime.block_on(server::serve(listener, shared, stopped))
        })?;
        Ok(Self { address, shared, stop: Some(stop), thread: Some(thread) })
    }

    /// The base URL, such as `http://127.0.0.1:50123`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Appends a fault to the queue.
    pub fn push_fault(&self, fault: Fault) {
        self.shared.service().faults.push(fault);
    }

    /// The latest 10,000 requests that arrived since the start or the last reset, in the order of arrival; fewer when
    /// their bodies are large.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.service().journal.requests()
    }

    /// The latest 10,000 changes that took effect since the start or the last reset.
    pub fn applied(&self) -> Vec<AppliedChange> {
        self.shared.service().journal.applied()
    }

    /// Back to the data of the start; journal and faults are cleared. The clock goes on.
    pub fn reset(&self) {
        self.shared.service().reset();
    }

    /// Makes the clock virtual and sets it to a time in milliseconds since the UNIX epoch.
    pub fn set_clock(&self, now_ms: u64) {
        self.shared.service().clock = Clock::Virtual(now_ms);
        self.shared.announce_clock();
    }

    /// Moves the virtual clock forward. A real clock is first made virtual, where it stands.
    pub fn advance_clock(&self, by_ms: u64) {
        {
            let mut service = self.shared.service();
            service.clock = Clock::Virtual(service.clock.now_ms().saturating_add(by_ms));
        }
        self.shared.announce_clock();
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the server has been printed by its thread; there is nobody else to tell.
            drop(thread.join());
        }
    }
}

impl fmt::Debug for Emulator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Emulator").field("url", &self.url()).finish_non_exhaustive()
    }
}
