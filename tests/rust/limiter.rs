//! What the limiter promises.
