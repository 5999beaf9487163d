"use strict";

/**
 * Loads the addon that was built for this machine: beside this file, or from the package of its platform.
 */
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const { platform, arch } = process;
const report = platform === "linux" ? process.report?.getReport() : undefined;
const libc = report && (report.header.glibcVersionRuntime ? "-gnu" : "-musl");
const triple = { linux: `linux-${arch}${libc}`, darwin: `darwin-${arch}`, win32: `win32-${arch}-msvc` }[platform];
const beside = join(__dirname, `entryphone.${triple}.node`);

module.exports = load();

function load() {
  if (existsSync(beside)) return require(beside);
  try {
    return require(`entryphone-${triple}`);
  } catch (cause) {
    const message =
      `entryphone has no addon for ${platform} ${arch}${libc ?? ""}; ` +
      'the package "entryphone-web" is the same client as WebAssembly, and runs everywhere';
    throw new Error(message, { cause });
  }
}
