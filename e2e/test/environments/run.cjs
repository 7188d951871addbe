/* Runs the scenario in this process with the packages as they are published, and prints what comes out. */
const { scenario } = require("./scenario.cjs");

const packages = {
  catalog: require("@faultwire/catalog"),
  handler: require("@faultwire/handler"),
  caller: require("@faultwire/caller"),
  http: require("node:http"),
  bytes: (text) => Buffer.from(text),
};
scenario(packages).then((outcome) => process.stdout.write(JSON.stringify(outcome)));
