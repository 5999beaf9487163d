/**
 * The emulator in tests: an Intercom of one's own, which can be told to fail. It needs Node 20 and a built emulator, and
 * nothing else.
 *
 *     const emulator = await startEmulator({ contacts: 100 });
 *     await emulator.faults([{ status: 503, match: { method: "POST", path: "/contacts" } }]);
 *     ...
 *     await emulator.stop();
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The access token an emulator accepts, unless it is started with another one. */
export const TOKEN = "emulator-token";

/**
 * Starts an emulator on a free port of this machine, unless `port` names one.
 *
 * @param {Record<string, string | number | boolean | string[]>} [options] those of the command line in camelCase, such as
 *   `{ contacts: 100, jobSeconds: 10, strict: true, cors: ["http://localhost:5173"] }`
 * @returns {Promise<Emulator>}
 */
export async function startEmulator(options = {}) {
  const child = spawn(program(), commandLine(options), { stdio: ["ignore", "pipe", "pipe"] });
  const complaints = [];
  child.stderr.on("data", (text) => complaints.push(text));
  const spoken = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(spoken, "line"),
    once(child, "close").then(() => [""]),
    once(child, "error").then(([error]) => {
      throw new Error(`the emulator could not be started: ${error.message}`);
    }),
  ]);
  const url = line.match(/^listening on (\S+)$/)?.[1];
  if (url === undefined) {
    child.kill();
    throw new Error(`the emulator did not say where it listens: ${complaints.join("").trim() || JSON.stringify(line)}`);
  }
  return new Emulator(child, url);
}

/** A running emulator. */
class Emulator {
  #child;

  constructor(child, url) {
    this.#child = child;
    /** Its base URL, such as `http://127.0.0.1:50123`. */
    this.url = url;
  }

  /** Appends faults to the queue, such as `[{ drop: "after", match: { method: "POST", path: "/tags" } }]`. */
  async faults(faults) {
    await this.#control("POST", "faults", faults);
  }

  /** What arrived: the latest 10,000 requests, in the order of their arrival. */
  requests() {
    return this.#control("GET", "requests");
  }

  /** What took effect, and how often: the latest 10,000 changes. */
  applied() {
    return this.#control("GET", "applied");
  }

  /** The clock in milliseconds since 1970; a time given to it stops it there. */
  async clock(nowMs) {
    const change = nowMs === undefined ? undefined : { virtual: true, now_ms: nowMs };
    return (await this.#control(change ? "POST" : "GET", "clock", change)).now_ms;
  }

  /** Stops the clock, moves it forward by so many milliseconds, and says where it is. */
  async advance(ms) {
    return (await this.#control("POST", "clock", { virtual: true, advance_ms: ms })).now_ms;
  }

  /** Goes back to the data of the start and to a clock that runs; forgets faults, requests and changes. */
  async reset() {
    await this.#control("POST", "reset", {});
    await this.#control("POST", "clock", { virtual: false });
  }

  /** Ends the program. */
  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill();
    await ended;
  }

  async #control(method, path, body) {
    const answer = await fetch(`${this.url}/_emulator/${path}`, { method, body: body && JSON.stringify(body) });
    const value = await answer.json();
    if (!answer.ok) throw new Error(value.error);
    return value;
  }
}

/** Where ENTRYPHONE_EMULATOR says, or where cargo builds it. */
function program() {
  const { ENTRYPHONE_EMULATOR, CARGO_TARGET_DIR } = process.env;
  const target = CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../target", import.meta.url));
  const suffix = process.platform === "win32" ? ".exe" : "";
  return ENTRYPHONE_EMULATOR ?? `${target}/debug/entryphone-emulator${suffix}`;
}

function commandLine(options) {
  return Object.entries(options).flatMap(([name, value]) => {
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (typeof value === "boolean") return value ? [option] : [];
    return [value].flat().flatMap((one) => [option, String(one)]);
  });
}
