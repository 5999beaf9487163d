//! How much silence a download may have.

/// How long a download may be silent.
pub(super) const GRACE_MS: u64 = 20_000;

/// What one byte makes up for.
const MS_PER_BYTE: u64 = 1_000;

/// A store of patience: waiting uses it up, each byte refills a second of it, and it never holds more than the grace. So it is
/// empty when less than one byte per second came over the whole grace, however the bytes were spread.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stall {
    clock_ms: u64,
    left_ms: u64,
}

impl Stall {
    pub(super) fn new(now_ms: u64) -> Stall {
        Stall { clock_ms: now_ms, left_ms: GRACE_MS }
    }

    /// When it is empty if nothing comes.
    pub(super) fn at_ms(self) -> u64 {
        self.clock_ms.saturating_add(self.left_ms)
    }

    /// Sets the clock without using anything up.
    pub(super) fn resume(&mut self, now_ms: u64) {
        self.clock_ms = self.clock_ms.max(now_ms);
    }

    /// Waits until `now_ms`, and says whether that was too long.
    pub(super) fn passes(&mut self, now_ms: u64) -> bool {
        self.left_ms = self.left_ms.saturating_sub(now_ms.saturating_sub(self.clock_ms));
        self.resume(now_ms);
        self.left_ms == 0
    }

    pub(super) fn relieve(&mut self, bytes: u64) {
        self.left_ms = self.left_ms.saturating_add(bytes.saturating_mul(MS_PER_BYTE)).min(GRACE_MS);
    }
}
