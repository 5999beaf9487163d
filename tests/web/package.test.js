/** What the package is made of, and what it does outside of a browser. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const bytes = await readFile(new URL("../../bindings-wasm/wasm/entryphone_bg.wasm", import.meta.url));
const { Intercom, initSync } = await import("entryphone-web/manual");

test("the module imports nothing but its own glue", () => {
  const modules = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).map(({ module }) => module);
  assert.deepEqual([...new Set(modules)], ["./entryphone_bg.js"]);
});

test("nothing of signatures is in the module", () => {
  assert.ok(!bytes.includes("X-Hub-Signature") && !bytes.includes("x-hub-signature"));
});

test("Node loads it from its bytes, and a server may have a token", async () => {
  initSync({ module: bytes });
  const fetch = async (url, { headers }) => {
    assert.equal(url, "https://api.intercom.io/contacts");
    assert.equal(new Headers(headers).get("authorization"), "Bearer dG9rOi");
    return Response.json({ type: "list", data: [{ id: "c1" }], pages: null });
  };
  const { data } = await new Intercom({ token: "dG9rOi", fetch }).contacts.list();
  assert.deepEqual(data, [{ id: "c1" }]);
});
