//! The workspace an emulator starts with: made up, plausible, and the same for the same seed.

use crate::options::Options;
use crate::random::Random;
use crate::rooms::{
    admins, ai_content, articles, audiences, away_status_reasons, brands, calls, companies, contacts, content_snippets,
    conversations, custom_objects, data_connectors, folders, help_center, internal_articles, macros, news,
    office_hours, segments, subscription_types, tags, teams, visitors,
};
use crate::workspace::Workspace;

/// When the workspace was founded, in UNIX seconds. Everything made up happened after it, never "now".
pub(crate) const FOUNDED_AT: u64 = 1_700_000_000;

pub(crate) const SECONDS_PER_DAY: u64 = 86_400;

/// The workspace of an emulator that was just started or reset. Who refers to others comes after them.
pub(crate) fn workspace(options: &Options) -> Workspace {
    let mut random = Random::new(options.seed);
    let mut workspace = Workspace::new(options, &mut random);
    admins::seed(&mut workspace, options, &mut random);
    teams::seed(&mut workspace, options, &mut random);
    segments::seed(&mut workspace, options, &mut random);
    subscription_types::seed(&mut workspace, options, &mut random);
    visitors::seed(&mut workspace, options, &mut random);
    tags::seed(&mut workspace, options, &mut random);
    companies::seed(&mut workspace, options, &mut random);
    contacts::seed(&mut workspace, options, &mut random);
    conversations::seed(&mut workspace, options, &mut random);
    let rooms_of_few = [
        help_center::seed,
        articles::seed,
        folders::seed,
        internal_articles::seed,
        news::seed,
        audiences::seed,
        content_snippets::seed,
        macros::seed,
        ai_content::seed,
        custom_objects::seed,
        brands::seed,
        away_status_reasons::seed,
        office_hours::seed,
        data_connectors::seed,
    ];
    for seed in rooms_of_few {
        seed(&mut workspace, FOUNDED_AT);
    }
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
