/** Measures what the browser's package promises, and prints figures by their budgets, and what to compare. */

import { measureLoading } from "./loading.js";
import { measureSize } from "./size.js";

const { figures, comparison } = await measureSize();
console.log(JSON.stringify({ figures: { ...figures, ...(await measureLoading()) }, comparisons: [comparison] }));
