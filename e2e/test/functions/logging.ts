import { runInNewContext } from "node:vm";
import { Logger } from "@aws-lambda-powertools/logger";
import { defineCatalog, fault } from "@faultwire/catalog";
import { lateRejections, type Redact, wrapBatch, wrapHandler } from "@faultwire/handler";
import { powertoolsLogger } from "@faultwire/handler/powertools";
import { z } from "zod";

export class CardRefused extends fault("CardRefused", {
  status: 503,
  message: "the card was refused",
  details: z.object({ card: z.string(), orderId: z.string() }),
}) {}
export const Payments = defineCatalog("payments", { CardRefused });

/** Has a class, properties, a cause with properties, and line ends of every kind. */
class DriverError extends Error {
  override name = "DriverError";
  code = "23505";
  card = "4111";
  sql = "insert\r\ninto\u0085\u2028\u2029orders";
}

const details = { card: "4111", orderId: "o-1" };
const THROWN: Readonly<Record<string, () => unknown>> = {
  declared: () => new CardRefused(details),
  "declared, with a property": () => Object.assign(new CardRefused(details), { card: "4111" }),
  driver: () => new DriverError("duplicate\u2028key", { cause: new CardRefused(details) }),
  "driver, alone": () => new DriverError("duplicate"),
  several: () => new AggregateError([new DriverError("one"), new CardRefused(details)], "all"),
  object: () => ({ card: "4111", code: "E" }),
  foreign: () => runInNewContext('Object.assign(new TypeError("m"), { code: "E", card: "4111" })'),
};

/** An event of an HTTP API or of a direct call names what to throw. */
async function fail({ thrown, headers }: { thrown?: string; headers?: { thrown: string } }): Promise<never> {
  throw THROWN[thrown ?? headers?.thrown ?? ""]?.();
}

const throws = Payments;
const redact: Redact = (shown) => ({ ...Object(shown), card: "****" });
const guards = [lateRejections({ redact })];

export const handler = wrapHandler(fail, { throws });
export const redacted = wrapHandler(fail, { throws, redact });
export const bare = wrapHandler(fail, { throws, logProperties: false, redact });
export const concealed = wrapHandler(fail, { throws, conceal: true, log: () => undefined });
export const formatted = wrapHandler(fail, {
  throws,
  log: powertoolsLogger(new Logger({ serviceName: "shop" })),
});
export const late = wrapHandler(
  async (event: { thrown: string }) => {
    fail(event).catch((thrown) => void Promise.reject(thrown));
    await new Promise((resolve) => setTimeout(resolve, 20));
  },
  { throws, guards },
);
export const batch = wrapBatch(({ body }: { body: string }) => fail({ thrown: body }), { throws });
