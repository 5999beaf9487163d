/** The engine's functions that work with secrets, which in the browser's package are in a module of their own. */
export { engine as signatures } from "./engine.js";
