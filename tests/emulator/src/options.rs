//! How an emulator is set up.

use std::net::{IpAddr, Ipv4Addr};

/// The settings of one emulator. Start from [`Options::default`] and change what matters.
///
/// ```
/// use entryphone_emulator::Options;
///
/// let options = Options { contacts: 300, rate_limit: 167, ..Options::default() };
/// assert_eq!(options.token, "emulator-token");
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to listen on. Default 127.0.0.1: with any other one, whoever reaches this machine reaches the
    /// emulator.
    pub host: IpAddr,
    /// The port; 0 takes any free one. Default 0.
    pub port: u16,
    /// The access token that is accepted. Default `emulator-token`.
    pub token: String,
    /// An access token that is accepted for reading: changes are refused with 403. Default `read-only-token`.
    pub read_only_token: String,
    /// The origins whose web pages may call, such as `http://localhost:5173`; `*` stands for all of them. Default none,
    /// as the API knows none.
    pub cors_origins: Vec<String>,
    /// Whether a request with a parameter or a member that the catalog does not know is refused. Default `false`: the API
    /// drops most of them without a word, and the journal tells them.
    pub strict: bool,
    /// What ids and made-up data follow from: the same seed and the same requests give the same ids. Default 1.
    pub seed: u64,
    /// How many contacts there are at the start. Default 25.
    pub contacts: usize,
    /// How many companies there are at the start. Default 5.
    pub companies: usize,
    /// How many conversations there are at the start, every tenth of them a ticket. Default 20.
    pub conversations: usize,
    /// How many requests a window of ten seconds allows. Default 1667, the share of 10,000 per minute.
    pub rate_limit: u64,
    /// How many seconds of the emulator's clock a job takes: half of them pending, half of them running. Default 2.
    pub job_seconds: u64,
    /// How many content exports may be under way at once. Default 1.
    pub content_exports: usize,
    /// How many reporting exports may be under way at once. Default 5.
    pub reporting_exports: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            token: "emulator-token".into(),
            read_only_token: "read-only-token".into(),
            cors_origins: Vec::new(),
            strict: false,
            seed: 1,
            contacts: 25,
            companies: 5,
            conversations: 20,
            rate_limit: 1667,
            job_seconds: 2,
            content_exports: 1,
            reporting_exports: 5,
        }
    }
}
