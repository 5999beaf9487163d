// In a program of CommonJS modules. Nothing runs this.

import entryphone = require("entryphone");
import machine = require("entryphone/machine");

export const client: entryphone.Intercom = new entryphone.Intercom({ token: "x" });
export const machines = new machine.engine.Client("{}", false);
export const isMissing = (error: unknown): error is entryphone.NotFoundError => error instanceof entryphone.NotFoundError;
