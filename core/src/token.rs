//! The access token, which shows itself to nobody but the request it is sent with.

use std::fmt;

use crate::error::Error;

/// Intercom's own tokens are several times as long.
const SHORTEST_OF_INTERCOM: usize = 8;

/// An access token. `Debug` hides it; there is no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Takes a token, without the surrounding white space that copying it tends to add.
    ///
    /// # Errors
    /// When it is empty or holds a character that cannot stand in a header. The message does not repeat the token.
    pub fn new(text: &str) -> Result<Token, Error> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::argument("the access token is empty; give the one of your app's Authentication page"));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::argument(
                "the access token holds a space, a line break or another character that no token has; copy it again",
            ));
        }
        Ok(Token(text.to_owned()))
    }

    /// The value of the `Authorization` header: the one place that shows the token.
    pub fn authorization(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// Whether a text gives the token away.
    pub(crate) fn is_shown_by(&self, text: &str) -> bool {
        self.places_in(text).next().is_some()
    }

    /// Replaces the token wherever a text repeats it, as an echoing proxy's page would.
    pub(crate) fn scrub(&self, text: &mut String) {
        let mut shown_until = 0;
        let mut scrubbed = String::new();
        for place in self.places_in(text) {
            scrubbed.push_str(&text[shown_until..place]);
            scrubbed.push_str("***");
            shown_until = place + self.0.len();
        }
        if shown_until > 0 {
            scrubbed.push_str(&text[shown_until..]);
            *text = scrubbed;
        }
    }

    /// Where a text repeats the token. One as short as a word, as tests have it, is not looked for inside other words.
    fn places_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let stands_alone = |place: usize| {
            let before = text[..place].chars().next_back();
            let after = text[place + self.0.len()..].chars().next();
            // Tokens are ASCII, and so are the words that one might be a part of.
            ![before, after].into_iter().flatten().any(|character| character.is_ascii_alphanumeric())
        };
        let places = text.match_indices(&self.0).map(|(place, _)| place);
        places.filter(move |&place| self.0.len() >= SHORTEST_OF_INTERCOM || stands_alone(place))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    fn scrubbed(token: &str, text: &str) -> String {
        let mut text = text.to_owned();
        Token::new(token).expect("a good token").scrub(&mut text);
        text
    }

    #[test]
    fn a_token_is_taken_out_wherever_it_stands() {
        assert_eq!(scrubbed("very-secret", "xvery-secretx, very-secret"), "x***x, ***");
    }

    #[test]
    fn a_token_of_one_letter_leaves_the_words_readable() {
        assert_eq!(scrubbed("a", "a call has failed: Bearer a"), "*** call has failed: Bearer ***");
    }
}
