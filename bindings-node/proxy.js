import proxy from "./proxy.cjs";

export const { createProxy, toListener } = proxy;
