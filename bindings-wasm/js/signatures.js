/** The engine's functions that work with secrets. It is empty until the entries for workers fill it, and so always in a page. */
export const signatures = {};
