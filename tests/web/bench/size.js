/** What a page that lists contacts weighs: with this package, and with Intercom's own client. */

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

import * as esbuild from "esbuild";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PACKAGE = here("../../../bindings-wasm/");
const BEST = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

const brotli = (bytes) => brotliCompressSync(bytes, BEST).length;
const kilobytes = (bytes) => Number((bytes / 1000).toFixed(1));

/** Bundles a page as it would be published, and tells which file brought how many bytes. */
async function bundle(page) {
  const { outputFiles, metafile } = await esbuild.build({
    ...{ entryPoints: [here(page)], absWorkingDir: here(".."), outdir: "out", logLevel: "error" },
    ...{ bundle: true, minify: true, format: "esm", platform: "browser", write: false, metafile: true },
  });
  const [output] = Object.values(metafile.outputs);
  const files = Object.entries(output.inputs).map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput }));
  return { script: outputFiles[0].contents, files };
}

/** The figures of the budget, and both pages side by side. What they are made of is shown to whoever looks on. */
export async function measureSize() {
  const ours = await bundle("contacts.js");
  const theirs = await bundle("contacts_official.js");
  const module = await readFile(`${PACKAGE}wasm/entryphone.wasm`);
  const types = await readFile(`${PACKAGE}index.d.ts`);
  const isGlue = ({ path }) => /wasm\/(door|module)\.js$|js\/engine\.js$/.test(path);
  const sum = (files) => files.reduce((bytes, file) => bytes + file.bytes, 0);
  const glue = sum(ours.files.filter(isGlue));
  const whole = brotli(module) + brotli(ours.script);
  const row = (raw, sent) => ({ KB: kilobytes(raw), "KB after brotli": sent === undefined ? "" : kilobytes(sent) });
  console.error("A page that lists contacts");
  // What the two parts of the script weigh alone cannot be told from its whole, so their share of it is.
  const share = (bytes) => (brotli(ours.script) * bytes) / ours.script.length;
  const table = {
    module: row(module.length, brotli(module)),
    glue: row(glue, share(glue)),
    face: row(ours.script.length - glue, share(ours.script.length - glue)),
    "declarations (not sent)": row(types.length),
    "entryphone-web": row(module.length + ours.script.length, whole),
    "intercom-client": row(theirs.script.length, brotli(theirs.script)),
  };
  new console.Console(process.stderr).table(table);
  const ways = { entryphone: kilobytes(whole), "intercom-client": kilobytes(brotli(theirs.script)) };
  return {
    figures: { "a page that lists contacts": kilobytes(whole) },
    comparison: { name: "A page that lists contacts, as it is sent", unit: "KB", ways },
  };
}
