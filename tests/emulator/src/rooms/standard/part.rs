//! Records that belong each to a record of another resource, whose id stands before theirs in the path.

use super::{Resource, deleted, existing, remove};
use crate::answer::Answer;
use crate::refusal::Refusal;
use crate::route::Context;
use crate::store::Row;
use crate::workspace::Workspace;

/// A resource whose records are parts of those of another one.
pub(crate) trait Part: Resource {
    type Whole: Resource;
    /// The field that holds the id of the whole.
    const WHOLE_ID: &'static str;
    /// What the path calls the id of the part.
    const PARAMETER: &'static str;
}

/// The id of the whole that the path names, which must be there.
pub(crate) fn whole_id<P: Part>(context: &Context<'_>) -> Result<String, Refusal> {
    let id = context.id();
    existing::<P::Whole>(context.workspace, &id)?;
    Ok(id)
}

/// The part that the path names, which must be one of the whole that the path names.
pub(crate) fn part<'a, P: Part>(context: &'a Context<'_>) -> Result<&'a Row, Refusal> {
    let whole_id = whole_id::<P>(context)?;
    let part = existing::<P>(context.workspace, &context.parameter(P::PARAMETER))?;
    if is_part_of::<P>(part, &whole_id) { Ok(part) } else { Err(P::not_found()) }
}

pub(crate) fn is_part_of<P: Part>(part: &Row, whole_id: &str) -> bool {
    part.text(P::WHOLE_ID) == Some(whole_id)
}

pub(crate) fn find_part<P: Part>(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    Ok(Answer::json(P::view(context, part::<P>(context)?)))
}

pub(crate) fn delete_part<P: Part>(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    let id = part::<P>(context)?.id().to_owned();
    remove::<P>(context, &id)?;
    Ok(deleted::<P>(&id))
}

/// Removes the parts of a deleted whole.
pub(crate) fn forget_parts<P: Part>(workspace: &mut Workspace, whole_id: &str) {
    P::table_mut(workspace).remove_where(|part| is_part_of::<P>(part, whole_id));
}
