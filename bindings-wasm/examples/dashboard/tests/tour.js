/** A tour of the dashboard: it is used as a person would, before an Intercom that fails, and a picture of it is saved. */

import assert from "node:assert/strict";

import { openStage } from "./stage.js";

const stage = await openStage();
try {
  console.log("\n  The dashboard, in a browser");
  const page = await stage.open("contacts");
  const rows = page.getByRole("list", { name: "Contacts" }).getByRole("listitem");
  await rows.nth(29).waitFor();
  await rows.last().scrollIntoViewIfNeeded();
  await rows.nth(59).waitFor();
  say("contacts come page by page while they are scrolled");

  await stage.emulator.faults([{ status: 429, headers: { "retry-after": "1" }, match: { path: "/contacts/search" } }]);
  await page.getByLabel("Search contacts").fill("Szymborska");
  await page.getByText("Intercom asks to slow down").waitFor();
  await page.getByText("8 people").waitFor();
  say("a search that is told to slow down says so, waits, and goes on by itself");

  await rows.first().click();
  await page.getByLabel("New note").fill("Wants to see the new reports before they are announced.");
  await stage.emulator.faults([{ status: 500, match: { method: "POST", path: "/contacts/*" } }]);
  await page.getByRole("button", { name: "Add note" }).click();
  const id = await page.getByRole("alert").locator("code").textContent();
  say(`a failure shows its request id, ${id}, and keeps what was written`);
  await page.getByRole("button", { name: "Add note" }).click();
  await page.getByText("Note added").waitFor();
  await page.getByLabel("Add a tag").fill("Beta reader");
  await page.keyboard.press("Enter");
  await page.getByRole("list", { name: "Tags" }).getByText("Beta reader").waitFor();
  say("a note and a tag stand where they were written");
  assert.deepEqual(page.complaints, []);
  console.log(`\n  A picture of it: ${await stage.shoot(page, "dashboard")}\n`);
} finally {
  await stage.close();
}

function say(what) {
  console.log(`    \u2713 ${what}`);
}
