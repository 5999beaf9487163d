/** What the package is made of, and what it does outside of a browser. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

const bytes = await readFile(new URL("../../bindings-wasm/wasm/entryphone.wasm", import.meta.url));
const { Intercom, initSync } = await import("entryphone-web/manual");
const { engine } = await import("entryphone-web/machine");

test("the module imports nothing, and has one door", () => {
  const module = new WebAssembly.Module(bytes);
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const doors = WebAssembly.Module.exports(module).filter(({ kind }) => kind === "function");
  assert.deepEqual(doors.map(({ name }) => name).sort(), ["answer", "ask", "leave", "room"]);
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

test("numbers and bytes reach the engine wherever they were given", () => {
  const client = new engine.Client('{"token": "dG9rOi"}', false);
  const waits = [7, 8].map((seed) => {
    const call = client.start("contacts.find", '{"path": ["c1"]}', Buffer.from("none"), seed);
    assert.match(call.start(0.5), /^{"send":/);
    assert.match(call.head(1e3, 1, 500, ""), /^{"collect":/);
    return JSON.parse(call.collected(1000.9, 1, new Uint8Array())).wait.until_ms;
  });
  assert.notEqual(waits[0], waits[1]);
  const download = new engine.Download(Number.MAX_VALUE, 200, "", true, false);
  download.onChunk(-1, new Uint8Array([0x1f, 0x8b]));
  assert.equal(download.received, 2);
});

test("what is nobody's is an error and no more", () => {
  assert.throws(() => engine.Call.prototype.start.call({ number: 4711 }, 0), /no such machine or method/);
  const client = new engine.Client("{}", false);
  assert.throws(() => client.start("contacts.fnd", "{}", new Uint8Array(), 1), /did you mean \\"contacts.find\\"/);
  assert.throws(() => client.start("contacts.find", '{"path": ["\ud800\u0000"]}', new Uint8Array(), 1), /control character/);
});
