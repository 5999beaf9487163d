/** The machines themselves, for whoever brings a loop of their own: settings and parts go in as JSON, steps come out as JSON. */
export { engine } from "./engine.js";
