//! Identity: the vectors. What of the RFCs they cannot say stands beside the code.

#[path = "vectors/bytes.rs"]
mod bytes;
#[path = "vectors/folder.rs"]
mod folder;

use entryphone::document::Value;
use entryphone::identity::{messenger_jwt, user_hash};
use serde_json::json;

#[test]
fn every_vector_passes() {
    folder::run("identity", |vector| {
        let secret = |call: Value<'_>| bytes::bytes(call.get("secret").expect("there is a secret"));
        if let Some(call) = vector.get("user_hash") {
            let hash = user_hash(secret(call), &folder::text(call, "user"));
            return folder::compare(vector, "hash", hash.map(|hash| json!(hash)));
        }
        let call = vector.get("messenger_jwt").expect("a vector makes a hash or a token");
        let claims = call.get("claims").expect("there are claims").raw();
        let token = messenger_jwt(secret(call), claims.as_bytes(), call.get("expires_at").and_then(Value::as_u64));
        folder::compare(vector, "token", token.map(|token| json!(token)))
    });
}
