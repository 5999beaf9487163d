import { list } from "./list.js";

postMessage(await list());
