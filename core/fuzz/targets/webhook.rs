//! A notification is accepted only with a signature of ours, and nothing that comes in can panic.

use entryphone::ErrorKind;
use entryphone::webhook::{SIGNATURE_HEADER, sign, unwrap, verify};

pub(crate) fn run(bytes: &[u8]) {
    let (header, body) = bytes.split_at(bytes.len() / 3);
    let secrets = ["new", "old"];
    let signed = sign(body, "old").expect("the secret is not empty");
    let forged = verify(body, &[(SIGNATURE_HEADER, header)], &secrets);
    let is_ours = |text: &[u8]| {
        let text = text.trim_ascii();
        ["new", "old"].iter().any(|secret| sign(body, secret).is_ok_and(|signed| signed.as_bytes() == text))
    };
    assert_eq!(forged.is_ok(), is_ours(header), "{forged:?}");
    if let Err(error) = &forged {
        assert_eq!(error.kind, ErrorKind::Signature);
    }
    assert!(verify(body, &[(SIGNATURE_HEADER, signed.as_bytes())], &secrets).is_ok());
    if let Ok(notification) = unwrap(body, &[(SIGNATURE_HEADER, signed.as_bytes())], &secrets) {
        let _ = (notification.topic(), notification.id(), notification.dedupe_key(), notification.item());
    }
}
