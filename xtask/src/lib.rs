//! The workshop of entryphone. It reads and writes the checkout and is no part of the product.

#![forbid(unsafe_code)]

pub mod book;
pub mod budget;
pub mod catalog;
pub mod checkout;
pub mod commands;
pub mod copies;
pub mod dashboard;
pub mod debian;
pub mod emulator;
pub mod faces;
pub mod kotlin;
pub mod node;
pub mod npm;
pub mod own_std;
pub mod plot;
pub mod process;
pub mod python;
pub mod reference;
pub mod release;
pub mod ruby;
pub mod web;
