//! How an emulator is set up.

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
    /// The port on 127.0.0.1; 0 takes any free one. Default 0.
    pub port: u16,
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
    /// The access token that is accepted. Default `emulator-token`.
    pub token: String,
    /// Whether a request with a parameter or a member that the catalog does not know is refused. Default `false`: the API drops
    /// most of them without a word, and the journal tells them.
    pub strict: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            seed: 1,
            contacts: 25,
            companies: 5,
            conversations: 20,
            rate_limit: 1667,
            token: "emulator-token".into(),
            strict: false,
        }
    }
}
