/** Stands for modules of Node that a page imports and never calls. */
const absent = () => {
  throw new Error("a page cannot do this");
};

export { absent as readdirSync, absent as readFileSync, absent as test };
