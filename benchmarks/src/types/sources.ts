/* TypeScript sources of any number of faults, whose cost for the compiler is counted. */

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const zodDetails = (index: number) =>
  `z.object({ id: z.string(), count: z.number(), kind: z.enum(["a", "b"]), n${index}: z.string().optional() })`;

/** Classes written by hand with details by the same zod schemas: the least that typed errors cost. */
export function handwritten(count: number): string {
  const classes = range(count).map(
    (index) => `const details${index} = ${zodDetails(index)};
export class Fault${index} extends Error {
  override readonly name = "Fault${index}";
  readonly details: z.infer<typeof details${index}>;
  constructor(details: z.infer<typeof details${index}>) {
    super(details.id);
    this.details = details;
  }
}`,
  );
  return ['import { z } from "zod";', ...classes].join("\n");
}

/** A catalog of faults with details. */
export function catalog(count: number): string {
  const classes = range(count).map(
    (index) => `export class Fault${index} extends fault("Fault${index}", {
  status: 404,
  details: ${zodDetails(index)},
  message: ({ id }) => id,
}) {}`,
  );
  return [
    'import { z } from "zod";',
    'import { defineCatalog, fault } from "@faultwire/catalog";',
    ...classes,
    `export const Faults = defineCatalog("faults", { ${names(count)} });`,
  ].join("\n");
}

/** The same catalog, and a caller of a function that throws its faults. */
export function caller(count: number): string {
  return `${catalog(count)}
import { createCaller } from "@faultwire/caller/lambda";
declare const client: import("@aws-sdk/client-lambda").LambdaClient;
const call = createCaller({ client, functionName: "f", faults: Faults });
export const outcome = await call.safe({});`;
}

/** The same catalog, and a `match` with an arm for each fault. */
export function arms(count: number): string {
  return `${catalog(count)}
import { type FaultsOf, match, type PlatformFault } from "@faultwire/catalog";
declare const received: FaultsOf<typeof Faults> | PlatformFault;
export const matched = match(received, {
${range(count)
  .map((index) => `  Fault${index}: ({ details }) => details.count,`)
  .join("\n")}
  Platform: () => "platform",
});`;
}

function names(count: number): string {
  return range(count)
    .map((index) => `Fault${index}`)
    .join(", ");
}
