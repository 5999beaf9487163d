import { defineConfig } from "vite";

/** Where `DASHBOARD_ORIGIN=http://localhost:5173 npm start` listens: in development it answers the API's paths, and Vite all others. */
const BACKEND = "http://127.0.0.1:3000";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    // The client's module waits for its engine at the top level.
    target: "es2022",
    // The content security policy has no place for data in addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/intercom": BACKEND } },
});
