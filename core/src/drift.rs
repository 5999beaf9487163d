//! Where an answer is not what the catalog describes: fields nobody declared, values of another type, fields of other versions.
//!
//! Drift is news for whoever maintains a program, and no reason to refuse an answer. Since any member may be missing or `null`,
//! neither is drift. Only names and types are told, never a value.

#[cfg(feature = "drift")]
mod walk;

/// One way in which an answer is not what the catalog describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// Where: the names of the fields, dotted, with `[]` for the items of a list and `*` for names of the workspace's choosing, as in
    /// `data[].custom_attributes.*`. Empty for the answer itself. A name of more than 64 characters is cut.
    pub path: String,
    /// How it differs.
    pub kind: DriftKind,
    /// What is described: the types of a value (`integer or string`), or the versions of a field (`2.9 to 2.11`); nothing for a
    /// field that is not described.
    pub expected: Option<String>,
    /// What came: `null`, `boolean`, `integer`, `number`, `string`, `array` or `object`.
    pub got: &'static str,
    /// How often.
    pub count: u64,
}

impl Drift {
    /// The most that is told about one answer.
    pub const MAX: usize = 100;

    /// Compares a success of an operation with what the catalog describes for a version, in the order in which things come first.
    /// Of one place, kind and type there is one entry, and of more than [`Drift::MAX`] entries the first. Nothing is compared when
    /// the version does not have the operation.
    ///
    /// A union is read as the sum of its members: a field is known when one of them has it.
    #[cfg(feature = "drift")]
    pub fn of_answer(
        operation: &crate::Operation,
        version: crate::Version,
        answer: crate::document::Value<'_>,
    ) -> Vec<Drift> {
        if operation.exists_in(version) { walk::compare(operation, version, answer) } else { Vec::new() }
    }
}

/// How an answer differs from its description.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DriftKind {
    /// The field is described in no version.
    UnknownField,
    /// The value is of another type.
    WrongType,
    /// The field belongs to other versions.
    OutsideVersion,
}

impl DriftKind {
    /// The kind in one word, as it stands in vectors and crosses into the faces.
    pub const fn as_str(self) -> &'static str {
        match self {
            DriftKind::UnknownField => "unknown_field",
            DriftKind::WrongType => "wrong_type",
            DriftKind::OutsideVersion => "outside_version",
        }
    }
}
