//! Texts whose values are known.

/// Reads and writes an enum by its variants and their words.
macro_rules! words {
    ($model:ident, [$($variant:ident = $word:literal),* $(,)?]) => {
        impl $model {
            /// The word on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $($model::$variant => $word,)*
                    $model::Other(word) => word,
                }
            }
        }

        impl From<String> for $model {
            fn from(word: String) -> $model {
                match word.as_str() {
                    $($word => $model::$variant,)*
                    _ => $model::Other(word),
                }
            }
        }

        impl From<&str> for $model {
            fn from(word: &str) -> $model {
                $model::from(word.to_owned())
            }
        }

        impl std::fmt::Display for $model {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl $crate::models::object::Holds for $model {
            fn fits(value: &serde_json::Value) -> bool {
                value.is_string()
            }

            fn read(value: serde_json::Value) -> Result<Self, serde_json::Value> {
                <String as $crate::models::object::Holds>::read(value).map($model::from)
            }
        }

        impl serde_core::Serialize for $model {
            fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;
