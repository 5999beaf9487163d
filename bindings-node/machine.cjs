"use strict";

/** The machines themselves, for whoever brings a loop of their own: settings and parts go in as JSON, steps come out as JSON. */
exports.engine = require("./native.cjs");
