import { list } from "./list.js";

document.title = (await list()).join(" ");
