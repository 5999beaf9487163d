export * from "./machine.cjs";
