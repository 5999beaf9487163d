//! The platforms that addons are built for, each of which is published as a package of its own.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::json;

/// One of them, in npm's words.
#[derive(Clone, Copy, Debug)]
pub struct Platform {
    os: &'static str,
    cpu: &'static str,
    /// The C library, which npm asks for on Linux alone.
    libc: Option<&'static str>,
    /// Its name in the names of files and packages, which `native.cjs` puts together as well.
    pub name: &'static str,
}

impl Platform {
    /// Those for which a release has a package.
    pub const PUBLISHED: [Platform; 5] = [
        Platform { os: "linux", cpu: "x64", libc: Some("glibc"), name: "linux-x64-gnu" },
        Platform { os: "linux", cpu: "arm64", libc: Some("glibc"), name: "linux-arm64-gnu" },
        Platform { os: "darwin", cpu: "x64", libc: None, name: "darwin-x64" },
        Platform { os: "darwin", cpu: "arm64", libc: None, name: "darwin-arm64" },
        Platform { os: "win32", cpu: "x64", libc: None, name: "win32-x64-msvc" },
    ];

    /// That of the machine which builds.
    ///
    /// # Errors
    /// When no package is published for it.
    pub fn here() -> Result<Platform> {
        let found = Platform::PUBLISHED.into_iter().find(|platform| platform.name == HERE);
        found.with_context(|| format!("no package is published for {HERE}"))
    }

    /// Under which name `native.cjs` looks for the addon of the machine that builds it.
    pub fn addon() -> String {
        format!("entryphone.{HERE}.node")
    }

    /// The name of its package.
    pub fn package(self) -> String {
        format!("entryphone-{}", self.name)
    }

    /// Writes what npm has to know of its package, whose one file is the addon.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn write_package(self, folder: &Path, version: &str) -> Result<()> {
        let mut package = json!({
            "name": self.package(),
            "version": version,
            "description": format!("The addon of entryphone for {}.", self.name),
            "license": env!("CARGO_PKG_LICENSE"),
            "repository": { "type": "git", "url": concat!("git+", env!("CARGO_PKG_REPOSITORY"), ".git") },
            "engines": { "node": ">=20" },
            "os": [self.os],
            "cpu": [self.cpu],
            "main": Platform::addon(),
            "files": [Platform::addon(), "LICENSE-*"],
        });
        if let Some(libc) = self.libc {
            package["libc"] = json!([libc]);
        }
        fs::write(folder.join("package.json"), format!("{package:#}\n")).context("package.json cannot be written")
    }
}

const HERE: &str = if cfg!(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu")) {
    "linux-x64-gnu"
} else if cfg!(all(target_os = "linux", target_arch = "aarch64", target_env = "gnu")) {
    "linux-arm64-gnu"
} else if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
    "linux-x64-musl"
} else if cfg!(all(target_os = "linux", target_arch = "aarch64")) {
    "linux-arm64-musl"
} else if cfg!(all(target_os = "macos", target_arch = "aarch64")) {
    "darwin-arm64"
} else if cfg!(target_os = "macos") {
    "darwin-x64"
} else if cfg!(all(windows, target_arch = "x86_64")) {
    "win32-x64-msvc"
} else {
    "this machine"
};
