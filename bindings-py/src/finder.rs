//! Finding field after field of one object.

use std::sync::atomic::{AtomicU32, Ordering};

use entryphone::document::Value;

use crate::definition::Definition;

/// How the next field of an object is looked for: a count of the fields that were read, or one of the marks below.
pub(crate) struct Finder(AtomicU32);

/// So many fields are read before it is worth while to find out whether the keys are distinct.
const FEW_READS: u32 = 6;
/// Objects of fewer members are looked through so quickly that nothing is worth while.
const FEW_MEMBERS: usize = 12;
/// Nothing is known about the keys.
const UNKNOWN: u32 = 1 << 30;
/// The keys are distinct; the other bits are the cursor.
const DISTINCT: u32 = 1 << 31;

impl Finder {
    pub(crate) fn new() -> Finder {
        Finder(AtomicU32::new(0))
    }

    /// A member of the object; of several with that name the last.
    #[inline]
    pub(crate) fn find<'a>(&self, object: Value<'a>, definition: &'static Definition, name: &str) -> Option<Value<'a>> {
        let search = self.0.load(Ordering::Relaxed);
        if search & DISTINCT != 0 {
            let mut cursor = search & !DISTINCT;
            let found = object.get_distinct(name, &mut cursor);
            self.0.store(DISTINCT | cursor, Ordering::Relaxed);
            return found;
        }
        match search {
            0..FEW_READS => self.0.store(search + 1, Ordering::Relaxed),
            FEW_READS => {
                let is_distinct = object.len() >= FEW_MEMBERS && definition.is_distinct(object);
                self.0.store(if is_distinct { DISTINCT } else { UNKNOWN }, Ordering::Relaxed);
            }
            _ => {}
        }
        object.get(name)
    }
}
