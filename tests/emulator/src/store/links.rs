//! Links between records.

use std::collections::BTreeMap;
use std::sync::Arc;

/// A relation of many to many, such as that of contacts to their tags. Both directions are quick to follow.
#[derive(Debug, Default)]
pub(crate) struct Links {
    forward: Pairs,
    backward: Pairs,
    made: u64,
}

/// The links of every id, side by side.
type Pairs = BTreeMap<(Arc<str>, Arc<str>), Link>;

#[derive(Clone, Copy, Debug)]
struct Link {
    /// Its rank by age.
    sequence: u64,
    at: u64,
}

impl Links {
    /// Links two ids at a time in UNIX seconds; a link that is there already keeps its time.
    pub(crate) fn link(&mut self, from: &str, to: &str, at: u64) {
        let (from, to) = pair(from, to);
        let link = Link { sequence: self.made, at };
        self.made += 1;
        self.forward.entry((Arc::clone(&from), Arc::clone(&to))).or_insert(link);
        self.backward.entry((to, from)).or_insert(link);
    }

    /// Removes a link, and tells since when it was there.
    pub(crate) fn unlink(&mut self, from: &str, to: &str) -> Option<u64> {
        self.backward.remove(&pair(to, from));
        self.forward.remove(&pair(from, to)).map(|link| link.at)
    }

    /// Removes every link from an id. Links to it stay: ids of one kind may be those of the other kind too.
    pub(crate) fn forget_from(&mut self, from: &str) {
        forget(&mut self.forward, &mut self.backward, from);
    }

    /// Removes every link to an id.
    pub(crate) fn forget_to(&mut self, to: &str) {
        forget(&mut self.backward, &mut self.forward, to);
    }

    /// Lets `heir` link to everything that `id` links to, and takes the links from `id`.
    pub(crate) fn inherit(&mut self, id: &str, heir: &str) {
        let inherited: Vec<_> = self.of(id).map(|(linked, at)| (linked.to_owned(), at)).collect();
        self.forget_from(id);
        for (linked, at) in inherited {
            self.link(heir, &linked, at);
        }
    }

    /// Since when two ids are linked.
    pub(crate) fn linked_at(&self, from: &str, to: &str) -> Option<u64> {
        self.forward.get(&pair(from, to)).map(|link| link.at)
    }

    /// What an id links to, oldest link first, each with the time of its link.
    pub(crate) fn of(&self, from: &str) -> impl ExactSizeIterator<Item = (&str, u64)> + DoubleEndedIterator {
        by_age(&self.forward, from)
    }

    /// What links to an id, oldest link first, each with the time of its link.
    pub(crate) fn to(&self, to: &str) -> impl ExactSizeIterator<Item = (&str, u64)> + DoubleEndedIterator {
        by_age(&self.backward, to)
    }

    /// How many ids an id links to.
    pub(crate) fn count_of(&self, from: &str) -> usize {
        follow(&self.forward, from).count()
    }

    /// How many ids link to an id.
    pub(crate) fn count_to(&self, to: &str) -> usize {
        follow(&self.backward, to).count()
    }
}

fn pair(near: &str, far: &str) -> (Arc<str>, Arc<str>) {
    (near.into(), far.into())
}

fn follow<'a>(pairs: &'a Pairs, id: &str) -> impl Iterator<Item = (&'a Arc<str>, Link)> {
    let first = pair(id, "");
    let near = Arc::clone(&first.0);
    pairs.range(first..).take_while(move |((id, _), _)| *id == near).map(|((_, far), link)| (far, *link))
}

fn by_age<'a>(pairs: &'a Pairs, id: &str) -> std::vec::IntoIter<(&'a str, u64)> {
    let mut found: Vec<_> = follow(pairs, id).collect();
    found.sort_by_key(|(_, link)| link.sequence);
    found.into_iter().map(|(far, link)| (&**far, link.at)).collect::<Vec<_>>().into_iter()
}

fn forget(near: &mut Pairs, far: &mut Pairs, id: &str) {
    let linked: Vec<_> = follow(near, id).map(|(linked, _)| Arc::clone(linked)).collect();
    for linked in linked {
        near.remove(&(id.into(), Arc::clone(&linked)));
        far.remove(&(linked, id.into()));
    }
}
