//! Recordings, as a cloud stores them: whoever has a signed link may read, until it expires. A request that brings an
//! `Authorization` beside the signature is refused, as such storages do, so that a client that leaks its access token to
//! one is found out.

use crate::answer::{Answer, Body};
use crate::random::Random;
use crate::refusal::Refusal;
use crate::route::Context;
use crate::workspace::Workspace;

const LIFETIME_SECONDS: u64 = 600;

/// A link to the recording of a call, good for ten minutes; `None` when there is no recording.
pub(super) fn signed_url(context: &Context<'_>, id: &str) -> Option<String> {
    context.workspace.calls.find(id)?.text("recording_url")?;
    let expires = context.now.saturating_add(LIFETIME_SECONDS);
    let signature = sign(context.workspace, id, expires);
    Some(context.url(&format!("/_storage/recordings/{id}?expires={expires}&signature={signature}")))
}

pub(super) fn download(context: &mut Context<'_>) -> Result<Answer, Refusal> {
    if context.request.header("authorization").is_some() {
        return Err(Refusal::bad_request("a signed link takes no Authorization header"));
    }
    let id = context.id();
    let expires = context.query("expires").and_then(|text| text.parse().ok());
    let is_sound = expires.is_some_and(|expires| {
        context.now <= expires && context.query("signature") == Some(&sign(context.workspace, &id, expires))
    });
    if !is_sound {
        return Err(Refusal::new(403, "forbidden", "the link is not signed, or has expired"));
    }
    Ok(Answer::new(200, Body::Bytes { content_type: "audio/wav", bytes: tone().into() }))
}

/// Binds a call to a time. It withstands accidents, not attackers, of which a made-up workspace has none.
fn sign(workspace: &Workspace, id: &str, expires: u64) -> String {
    let mut state = workspace.storage_key;
    for byte in id.bytes().chain(expires.to_le_bytes()) {
        state = Random::new(state ^ u64::from(byte)).next();
    }
    format!("{state:016x}")
}

/// A tenth of a second of a tone as a WAV file: 8 bits, 8 kHz, one channel.
fn tone() -> Vec<u8> {
    const SAMPLES: u32 = 800;
    const RATE: u32 = 8_000;
    let mut file = Vec::new();
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + SAMPLES).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    for short in [1_u16, 1] {
        file.extend_from_slice(&short.to_le_bytes());
    }
    for rate in [RATE, RATE] {
        file.extend_from_slice(&rate.to_le_bytes());
    }
    for short in [1_u16, 8] {
        file.extend_from_slice(&short.to_le_bytes());
    }
    file.extend_from_slice(b"data");
    file.extend_from_slice(&SAMPLES.to_le_bytes());
    file.extend((0..SAMPLES).map(|sample| if sample / 8 % 2 == 0 { 0x60 } else { 0xa0 }));
    file
}
