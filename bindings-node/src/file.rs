//! The files of a form.

use napi::bindgen_prelude::Uint8ArraySlice;
use napi_derive::napi;

/// A file of a form.
#[napi(object, object_to_js = false)]
pub struct File<'a> {
    /// The name of the part.
    pub name: String,
    /// The name of the file.
    pub filename: String,
    /// What is in it.
    pub content: Uint8ArraySlice<'a>,
}

impl File<'_> {
    pub(crate) fn borrowed<'b>(files: Option<&'b [File<'_>]>) -> Vec<entryphone::File<'b>> {
        let files = files.unwrap_or_default().iter();
        files
            .map(|file| entryphone::File { name: &file.name, filename: &file.filename, content: &file.content })
            .collect()
    }
}
