/** Runs vectors of signatures in a worker, through the package's module for workers. */

import "entryphone-web/webhooks";

import { signatures } from "../../../bindings-wasm/js/signatures.js";
import * as exact from "../../node/exact.js";
import { run } from "../../node/functions.js";

/** The vectors of each text that did not come out as they should, with why, and how many there are. */
globalThis.onmessage = ({ data: texts }) => {
  const vectors = texts.flatMap((text) => exact.parse(text).vectors);
  const failures = {};
  for (const vector of vectors) {
    try {
      run(signatures, vector);
    } catch (error) {
      failures[vector.name] = error.stack ?? String(error);
    }
  }
  postMessage({ count: vectors.length, failures });
};
postMessage("ready");
