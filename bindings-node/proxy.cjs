"use strict";

const { Intercom } = require("./dist/index.cjs");

/** A proxy for pages; `js/proxy.js` tells of it. */
module.exports = Intercom[Symbol.for("entryphone.proxy")];
