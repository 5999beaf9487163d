"use strict";

/** Loads the addon that was built for this machine: beside this file, or from the package of its platform. */
const { platform, arch } = process;

// Which C library a Linux has is told by whether the addon loads, since to ask Node for it takes longer than everything else here.
const builds = {
  linux: [`linux-${arch}-gnu`, `linux-${arch}-musl`],
  darwin: [`darwin-${arch}`],
  win32: [`win32-${arch}-msvc`],
};

module.exports = load();

function load() {
  const causes = [];
  for (const build of builds[platform] ?? []) {
    for (const place of [`./entryphone.${build}.node`, `entryphone-${build}`]) {
      try {
        return require(place);
      } catch (cause) {
        causes.push(cause);
      }
    }
  }
  const message =
    `entryphone has no addon that loads on ${platform} ${arch}; ` +
    'the package "entryphone-web" is the same client as WebAssembly, and runs everywhere';
  throw new Error(message, { cause: new AggregateError(causes) });
}
