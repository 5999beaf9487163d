/** Measures what the browser's package promises, and prints figures by their budgets. */

import { measureLoading } from "./loading.js";
import { measureSize } from "./size.js";

console.log(JSON.stringify({ ...(await measureSize()), ...(await measureLoading()) }));
