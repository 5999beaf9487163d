//! Queries for the searches of contacts, conversations, tickets and companies: built, and checked before they are sent.
//!
//! ```
//! use entryphone::search::{all, any, field};
//!
//! let query = all([
//!     field("role").equals("user"),
//!     any([field("custom_attributes.plan").one_of(["pro", "team"]), field("signed_up_at").greater_than(1_700_000_000)]),
//! ]);
//! assert!(query.as_json().starts_with(r#"{"operator":"AND","value":[{"field":"role","operator":"=","value":"user"},"#));
//! ```
//!
//! A [`Condition`] becomes whatever it is told; [`check`] holds a query, built here or anywhere else, against what the searches
//! are known to take.

mod check;
mod condition;
mod field;
mod operand;
mod operator;
mod resource;

pub use check::check;
pub use condition::{Condition, Subject, all, any, field};
pub use field::{FieldType, SearchField};
pub use operand::Operand;
pub use operator::Operator;
pub use resource::Resource;
