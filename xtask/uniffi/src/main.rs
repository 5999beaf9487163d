//! `entryphone-uniffi-bindgen LIBRARY SETTINGS FOLDER`: writes what Ruby, Kotlin and Swift call the library by into folders of their
//! names. The library must have its symbols, since what `UniFFI` knows of it stands among them.

#![forbid(unsafe_code)]

use anyhow::Context as _;
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let library = arguments.next().context("the library is missing")?;
    let settings = arguments.next().context("the settings are missing")?;
    let folder = arguments.next().context("the folder is missing")?;
    let languages =
        [("ruby", TargetLanguage::Ruby), ("kotlin", TargetLanguage::Kotlin), ("swift", TargetLanguage::Swift)];
    for (name, language) in languages {
        generate(GenerateOptions {
            languages: vec![language],
            source: library.clone().into(),
            out_dir: format!("{folder}/{name}").into(),
            config_override: Some(settings.clone().into()),
            ..GenerateOptions::default()
        })?;
    }
    Ok(())
}
