//! The workspace an emulator starts with: made up, plausible, and the same for the same seed.

use crate::options::Options;
use crate::random::Random;
use crate::rooms::{admins, brands, calls, companies, contacts, conversations, tags};
use crate::workspace::Workspace;

/// When the workspace was founded, in UNIX seconds. Everything made up happened after it, never "now".
pub(crate) const FOUNDED_AT: u64 = 1_700_000_000;

pub(crate) const SECONDS_PER_DAY: u64 = 86_400;

/// The workspace of an emulator that was just started or reset. Who refers to others comes after them.
pub(crate) fn workspace(options: &Options) -> Workspace {
    let mut random = Random::new(options.seed);
    let mut workspace = Workspace::new(options, &mut random);
    admins::seed(&mut workspace, options, &mut random);
    tags::seed(&mut workspace, options, &mut random);
    companies::seed(&mut workspace, options, &mut random);
    contacts::seed(&mut workspace, options, &mut random);
    conversations::seed(&mut workspace, options, &mut random);
    brands::seed(&mut workspace);
    calls::seed(&mut workspace);
    workspace
}

/// A moment on the day after the founding that has this number, in UNIX seconds. A thousand days long, every object has
/// a day of its own; after that, they share them.
pub(crate) fn day(number: usize) -> u64 {
    FOUNDED_AT + u64::try_from(number % 1000).unwrap_or_default() * SECONDS_PER_DAY
}

/// One of a few things, as the dice fall.
pub(crate) fn pick<T: Copy>(random: &mut Random, things: &[T]) -> T {
    let count = u64::try_from(things.len()).unwrap_or(u64::MAX);
    things[usize::try_from(random.below(count)).unwrap_or_default()]
}
