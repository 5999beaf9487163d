/** Runs vectors in a page, whose engine is the package's. */

import "entryphone-web";
import { engine } from "entryphone-web/machine";

import * as exact from "../../node/exact.js";
import * as machine from "../../node/machine.js";

/** The vectors of a file that did not come out as they should, with why, and how many there are. */
globalThis.runVectors = (text) => {
  const { vectors } = exact.parse(text);
  const failures = {};
  for (const vector of vectors) {
    try {
      // The tables of what answers are made of are larger than all the rest, and no part of a page.
      if (vector.config?.strict) machine.run(engine, { ...vector, expect: { error: { kind: "argument", message_has: "no tables" } } });
      else machine.run(engine, vector);
    } catch (error) {
      failures[vector.name] = error.stack ?? String(error);
    }
  }
  return { count: vectors.length, failures };
};
