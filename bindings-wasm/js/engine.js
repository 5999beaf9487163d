/**
 * The engine of this package: the core as WebAssembly. Node's package has a file of the same name that loads the core as a native addon;
 * everything else of the face but `platform.js` is the same in both.
 *
 * Nothing here works before the module is loaded: `index.js` waits for that, and `manual.js` leaves it to the caller.
 */
import { machine, method } from "../wasm/module.js";

export { leave } from "../wasm/module.js";

const Client = machine("Client", ["withSettings", "start", "startRaw", "prepare", "pages", "job", "resumeJob"], ["version", "baseUrl"]);

const Call = machine("Call", [
  ...["start", "body", "head", "read", "collected", "answered", "lost", "woke", "cancel", "drainEvents"],
  ...["token", "noToken", "reserved", "unavailable"],
]);

const Pager = machine("Pager", ["call", "turn", "fail", "bookmark", "limit", "checkpoint", "drainEvents"], ["itemsPath", "isOver"]);
Pager.members = method("members");

const Job = machine("Job", ["next", "call", "answered", "failed", "cancel", "download", "drainEvents"], ["id", "status", "handle"]);

const Download = machine("Download", ["head", "resume", "onChunk", "check", "onEnd"], ["received", "stallsAtMs"]);

const Prepared = machine("Prepared", ["toJson", "body"]);

export const engine = {
  ...{ Client, Call, Pager, Job, Download, Prepared },
  names: method("names"),
  operation: method("operation"),
  hint: method("hint"),
  version: method("version"),
};

/** No call is left for the next one: in the module a new one costs no more. */
export const left = () => {};
