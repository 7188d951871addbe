/** Serves the registry on loopback, as the child of `start-registry.ts`; ends with its parent. */
import { runServer } from "verdaccio";

const [storage, uplink] = process.argv.slice(2);
process.once("disconnect", () => process.exit());

const ours = { access: "$all", publish: "$all", unpublish: "$all" };
const server = await runServer({
  self_path: storage,
  storage,
  uplinks: { machine: { url: uplink, maxage: "1h", timeout: "120s", max_fails: 20 } },
  // Ours are never asked for elsewhere: what is installed is what was published here.
  packages: { "@faultwire/*": ours, faultwire: ours, "**": { access: "$all", proxy: "machine" } },
  max_body_size: "20mb",
  log: { type: "stdout", format: "pretty", level: "error" },
});
server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}/`));
