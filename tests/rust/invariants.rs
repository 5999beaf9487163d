//! The invariants of ARCHITECTURE.md that are about the house and not about behaviour.

use std::fs;
use std::process::Command;

use entryphone::document::Document;
use entryphone::{Arguments, Call, Client, Config, Error, Operation, Pager, Request, Token};
use entryphone_tests::{root, tracked_files};

/// The rules of the API live in the core. A face that names one of these has a rule of its own.
const WORDS_OF_THE_CORE: [&str; 14] = [
    "429",
    "408",
    "409",
    "503",
    "retry-after",
    "x-ratelimit",
    "x-request-id",
    "intercom-version",
    "starting_after",
    "total_pages",
    "next_cursor",
    "scroll_param",
    "has_more",
    "rate_limit_exceeded",
];

#[test]
fn no_face_knows_a_rule_of_the_core() {
    let mut found = Vec::new();
    for file in tracked_files() {
        let in_a_face = file.starts_with("bindings-") && !file.contains("/examples/");
        let is_code =
            [".rs", ".py", ".js", ".ts", ".mjs", ".rb", ".kt", ".swift"].iter().any(|ending| file.ends_with(ending));
        let text =
            if in_a_face && is_code { fs::read_to_string(root().join(&file)).unwrap_or_default() } else { continue };
        if text.contains("@generated") {
            continue;
        }
        let lower = text.to_ascii_lowercase();
        found.extend(
            WORDS_OF_THE_CORE.iter().filter(|word| lower.contains(*word)).map(|word| format!("{file}: {word}")),
        );
    }
    assert!(found.is_empty(), "these belong into core/src:\n{}", found.join("\n"));
}

/// What an emulator may know of the catalog. Whatever else it took from the core would be tested against itself.
const TABLES_OF_THE_CORE: [&str; 11] = [
    "Answer",
    "Body",
    "Method",
    "Operation",
    "PageStyle",
    "Paging",
    "Status",
    "Version",
    "Versions",
    "schema::Kind",
    "schema::Schema",
];

#[test]
fn the_emulator_takes_nothing_but_tables_from_the_core() {
    let sources: Vec<String> = tracked_files()
        .into_iter()
        .filter(|file| {
            file.starts_with("tests/emulator/src/")
                && file.strip_suffix(".rs").is_some_and(|stem| !stem.ends_with("_tests"))
        })
        .collect();
    let mut found = Vec::new();
    for file in &sources {
        let text = fs::read_to_string(root().join(file)).unwrap_or_default();
        for used in text.split("entryphone::").skip(1) {
            let path = |text: &str| text.split(" as ").next().unwrap_or_default().trim().to_owned();
            let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
            let (module, rest) =
                if let Some(rest) = used.strip_prefix("schema::") { ("schema::", rest) } else { ("", used) };
            let names: Vec<String> = match rest.strip_prefix('{').and_then(|list| list.split_once('}')) {
                Some((list, _)) => list.split(',').map(path).filter(|name| !name.is_empty()).collect(),
                None => vec![rest.chars().take_while(|letter| is_part(*letter)).collect()],
            };
            let strange = names.iter().map(|name| format!("{module}{name}"));
            found.extend(
                strange
                    .filter(|name| !TABLES_OF_THE_CORE.contains(&name.as_str()))
                    .map(|name| format!("{file}: {name}")),
            );
        }
    }
    assert!(sources.len() > 20, "only {} files were looked at", sources.len());
    assert!(found.is_empty(), "the emulator must not share these with the core:\n{}", found.join("\n"));
}

#[test]
fn no_file_names_a_registry_or_a_place_on_a_machine() {
    let forbidden = [
        "registry.npmjs",
        "static.crates.io",
        "files.pythonhosted",
        "deb.debian",
        concat!("/", "work/"),
        concat!("/", "root/"),
    ];
    let mut found = Vec::new();
    for file in tracked_files() {
        let Ok(text) = fs::read_to_string(root().join(&file)) else { continue };
        let own = file == "tests/rust/invariants.rs";
        found
            .extend(forbidden.iter().filter(|word| !own && text.contains(*word)).map(|word| format!("{file}: {word}")));
    }
    assert!(found.is_empty(), "these do not hold elsewhere:\n{}", found.join("\n"));
}

#[test]
fn the_core_needs_nothing_a_browser_would_have_to_carry() {
    assert_eq!(
        crates_of_the_core(&[]),
        ["entryphone", "strsim"],
        "a new dependency of the core is named in ARCHITECTURE.md and here"
    );
}

#[test]
fn models_cost_who_asks_for_them_serde_json_and_nobody_else_anything() {
    assert_eq!(
        crates_of_the_core(&["--features", "models"]),
        ["entryphone", "itoa", "memchr", "serde_core", "serde_json", "strsim", "zmij"]
    );
    for face in ["bindings-node", "bindings-py", "bindings-uniffi", "bindings-wasm"] {
        let manifest = fs::read_to_string(root().join(face).join("Cargo.toml")).expect("a face has a manifest");
        let manifest: toml::Table = manifest.parse().expect("a manifest is TOML");
        let features = manifest["dependencies"]["entryphone"]["features"].as_array().expect("a face chooses features");
        assert!(!features.iter().any(|feature| feature.as_str() == Some("models")), "{face} carries the models");
    }
}

/// The crates that are compiled with the core, itself among them.
fn crates_of_the_core(features: &[&str]) -> Vec<String> {
    let tree = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--package",
            "entryphone",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
            "--offline",
        ])
        .args(features)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let text = String::from_utf8_lossy(&tree.stdout);
    let mut crates: Vec<String> = text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    crates.sort_unstable();
    crates.dedup();
    crates
}

#[test]
fn a_client_can_be_shared_and_a_call_can_move_between_threads() {
    fn shared<T: Send + Sync>() {}
    fn moved<T: Send>() {}
    shared::<Client>();
    shared::<Config>();
    shared::<Request>();
    shared::<Document<Vec<u8>>>();
    moved::<Call>();
    moved::<Pager>();
    moved::<Error>();
}

#[test]
fn nothing_shows_the_token() {
    let config = Config { token: Some(Token::new("very-secret").expect("a token")), ..Config::default() };
    let client = Client::new(config.clone()).expect("the settings are sound");
    let operation = Operation::find("contacts.list").expect("a row of the catalog");
    let call = client.start(operation, &Arguments::default(), 0).expect("no arguments are needed");
    let pager = client.pages(operation, &Arguments::default(), 0).expect("it is a list");
    let masked: Vec<_> = call.request().masked_headers().collect();
    let shown = format!("{config:?}{client:?}{call:?}{pager:?}{masked:?}{:?}{}", call.request(), call.request().curl());
    assert!(!shown.contains("very-secret"), "{shown}");
    let sent: Vec<_> = call.request().headers().collect();
    assert!(format!("{sent:?}").contains("Bearer very-secret"), "the request itself carries it: {sent:?}");
}

#[test]
fn a_token_with_a_line_break_is_refused_without_being_repeated() {
    let error = Token::new("very\nsecret").expect_err("no token has a line break");
    assert!(!format!("{error:?}{error}").contains("secret"), "{error:?}");
}
