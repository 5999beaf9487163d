//! The conversations and tickets a workspace starts with.

use serde_json::json;

use super::model::{Assignee, Author, Conversation, Part, Priority, Rating, Sla, Source, State};
use crate::options::Options;
use crate::random::Random;
use crate::rooms::tickets;
use crate::seed::{SECONDS_PER_DAY, day, pick};
use crate::store::record;
use crate::workspace::Workspace;

const QUESTIONS: [&str; 6] = [
    "<p>Where do I change the card you charge?</p>",
    "<p>The export stops at 80 percent. Is that a limit of my plan?</p>",
    "<p>Can two of us work on one report at the same time?</p>",
    "<p>Your page says ünïcödé is fine, but my file name came back as boxes.</p>",
    "<p>How do I invite my colleague in Kraków?</p>",
    "<p>Invoices arrive twice since Monday.</p>",
];

const ANSWERS: [&str; 4] = [
    "<p>Thanks for asking! It is under <b>Settings</b>, on the second page.</p>",
    "<p>We found it and the fix goes out today.</p>",
    "<p>Could you send us a picture of what you see?</p>",
    "<p>That works on every plan. Shall I switch it on for you?</p>",
];

const THANKS: [&str; 3] =
    ["<p>Perfect, thank you.</p>", "<p>That did it!</p>", "<p>I will try and come back to you.</p>"];

/// Every fourth conversation begins with an admin, every tenth is a ticket.
pub(crate) fn seed(workspace: &mut Workspace, options: &Options, random: &mut Random) {
    let contacts: Vec<_> = workspace.contacts.oldest_first().map(|contact| contact.id().to_owned()).collect();
    let admins: Vec<u64> = workspace.admins.oldest_first().filter_map(|admin| admin.id().parse().ok()).collect();
    let tags: Vec<_> = workspace.tags.oldest_first().map(|tag| tag.id().to_owned()).collect();
    let team = workspace.teams.oldest_first().next().and_then(|team| team.id().parse().ok());
    let types = tickets::seed_types(workspace);
    if contacts.is_empty() || admins.is_empty() {
        return;
    }
    for number in 0..options.conversations {
        let contact = contacts[number % contacts.len()].clone();
        let admin = admins[number % admins.len()];
        let at = day(number) + random.below(SECONDS_PER_DAY);
        let asker = if number % 4 == 3 { Author::Admin(admin) } else { Author::Contact(contact.clone()) };
        let source = Source::message(asker, pick(random, &QUESTIONS));
        let mut conversation = Conversation::new(source, vec![contact.clone()], at);
        conversation.read = number.is_multiple_of(2);
        conversation.team_assignee = team.filter(|_| number.is_multiple_of(3));
        if number.is_multiple_of(6) {
            conversation.priority = Priority::ALL[1 + number / 6 % 4];
        }
        if number % 10 == 9 {
            let attributes = record(json!({
                "_default_title_": format!("Request {}", number + 1),
                "_default_description_": "Reported by telephone.",
            }));
            let type_id = &types[number / 10 % types.len()];
            conversation.ticket = Some(Box::new(tickets::submitted(workspace, type_id, attributes)));
        }
        let id = workspace.conversations.create(conversation);
        if number.is_multiple_of(8)
            && let Some(tag) = tags.get(number / 8 % tags.len().max(1))
        {
            workspace.conversation_tags.link(&id.to_string(), tag, at);
        }
        talk(workspace, id, admin, contact, at, random);
    }
}

/// Up to four parts: an assignment, an answer, thanks and what became of it.
fn talk(workspace: &mut Workspace, id: u64, admin: u64, contact: String, began: u64, random: &mut Random) {
    let length = random.below(5);
    let conversations = &mut workspace.conversations;
    let mut at = began;
    let mut next = |random: &mut Random| {
        at += 60 + random.below(3600);
        at
    };
    if length >= 1 {
        if let Some(conversation) = conversations.find_mut(id) {
            conversation.assign(Assignee::Admin(admin));
        }
        let part = Part::new("assignment", Author::Bot, next(random)).assigning(Assignee::Admin(admin));
        conversations.append(id, part);
    }
    if length >= 2 {
        if let Some(conversation) = conversations.find_mut(id) {
            conversation.waiting_since = None;
        }
        let answer = pick(random, &ANSWERS);
        conversations.append(id, Part::new("comment", Author::Admin(admin), next(random)).saying(Some(answer)));
    }
    if length >= 3 {
        let thanks = pick(random, &THANKS);
        let part = Part::new("comment", Author::Contact(contact), next(random)).saying(Some(thanks));
        if let Some(conversation) = conversations.find_mut(id) {
            conversation.waiting_since = Some(part.created_at);
        }
        conversations.append(id, part);
    }
    if length == 4 {
        let closed_at = next(random);
        if let Some(conversation) = conversations.find_mut(id) {
            conversation.set_state(State::Closed);
            conversation.rating = random.below(3).eq(&0).then(|| Rating {
                score: 1 + random.below(5),
                remark: "",
                created_at: closed_at,
                admin,
            });
            conversation.sla = random.below(4).eq(&0).then_some(Sla { name: "First answer in a day", status: "hit" });
        }
        conversations.append(id, Part::new("close", Author::Admin(admin), closed_at));
    }
}
