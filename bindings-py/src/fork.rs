//! Forks: a child has the memory of its parent, and none of its threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use pyo3::prelude::*;

use crate::client::forget_clients;

/// How many forks are about to happen.
static FORKS: AtomicUsize = AtomicUsize::new(0);

/// How many threads are at work without the GIL, and may hold a lock of the core.
static DETACHED: AtomicUsize = AtomicUsize::new(0);

/// How often a fork looks whether the others have finished. Their work takes microseconds for each megabyte.
const LOOK_AGAIN: Duration = Duration::from_micros(100);

/// Does `work` without holding up Python's other threads, unless one of them is about to fork: a lock that is held at that moment
/// would never be released in the child.
pub(crate) fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> T {
    // Before the look at the forks: of a fork and a work that begin at once, one has to see the other.
    let presence = Presence::new();
    if FORKS.load(Ordering::SeqCst) > 0 {
        drop(presence);
        return work();
    }
    py.detach(|| {
        let _presence = presence;
        work()
    })
}

struct Presence;

impl Presence {
    fn new() -> Presence {
        DETACHED.fetch_add(1, Ordering::SeqCst);
        Presence
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        DETACHED.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Waits until no other thread is inside the core.
#[pyfunction]
pub(crate) fn before_fork(py: Python<'_>) {
    FORKS.fetch_add(1, Ordering::SeqCst);
    py.detach(|| {
        while DETACHED.load(Ordering::SeqCst) > 0 {
            std::thread::sleep(LOOK_AGAIN);
        }
    });
}

/// Lets the others go on.
#[pyfunction]
pub(crate) fn after_fork() {
    FORKS.fetch_sub(1, Ordering::SeqCst);
}

/// Forgets what the parent's clients share, and the threads that are not here.
#[pyfunction]
pub(crate) fn after_fork_in_child() {
    FORKS.store(0, Ordering::SeqCst);
    forget_clients();
}
