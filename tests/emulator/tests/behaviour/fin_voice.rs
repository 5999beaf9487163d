use serde_json::json;

use crate::client::Client;

#[test]
fn a_registered_call_is_collected_in_every_way() {
    let mut client = Client::new();
    client.set_version("2.16");
    let body = json!({"phone_number": "+15551230000", "call_id": "abc", "source": "five9"});
    let made = client.post("/fin_voice/register", &body).expect(200).body;
    assert!(made["id"].is_u64() && made["app_id"].is_u64(), "{made}");
    assert_eq!((&made["external_call_id"], &made["status"]), (&json!("abc"), &json!("registered")));
    for path in [
        format!("/fin_voice/collect/{}", made["id"]),
        "/fin_voice/external_id/abc".into(),
        "/fin_voice/phone_number/%2B15551230000".into(),
    ] {
        assert_eq!(client.get(&path).expect(200).body, made, "{path}");
    }
    assert_eq!(client.get("/fin_voice/conversation/1").expect(200).body, json!([]));
    client.post("/fin_voice/register", &body).expect_error(409, "conflict");
    client.get("/fin_voice/collect/1").expect_error(404, "not_found");
    client.get("/fin_voice/external_id/abd").expect_error(404, "not_found");
}
