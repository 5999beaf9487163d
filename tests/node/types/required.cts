// In a program of CommonJS modules. Nothing runs this.

import entryphone = require("entryphone");
import machine = require("entryphone/machine");
import proxy = require("entryphone/proxy");

export const client: entryphone.Intercom = new entryphone.Intercom({ token: "x" });
export const machines = new machine.engine.Client("{}", false);
export const isMissing = (error: unknown): error is entryphone.NotFoundError => error instanceof entryphone.NotFoundError;
export const handler: (request: Request) => Promise<Response> = proxy.createProxy(client, { allow: ["contacts.list"] });
// What is imported and what is required are of one class.
export const imported = (): Promise<entryphone.Intercom> => import("entryphone").then(({ Intercom }) => new Intercom());
