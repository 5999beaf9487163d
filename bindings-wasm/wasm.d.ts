/** What the bundler makes of a module: an address, bytes, or a compiled module. Any of them loads it. */
declare const module: any;
export default module;
