/** The compiler of TypeScript, for tests of what is declared. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the tests, with a separator at its end. */
export const here = fileURLToPath(new URL(".", import.meta.url));

const program = path.join(path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

const strict = ["--ignoreConfig", "--strict", "--noEmit", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom"];

/** What the compiler says with some arguments. */
export function compile(...options) {
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...options, "--pretty", "false"], { cwd: here, encoding: "utf8" });
  return stdout + stderr;
}

/** What it says of texts, each as a module beside the tests, in a program that knows these types besides those of a page. */
export function compileTexts(texts, types = "") {
  const folder = mkdtempSync(path.join(here, "compiled-"));
  try {
    const files = texts.map((text, at) => {
      const file = path.join(folder, `${at}.ts`);
      writeFileSync(file, text);
      return file;
    });
    return compile(...files, ...strict, "--types", types);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
