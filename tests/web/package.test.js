/** What the package is made of, and what it does outside of a browser. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import * as esbuild from "esbuild";

import { signatures } from "../../bindings-wasm/js/signatures.js";
import { run, SIGNATURES } from "../node/functions.js";
import { testFolder } from "../node/vectors.js";

const read = (name) => readFile(new URL(import.meta.resolve(name)));
const [bytes, signed] = [await read("entryphone-web/wasm"), await read("entryphone-web/signatures.wasm")];
const { identity, initSync: initSignatures, SignatureError, webhooks } = await import("entryphone-web/signatures");
const { Intercom, initSync } = await import("entryphone-web/manual");
const { engine } = await import("entryphone-web/machine");

test("the module imports nothing, and has one door", () => {
  const module = new WebAssembly.Module(bytes);
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const doors = WebAssembly.Module.exports(module).filter(({ kind }) => kind === "function");
  assert.deepEqual(doors.map(({ name }) => name).sort(), ["answer", "ask", "leave", "room"]);
});

test("signatures are in a module of their own, which has nothing else", () => {
  const module = new WebAssembly.Module(signed);
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const doors = WebAssembly.Module.exports(module).filter(({ kind }) => kind === "function");
  assert.deepEqual(doors.map(({ name }) => name).sort(), ["answer", "ask", "room"]);
  assert.ok(signed.includes("X-Hub-Signature") && !bytes.includes("X-Hub-Signature"));
  assert.ok(bytes.includes("contacts.list") && !signed.includes("contacts.list"));
});

test("what is declared for both packages is exported by this one", async () => {
  const declared = [
    ...(await readFile(new URL("../../bindings-wasm/index.d.ts", import.meta.url), "utf8")).matchAll(
      /^export (?:class|function|namespace) (\w+)/gm,
    ),
  ].map(([, name]) => name);
  const types = ["params"];
  const exported = Object.keys(await import("entryphone-web/manual"));
  assert.deepEqual(exported.sort(), [...declared.filter((name) => !types.includes(name)), "init", "initSync"].sort());
  const { operations } = await import("entryphone-web/manual");
  assert.throws(() => operations("2.14"), /on a server/);
});

test("errors keep their names when they are minified", async () => {
  const entryPoints = [fileURLToPath(import.meta.resolve("entryphone-web/manual"))];
  const { outputFiles } = await esbuild.build({ entryPoints, bundle: true, minify: true, format: "esm", write: false });
  const { NotFoundError, AbortError } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
  );
  assert.deepEqual([new NotFoundError("why").name, String(new AbortError("why"))], ["NotFoundError", "AbortError: why"]);
});

test("signatures wait for their module, and say so", () => {
  assert.throws(() => webhooks.knownTopics(), /wait for init\(\) first/);
  initSignatures({ module: signed });
  initSignatures({ module: signed });
  assert.ok(webhooks.knownTopics().includes("ping"));
});

for (const folder of SIGNATURES) testFolder(folder, (vector) => run(signatures, vector));

test("the face of the webhooks and of identity is Node's", () => {
  const body = '{"topic":"ping","data":{"item":{"id":12345678901234567890}}}';
  const headers = { "x-hub-signature": webhooks.sign(body, "old") };
  const { topic, item } = webhooks.unwrap(body, headers, { secret: ["new", "old"] });
  assert.deepEqual({ topic, item }, { topic: "ping", item: { id: "12345678901234567890" } });
  assert.throws(() => webhooks.verify(body, headers, { secret: "new" }), SignatureError);
  assert.match(identity.messengerJwt("secret", { user_id: "7" }, { expiresAt: new Date(1e12) }), /^ey[\w-]+\.ey[\w-]+\.[\w-]+$/);
});

test("a bundle of webhooks has nothing of calls", async () => {
  const entryPoints = [fileURLToPath(import.meta.resolve("entryphone-web/webhooks"))];
  const { metafile } = await esbuild.build({ entryPoints, bundle: true, format: "esm", write: false, metafile: true, outdir: "out" });
  const files = Object.keys(metafile.inputs).map((file) => file.split("/").at(-1));
  assert.ok(files.includes("webhooks.js") && !files.some((file) => ["engine.js", "module.js", "client.js"].includes(file)), files.join());
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

test("a machine that is left twice gives its number away once", () => {
  const door = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  const made = () => {
    const question = new TextEncoder().encode('["Client","{}",false]');
    const room = door.room(question.length);
    new Uint8Array(door.memory.buffer, room).set(question);
    const length = door.ask(0, question.length);
    return new TextDecoder().decode(new Uint8Array(door.memory.buffer, door.answer(), length));
  };
  assert.equal(made(), "mClient 1");
  door.leave(1);
  door.leave(1);
  assert.deepEqual([made(), made()], ["mClient 1", "mClient 2"]);
});
