/** An emulated Intercom, the dashboard's server before it, and a browser. */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { startEmulator, TOKEN } from "../../../../tests/node/emulator.js";
import { startServer } from "../server/server.js";

export { TOKEN };

const DESK = { width: 1280, height: 800 };

/** Opens the stage. Screenshots go where ENTRYPHONE_SCREENSHOTS says, or nowhere. */
export async function openStage(options = {}) {
  const emulator = await startEmulator({ contacts: 180, conversations: 60, seed: 7, jobSeconds: 1, ...options });
  const client = { token: TOKEN, baseUrl: emulator.url };
  const server = await startServer({ pages: fileURLToPath(new URL("../dist", import.meta.url)), client });
  const executablePath = process.env.ENTRYPHONE_CHROMIUM ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  return {
    emulator,
    server,

    /** A page of a person of their own, on which nothing may go wrong unseen. Its time can be told to pass when it is `timed`. */
    async open(path, { timed = false, ...settings } = {}) {
      const context = await browser.newContext({
        baseURL: server.url,
        viewport: DESK,
        locale: "en-US",
        reducedMotion: "reduce",
        ...settings,
      });
      context.setDefaultTimeout(6_000);
      const page = await context.newPage();
      if (timed) await page.clock.install();
      const complaints = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
      });
      await page.goto(`/#/${path}`);
      return Object.assign(page, { complaints });
    },

    /** Saves what a page shows, and says where. */
    async shoot(page, name) {
      const folder = process.env.ENTRYPHONE_SCREENSHOTS;
      if (!folder) return undefined;
      mkdirSync(folder, { recursive: true });
      const path = join(folder, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },

    async close() {
      await browser.close();
      await server.stop();
      await emulator.stop();
    },
  };
}
