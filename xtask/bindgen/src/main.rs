//! `entryphone-bindgen MODULE FOLDER`: writes the module and its JavaScript into the folder, as `entryphone.js` and
//! `entryphone_bg.wasm`.

#![forbid(unsafe_code)]

use anyhow::Context as _;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let module = arguments.next().context("the module is missing")?;
    let folder = arguments.next().context("the folder is missing")?;
    let mut bindgen = Bindgen::new();
    // One form for pages, workers, bundlers and Node. Without the default path, nobody would know where the module is.
    bindgen.web(true)?.omit_default_module_path(false);
    bindgen.input_path(module).out_name("entryphone").typescript(false).generate(folder)
}
