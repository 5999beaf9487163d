/** Every block of JavaScript and TypeScript in the READMEs and the guides runs, against the emulator; those for a page run in `tests/web`. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { webhooks } from "entryphone";

import { startEmulator, TOKEN } from "./emulator.js";
import { startRedis } from "./redis_server.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const docs = readdirSync(path.join(root, "docs"), { recursive: true }).map((name) => path.join("docs", name));
const readme = path.join(path.dirname(createRequire(import.meta.url).resolve("entryphone/package.json")), "README.md");
const files = [readme, ...["README.md", ...docs.toSorted()].map((name) => path.join(root, name))];

const blocks = files
  .filter((file) => file.endsWith(".md"))
  .flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^```(js|ts)\n(.*?)^```$/gms)].map(([, language, code], at) => ({
      name: `${path.relative(root, file)}, block ${at + 1}`,
      language,
      code,
    })),
  )
  // The code of another package, and that of a page or a worker.
  .filter(({ code }) => !code.startsWith("// before") && !code.includes('from "entryphone-web'));

const noRedis = process.env.ENTRYPHONE_SKIP_REDIS;
let emulator;
let count = 0;

before(async () => {
  emulator = await startEmulator({ jobSeconds: 0 });
  process.env.INTERCOM_ACCESS_TOKEN = TOKEN;
  process.env.INTERCOM_CLIENT_SECRET = "client-secret";
  // What they write is theirs.
  process.chdir(await mkdtemp(path.join(tmpdir(), "entryphone-blocks-")));
});
after(async () => {
  await emulator.stop();
  await rm(process.cwd(), { recursive: true });
});

/** What a part of a guide takes for granted, where it makes no client. */
const GIVEN = `
import { Intercom as Given } from "entryphone";
const client = new Given();
const { id } = await client.contacts.create({ role: "lead" });
`;

/** Runs a block and gives what it exports. Where it would call Intercom itself, it calls the emulator. */
async function run({ code, language }, redisPort) {
  const here = (language === "ts" && !code.includes("new Intercom(") ? GIVEN + code : code)
    .replaceAll("new Given()", "new Given({ })")
    .replaceAll('token: "…"', "")
    .replaceAll("http://127.0.0.1:4010", emulator.url)
    .replaceAll("new Intercom()", "new Intercom({ })")
    .replaceAll(/new (Intercom|Given)\({ ?(?![^)]*\b(?:baseUrl|transport)\b)/g, `new $1({ baseUrl: "${emulator.url}", `)
    // Jobs are looked at less often than a test has patience for.
    .replaceAll(/(created_at_before: [\d_]+ })/g, "$1, { pollFromMs: 20, pollToMs: 50 }")
    .replace("6379", redisPort)
    .replace("listen(8080,", "listen(0,");
  count += 1;
  const name = `block-${process.pid}-${count}`;
  const file = fileURLToPath(new URL(`${name}.${language === "ts" ? "mts" : "mjs"}`, import.meta.url));
  const program = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  await writeFile(file, here);
  try {
    if (language === "ts") execFileSync(process.execPath, [tsc, file, ...FLAGS]);
    return await import(program);
  } finally {
    await Promise.all([rm(file, { force: true }), rm(program, { force: true })]);
  }
}

// Types are checked elsewhere, and only taken away here.
const FLAGS = ["--ignoreConfig", "--noCheck", "--module", "nodenext", "--target", "es2022", "--types", ""];
const tsc = path.join(path.dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc");

const only = (text) => {
  const found = blocks.filter(({ code }) => code.includes(text));
  assert.equal(found.length, 1, `${found.length} blocks have ${text}`);
  return found[0];
};

test("there are blocks", () => assert.ok(blocks.length > 20, `${blocks.length}`));

for (const block of blocks) {
  const { name, code } = block;
  const needsRedis = code.includes("6379");
  test(`${name} runs`, { skip: (needsRedis && noRedis) || false }, async (context) => {
    context.mock.method(console, "log", () => {});
    await emulator.reset();
    const redis = needsRedis ? await startRedis() : undefined;
    const files = new Set(readdirSync("."));
    try {
      const { server } = await run(block, redis?.port);
      server?.close();
    } finally {
      redis?.stop();
      for (const file of readdirSync(".")) if (!files.has(file)) await rm(file);
    }
  });
}

const body = '{"type":"notification_event","id":"notif_1","topic":"contact.user.created","data":{"item":{}}}';
const signed = (secret) => ({ "x-hub-signature": webhooks.sign(body, secret), "content-type": "application/json" });

test("Express takes what is signed and nothing else", async (context) => {
  const log = context.mock.method(console, "log", () => {});
  const { app } = await run(only("express.raw("));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  const send = (secret) => fetch(`http://127.0.0.1:${server.address().port}/intercom`, { method: "POST", headers: signed(secret), body });
  try {
    assert.equal((await send("client-secret")).status, 200);
    assert.equal(log.mock.calls[0].arguments[0], "contact.user.created");
    assert.equal((await send("another-secret")).status, 401);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

const asked = async (server, headers) => {
  if (!server.listening) await once(server, "listening");
  const url = `http://127.0.0.1:${server.address().port}/intercom/contacts`;
  const answer = await fetch(url, { headers: { "sec-fetch-site": "same-origin", ...headers } });
  return [answer.status, (await answer.json()).type];
};

test("the server of a dashboard lets in who is logged in", async () => {
  const { server } = await run(only("export const server"));
  try {
    assert.deepEqual(await asked(server, { cookie: "session=1" }), [200, "list"]);
    assert.deepEqual(await asked(server, {}), [403, "error.list"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("the route of Express leads to the API", async () => {
  const { app } = await run(only("app.all("));
  const server = app.listen(0, "127.0.0.1");
  try {
    assert.deepEqual(await asked(server, {}), [200, "list"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
