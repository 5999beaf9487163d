// The bundle is the one instance: an error is of the same class for those who import it and for those who require it.
export * from "./dist/index.cjs";
