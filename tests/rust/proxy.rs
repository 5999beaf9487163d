//! The proxy for pages. What it refuses is shown where it is used, in `tests/node/proxy.test.js`.

use entryphone::proxy::{Asked, Proxy, refusal};
use entryphone::{Body, Error, Operation};
use entryphone_tests::Chance;

const HERE: &str = "https://admin.example.com";

fn ask(proxy: &Proxy, method: &str, target: &str) -> Result<&'static str, String> {
    let asked = Asked { method, to: HERE, target, headers: &[("origin", HERE)] };
    proxy.admit(asked).map(|admitted| admitted.operation().id).map_err(|error| error.to_string())
}

#[test]
fn every_row_is_found_by_its_method_and_path() {
    let rows: Vec<&Operation> =
        Operation::all().iter().filter(|row| !matches!(row.body, Body::Multipart { .. })).collect();
    let ids: Vec<&str> = rows.iter().map(|row| row.id).collect();
    let proxy = Proxy::new(&ids, &[HERE], "/intercom").expect("these are operations and an origin");
    assert!(rows.len() > 250, "there are {}", rows.len());
    for row in rows {
        let path = row.path.replace('{', "id-of-").replace('}', "");
        assert_eq!(ask(&proxy, row.method.as_str(), &format!("/intercom{path}?page=1")), Ok(row.id));
    }
}

#[test]
fn what_a_server_calls_a_request_begins_no_header_of_its_own() {
    let named = |id: &str| {
        let mut error = Error::argument("it is wrong");
        error.request_id = Some(id.to_owned());
        refusal(&error).1.into_iter().find(|(name, _)| *name == "x-request-id").map(|(_, id)| id)
    };
    assert_eq!(named("r-1").as_deref(), Some("r-1"));
    assert_eq!(named("r-1\r\nset-cookie: a=b"), None);
}

#[test]
fn any_text_for_a_path_is_answered() {
    let proxy = Proxy::new(&["contacts.find"], &[HERE], "").expect("this is an operation and an origin");
    let parts = ["/", "contacts", "%", "%2", "%2f", "..", ".", "?", "&", "=", "+", "#", "é", "\0", "\u{202e}", "1"];
    let mut chance = Chance(7);
    for _ in 0..20_000 {
        let target: String = (0..chance.below(8)).map(|_| chance.pick(&parts)).collect();
        if let Ok(id) = ask(&proxy, "GET", &target) {
            let path = target.split('?').next().expect("there is a part before the first of them");
            assert!(
                id == "contacts.find" && path.starts_with("/contacts/") && path.matches('/').count() == 2,
                "{target:?}"
            );
            assert!(!path.ends_with("/.") && !path.ends_with("/..") && !path.contains("%2f"), "{target:?}");
        }
    }
}
