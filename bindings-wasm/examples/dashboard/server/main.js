/** The dashboard's own server. The access token is in INTERCOM_ACCESS_TOKEN, and stays here. */

import { fileURLToPath } from "node:url";

import { startServer } from "./server.js";

const { PORT = "3000", HOST = "127.0.0.1", INTERCOM_BASE_URL, DASHBOARD_ORIGIN } = process.env;
const server = await startServer({
  pages: fileURLToPath(new URL("../dist", import.meta.url)),
  host: HOST,
  port: Number(PORT),
  client: INTERCOM_BASE_URL ? { baseUrl: INTERCOM_BASE_URL } : {},
  origin: DASHBOARD_ORIGIN?.split(","),
});
console.log(`listening on ${server.url}`);
