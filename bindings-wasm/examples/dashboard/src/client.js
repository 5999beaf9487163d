/** The one client of the page. It has no token: the dashboard's own server adds it. */

import { Intercom } from "entryphone-web";

import { observe } from "./connection.js";

export const client = new Intercom({ baseUrl: "/intercom", token: null, version: "2.14", onEvent: observe });
