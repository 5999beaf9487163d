//! The engine of the browser's package: [`entryphone::protocol`] behind one door. It knows no rule of its own.
//!
//! JavaScript writes a question into the [`room`] it asks for, [`ask`]s it of a machine, and reads the [`answer`]. A question is a JSON list,
//! of the name of a method and what is given to it, with bytes behind it where the method takes some. An answer is a mark that says what it is,
//! and then that. So the module imports nothing, and every method costs a line on either side.
//!
//! Without the feature `calls` it is another module behind the same door: signatures, for workers and for no page.
#![expect(unsafe_code, reason = "what a module exports has a name that nothing else in the program may have")]

mod door;
#[cfg(feature = "calls")]
mod functions;
#[cfg(feature = "calls")]
mod machine;
#[cfg(feature = "calls")]
mod machines;
mod question;
#[cfg(not(feature = "calls"))]
mod signatures;

use std::sync::{Mutex, MutexGuard, PoisonError};

use door::Door;

/// A page waits for every byte of the module, and has few to hand out: of the general allocators this is a small one.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

static DOOR: Mutex<Door> = Mutex::new(Door::new());

/// Where a question of so many bytes is to be written.
#[unsafe(no_mangle)]
pub extern "C" fn room(bytes: usize) -> *mut u8 {
    door().room(bytes).as_mut_ptr()
}

/// Asks a machine what was written, which is so many bytes of JSON and then bytes of the method's own. Gives the length of the answer.
#[unsafe(no_mangle)]
pub extern "C" fn ask(machine: u32, json: usize) -> usize {
    door().ask(machine, json);
    door().answer().len()
}

/// Where the answer stands until the next question.
#[unsafe(no_mangle)]
pub extern "C" fn answer() -> *const u8 {
    door().answer().as_ptr()
}

/// Forgets a machine.
#[cfg(feature = "calls")]
#[unsafe(no_mangle)]
pub extern "C" fn leave(machine: u32) {
    door().leave(machine);
}

fn door() -> MutexGuard<'static, Door> {
    // A page has one thread, and a module that panicked has ended.
    DOOR.lock().unwrap_or_else(PoisonError::into_inner)
}
