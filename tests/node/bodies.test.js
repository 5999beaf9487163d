/** Whatever comes as a body is read exactly, or is an error. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { ApiError, ArgumentError, IntercomError, TransportError } from "entryphone";

import { json, scripted } from "./scripted.js";

const find = (answer, options) => scripted([answer], { maxAttempts: 1, ...options }).client.contacts.find("c1");

test("an integer that a number cannot hold keeps its digits, wherever it stands", async () => {
  const text =
    '{"a":9007199254740993,"b":[-12345678901234567890,1],"c":"9007199254740993","d":9007199254740991,' +
    '"e":1.2345678901234567890,"f":1e22,"g":12345678901234567890.5,"h":12345678901234567890e-1,"\\\\\\"99999999999999999999":1,"i":9007199254740993}';
  assert.deepEqual(await find(json(text)), {
    a: "9007199254740993",
    b: ["-12345678901234567890", 1],
    c: "9007199254740993",
    d: 9007199254740991,
    e: 1.2345678901234567,
    f: 1e22,
    g: Number("12345678901234567890.5"),
    h: Number("1234567890123456789"),
    '\\"99999999999999999999': 1,
    i: "9007199254740993",
  });
});

/** A row of dice that is the same every time. */
function* dice(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 2 ** 32;
  }
}

test("any JSON is read as JSON.parse reads it, but for those integers", async () => {
  const roll = dice(7);
  const next = (sides) => Math.floor(roll.next().value * sides);
  const digits = () => String(1 + next(9)) + Array.from({ length: next(24) }, () => next(10)).join("");
  const make = (depth) => {
    const kind = next(depth > 3 ? 4 : 6);
    if (kind === 0) return { text: digits(), exact: undefined };
    if (kind === 1) return { text: `-${digits()}` };
    if (kind === 2) return { text: `${digits()}.${digits()}e-${next(9)}` };
    if (kind === 3) return { text: JSON.stringify(['"', "\\", digits(), "é😀", "\u2028", ""].slice(0, next(7)).join("")) };
    const members = Array.from({ length: next(6) }, () => make(depth + 1));
    if (kind === 4) return { text: `[${members.map(({ text }) => text).join(next(2) ? "," : " , ")}]` };
    return { text: `{${members.map(({ text }, at) => `"${at}${next(2) ? '\\"' : ""}":${text}`).join(",")}}` };
  };
  for (let round = 0; round < 2_000; round += 1) {
    const text = `{"value":${make(0).text}}`;
    const exact = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:e-?\d+)?/g, (token) =>
      /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
    );
    assert.deepEqual(await find(json(text)), JSON.parse(exact), text);
  }
});

test("a text of many megabytes beside such an integer is no trouble", async () => {
  const text = `{"body":${JSON.stringify('\\"x'.repeat(1_000_000))},"id":9007199254740993}`;
  assert.equal((await find(json(text))).id, "9007199254740993");
});

test("a text of many digits is gone over once", { timeout: 60_000 }, async () => {
  const digits = "1".repeat(8_000_000);
  assert.equal((await find(json(`{"body":"${digits}"}`))).body, digits);
});

test("an empty body is null", async () => {
  assert.equal(await find(new Response(null, { status: 204 })), null);
  assert.equal(await find(new Response("", { status: 202 })), null);
});

test("an empty body where a list should be is an empty page, and the last", async () => {
  const { client, requests } = scripted([new Response(null, { status: 204 })]);
  const page = await client.contacts.list();
  assert.deepEqual([page.data, page.body, page.hasNext, await page.nextPage()], [[], null, false, null]);
  assert.equal(requests.length, 1);
});

test("a body in pieces is put together", async () => {
  const bytes = new TextEncoder().encode('{"name":"Zoë 😀"}');
  const pieces = new ReadableStream({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  assert.deepEqual(await find(new Response(pieces, { headers: { "content-type": "application/json" } })), { name: "Zoë 😀" });
});

test("a success that is not what it should be is an error", async () => {
  for (const body of ["<html>", '{"a":1', new Uint8Array([0x22, 0xff, 0x22]), "nul"]) {
    await assert.rejects(find(new Response(body, { headers: { "content-type": "application/json" } })), IntercomError);
  }
});

test("a body that is longer than allowed is let go", async () => {
  let isCanceled = false;
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(1_000)),
    cancel() {
      isCanceled = true;
    },
  });
  const answer = new Response(endless, { headers: { "content-type": "application/json" } });
  await assert.rejects(
    find(answer, { maxBodyBytes: 10_000 }),
    (error) => error instanceof TransportError && /10000 bytes/.test(error.message),
  );
  assert.equal(isCanceled, true);
});

test("a body may be bytes, a text, or anything that brings chunks", async () => {
  async function* chunks() {
    yield new TextEncoder().encode('{"id":');
    yield new TextEncoder().encode('"c1"}');
  }
  for (const body of ['{"id":"c1"}', new TextEncoder().encode('{"id":"c1"}'), chunks()]) {
    const transport = async () => ({ status: 200, headers: [["content-type", "application/json"]], body });
    const { client } = scripted([], { fetch: undefined, transport });
    assert.deepEqual(await client.contacts.find("c1"), { id: "c1" });
  }
});

test("a transport that gives something else is told so", async () => {
  for (const answer of [undefined, {}, { status: 200, body: 7 }, { status: 200, body: ["text"].values() }]) {
    const { client } = scripted([], { fetch: undefined, transport: async () => answer, maxAttempts: 1 });
    await assert.rejects(client.contacts.find("c1"), TransportError);
  }
});

test("dates are UNIX seconds, and integers of any size keep their digits", async () => {
  const { client } = scripted([]);
  const body = (params) => client.contacts.create.prepare(params).text();
  assert.equal(body({ signed_up_at: new Date(1_700_000_000_999) }), '{"signed_up_at":1700000000}');
  assert.match(body({ external_id: 2n ** 70n }), /1180591620717411303424/);
  for (const params of [{ signed_up_at: new Date(Number.NaN) }, { signed_up_at: Number.NaN }, { custom_attributes: { x: Infinity } }]) {
    assert.throws(() => body(params), ArgumentError);
  }
});

test("an error with a body of any kind is an error of its status", async () => {
  for (const body of ["<html>", "", "[]", '{"errors":[{"code":"x","message":"y"}]}']) {
    await assert.rejects(find(new Response(body, { status: 418 })), (error) => error instanceof ApiError && error.status === 418);
  }
});
