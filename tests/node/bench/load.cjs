// What it costs to require a package and make a client, in a process of its own: CPU milliseconds and the growth of memory in MiB.
const make = {
  entryphone: () => new (require("entryphone").Intercom)({ token: "t" }),
  "intercom-client": () => new (require("intercom-client").IntercomClient)({ token: "t" }),
}[process.argv[2]];
const memory = process.memoryUsage.rss();
const started = process.cpuUsage();
const client = make();
const { user, system } = process.cpuUsage(started);
console.log(JSON.stringify({ ms: (user + system) / 1000, mib: (process.memoryUsage.rss() - memory) / 2 ** 20, made: typeof client }));
