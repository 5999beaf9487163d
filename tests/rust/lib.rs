//! The proof of entryphone. There is nothing to use here; the tests stand beside this file.
