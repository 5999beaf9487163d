// What it costs to require a package and make a client, in a process of its own: the processor's milliseconds.
const make = {
  entryphone: () => new (require("entryphone").Intercom)({ token: "t" }),
  "intercom-client": () => new (require("intercom-client").IntercomClient)({ token: "t" }),
}[process.argv[2]];
const started = process.cpuUsage();
make();
const { user, system } = process.cpuUsage(started);
console.log((user + system) / 1000);
