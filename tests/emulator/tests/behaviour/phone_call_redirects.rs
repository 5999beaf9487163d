use serde_json::json;

use crate::client::Client;

#[test]
fn a_number_is_written_internationally_and_errors_have_a_shape_of_their_own() {
    let client = Client::empty();
    let sent = client.post("/phone_call_redirects", &json!({"phone": "+353832345678"})).expect(200).body;
    assert_eq!(sent["type"], "phone_call_redirect");
    assert!(sent["url"].as_str().unwrap().ends_with("353832345678"), "{sent}");
    for phone in ["0832345678", "+0832345678", "+35", "+35383234567x"] {
        let refused = client.post("/phone_call_redirects", &json!({"phone": phone})).expect(400).body;
        assert_eq!(refused["error_key"], "invalid_phone_number", "{phone}");
        assert!(refused.get("errors").is_none());
    }
}
