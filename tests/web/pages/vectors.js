/** Runs vectors in a page, whose engine is the package's. */

import * as face from "entryphone-web";
import { engine } from "entryphone-web/machine";

import * as driver from "../../node/driver.js";
import * as exact from "../../node/exact.js";
import * as machine from "../../node/machine.js";

/** The vectors of a file that did not come out as they should, with why, and how many there are. */
globalThis.runVectors = async (text) => {
  const { vectors } = exact.parse(text);
  const failures = {};
  for (const vector of vectors) {
    try {
      // The tables of what answers are made of are larger than all the rest, and no part of a page.
      if (vector.config?.strict) machine.run(engine, { ...vector, expect: { error: { kind: "argument", message_has: "no tables" } } });
      else machine.run(engine, vector);
      if (!vector.config?.strict && driver.isDriven(vector)) await driver.run(engine, face, vector);
    } catch (error) {
      failures[vector.name] = error.stack ?? String(error);
    }
  }
  return { count: vectors.length, failures };
};
