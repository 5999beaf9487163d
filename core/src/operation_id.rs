//! The operations of the catalog as constants.

use std::fmt;
use std::ops::Deref;

use crate::operation::Operation;

/// An operation of the catalog, known when the program is compiled: the constants of [`ops`](crate::ops).
///
/// Wherever an operation is wanted one of these will do, and it reads as its row:
///
/// ```
/// use entryphone::ops;
///
/// assert_eq!(ops::contacts::LIST.id, "contacts.list");
/// assert_eq!(ops::contacts::LIST.path, "/contacts");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct OperationId(u16);

impl OperationId {
    /// The operation at that place of the table. Only the generated constants call it.
    pub(crate) const fn at(position: u16) -> OperationId {
        OperationId(position)
    }

    /// Its row.
    pub fn row(self) -> &'static Operation {
        &Operation::all()[usize::from(self.0)]
    }
}

impl Deref for OperationId {
    type Target = Operation;

    fn deref(&self) -> &Operation {
        self.row()
    }
}

impl From<OperationId> for &'static Operation {
    fn from(id: OperationId) -> &'static Operation {
        id.row()
    }
}

impl fmt::Debug for OperationId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("OperationId").field(&self.id).finish()
    }
}
