/** The dashboard in a browser, as its users see it, before an Intercom that is told to fail. */

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { openStage, TOKEN } from "./stage.js";

let stage;
let page;

before(async () => {
  stage = await openStage();
});
afterEach(async () => {
  const complaints = page?.complaints ?? [];
  await page?.context().close();
  await stage.emulator.reset();
  assert.deepEqual(complaints, []);
});
after(() => stage.close());

const rows = (name = "Contacts") => page.getByRole("list", { name, exact: true }).getByRole("listitem");
const notice = (text) => page.getByText(text, { exact: true });

/** Waits until something holds of the page. */
async function until(what, holds) {
  const end = Date.now() + 6_000;
  for (;;) {
    const last = await holds();
    if (last) return last;
    assert.ok(Date.now() < end, `in vain: ${what}`);
    await page.waitForTimeout(30);
  }
}

const told = async (method, path) =>
  (await stage.emulator.requests()).filter((request) => request.method === method && request.path.startsWith(path));

test("contacts are found by a part of their name, in any script", async () => {
  page = await stage.open("contacts");
  await rows().first().waitFor();
  assert.equal(await page.getByText("180 people").count(), 1);
  await stage.shoot(page, "contacts");
  await page.keyboard.press("/");
  await page.keyboard.type("湯川");
  await until("only matches are shown", async () => (await rows().allTextContents()).every((text) => text.includes("湯川")));
  assert.ok((await rows().count()) > 1);
  await page.getByLabel("Search contacts").fill("nobody of this name");
  await page.getByText("Nobody matches").waitFor();
  await stage.shoot(page, "contacts-none");
  await page.getByLabel("Search contacts").fill("");
  await page.getByText("180 people").waitFor();
});

test("a list grows while it is scrolled, page by page", async () => {
  page = await stage.open("contacts");
  await rows().nth(29).waitFor();
  for (const count of [60, 90]) {
    await rows().last().scrollIntoViewIfNeeded();
    await rows()
      .nth(count - 1)
      .waitFor();
  }
  const names = await rows()
    .locator(".row")
    .evaluateAll((links) => links.map((link) => link.href));
  assert.equal(new Set(names).size, names.length, "each contact is there once");
  const asked = (await told("GET", "/contacts")).length;
  assert.ok(asked >= 3 && asked <= 5, `${asked} pages were asked for, and no more than the screen needs`);
});

test("name, notes and tags are changed where they stand", async () => {
  page = await stage.open("contacts");
  await rows().nth(1).click();
  await page.getByRole("button", { name: "Change the name" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Wisława Szymborska-Włodek, who has a name of remarkable and inconvenient length");
  await page.keyboard.press("Enter");
  await page.getByText("Name saved").waitFor();
  await until("the list shows the new name", async () => (await rows().nth(1).textContent()).includes("Włodek"));

  await page.getByLabel("New note").fill('Prefers calls <b>after</b> four.\n\nفضّل العربية & "quotes".');
  await page.keyboard.press("Control+Enter");
  await page.getByText("Note added").waitFor();
  assert.match(await rows("Notes").first().textContent(), /Prefers calls <b>after<\/b> four\.[\s\S]*فضّل/);
  assert.equal(await page.getByLabel("New note").inputValue(), "");

  const tags = page.getByRole("list", { name: "Tags" });
  await page.getByLabel("Add a tag").fill("Reads everything");
  await page.keyboard.press("Enter");
  await tags.getByText("Reads everything").waitFor();
  await stage.shoot(page, "contact");
  await page.getByRole("button", { name: "Take off the tag Reads everything" }).click();
  await page.getByText("taken off").waitFor();
  assert.equal(await tags.getByText("Reads everything").count(), 0);
  const [put, taken] = [await told("POST", "/contacts/"), await told("DELETE", "/contacts/")];
  assert.deepEqual([put.length, taken.length], [2, 1], "a note and a tag were added once, and a tag was taken off once");
});

test("a reply stands in the conversation", async () => {
  page = await stage.open("conversations");
  await rows("Conversations").nth(1).click();
  await page.getByLabel("Reply").fill("Thank you.\nIt is mended since this morning.");
  await page.getByRole("button", { name: "Send reply" }).click();
  await page.getByText("Reply sent").waitFor();
  const last = page.getByRole("list", { name: "Messages" }).getByRole("listitem").last();
  assert.match(await last.textContent(), /Thank you\.\s*It is mended/);
  await stage.shoot(page, "conversation");
});

test("an export shows how far it is, and ends with a file", async () => {
  page = await stage.open("export");
  await page.getByLabel("First day").fill("2023-11-14");
  await page.getByRole("button", { name: "Start export" }).click();
  const bar = page.getByRole("progressbar");
  await bar.waitFor();
  const seen = new Set();
  await until("the bar is full", async () => seen.add(Number(await bar.getAttribute("value"))).has(100));
  assert.ok(seen.size > 1 && [...seen].every((value, place, all) => place === 0 || value > all[place - 1]), `it only grew: ${[...seen]}`);
  await stage.shoot(page, "export");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save file" }).click()]);
  assert.match(file.suggestedFilename(), /^messages-2023-11-14-.*\.(csv\.gz|zip|tar|csv)$/);
});

test("a storm of 429 is shown while it lasts, and survived", async () => {
  page = await stage.open("contacts", { timed: true });
  await rows().first().waitFor();
  await stage.emulator.faults([{ status: 429, headers: { "retry-after": "1" }, times: 2, match: { path: "/contacts/search" } }]);
  await page.getByLabel("Search contacts").fill("ada");
  await notice("Intercom asks to slow down").waitFor();
  await stage.shoot(page, "slowed-down");
  await until("the matches are shown", async () => {
    await page.clock.runFor(500);
    return (await rows().allTextContents()).every((text) => /ada/i.test(text));
  });
  await notice("Intercom asks to slow down").waitFor({ state: "detached" });
  assert.deepEqual(
    (await told("POST", "/contacts/search")).map(({ status }) => status),
    [429, 429, 200],
    "nobody but the page repeats",
  );
});

test("a failure is shown with its request id, and what was written is kept", async () => {
  page = await stage.open("contacts");
  await rows().first().click();
  await page.getByLabel("New note").fill("Not to be lost");
  await stage.emulator.faults([{ status: 500, match: { method: "POST", path: "/contacts/*" } }]);
  const answer = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Add note" }).click();
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.textContent(), /may have been done all the same/);
  assert.equal(await alert.locator("code").textContent(), (await answer).headers()["x-request-id"]);
  await stage.shoot(page, "failure");
  assert.equal(await page.getByLabel("New note").inputValue(), "Not to be lost");
  assert.equal((await told("POST", "/contacts/")).length, 1, "a note that may have been written is not written again");
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByText("Note added").waitFor();
});

test("being offline is shown, and everything goes on by itself afterwards", async () => {
  page = await stage.open("contacts", { timed: true });
  await rows().first().waitFor();
  await page.context().setOffline(true);
  await notice("You are offline").waitFor();
  await page.getByLabel("Search contacts").fill("noether");
  await page.clock.runFor(400);
  await stage.shoot(page, "offline");
  await page.context().setOffline(false);
  await notice("You are offline").waitFor({ state: "detached" });
  await until("the matches are shown", async () => (await rows().allTextContents()).every((text) => /noether/i.test(text)));
});

test("what was given up without a network is asked for again when there is one", async () => {
  page = await stage.open("contacts", { timed: true });
  await rows().first().waitFor();
  await page.context().setOffline(true);
  await page.getByLabel("Search contacts").fill("noether");
  await until("it is given up", async () => {
    await page.clock.runFor(2_000);
    return (await page.getByRole("alert").count()) > 0;
  });
  await page.context().setOffline(false);
  await until("the matches are shown", async () => (await rows().allTextContents()).every((text) => /noether/i.test(text)));
  assert.equal(await page.getByRole("alert").count(), 0);
});

test("it is used by the keyboard alone", async () => {
  page = await stage.open("contacts");
  await rows().first().waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.type), "search");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 2 }).waitFor();
  const unnamed = await page.evaluate(() =>
    [...document.querySelectorAll("button, a, input, textarea, meter, progress")]
      .filter((element) => !(element.labels?.length || element.ariaLabel || element.textContent.trim()))
      .map((element) => element.outerHTML),
  );
  assert.deepEqual(unnamed, [], "everything that can be used has a name");
});

test("it fits a phone, in the dark", async () => {
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2, colorScheme: "dark" };
  page = await stage.open("contacts", phone);
  await rows().nth(5).tap();
  await page.getByLabel("New note").waitFor();
  await stage.shoot(page, "phone-contact");
  await page.getByRole("link", { name: "Contacts" }).first().tap();
  await rows().first().waitFor();
  await stage.shoot(page, "phone-contacts");
  for (const path of ["contacts", "conversations", "export"]) {
    await page.goto(`/#/${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(overflow, 0, `${path} is as wide as the phone`);
  }
});

test("the token is nowhere in the page, nor on the way to it", async () => {
  page = await stage.open("contacts");
  const seen = [];
  page.on("request", (request) =>
    seen.push(request.allHeaders().then((headers) => request.url() + JSON.stringify(headers) + request.postData())),
  );
  page.on("response", (response) => seen.push(response.allHeaders().then(JSON.stringify)));
  page.on("response", (response) => seen.push(response.text().catch(() => "")));
  await page.reload();
  await rows().first().click();
  await page.getByLabel("New note").waitFor();
  const kept = await page.evaluate(
    () => document.documentElement.outerHTML + JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  const exchanged = (await Promise.all(seen)).join("\n");
  const session = await page.context().newCDPSession(page);
  let heap = "";
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => {
    heap += chunk;
  });
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  assert.ok(exchanged.includes("/intercom/contacts") && heap.includes("edsger.dijkstra"), "what is searched holds what was shown");
  for (const place of [kept, exchanged, heap]) assert.ok(!place.includes(TOKEN));
});
