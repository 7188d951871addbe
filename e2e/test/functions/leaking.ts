import { defineCatalog, fault } from "@faultwire/catalog";
import { INTENDED_FAULT } from "@faultwire/catalog/internal";
import { toFault } from "@faultwire/catalog/receiving";
import {
  problemDetails,
  restJson1,
  type WrapOptions,
  wrapHandler,
  wrapStreamHandler,
} from "@faultwire/handler";
import { decodeStandard } from "@faultwire/wire";
import { z } from "zod";

class Refused extends fault("Refused", {
  status: 403,
  details: z.object({ why: z.string() }),
  message: "refused",
}) {}
class Theirs extends fault("Theirs", { details: z.object({ theirs: z.string() }), message: "theirs" }) {}
const Faults = defineCatalog("faults", { Refused });

export interface Plant {
  readonly plant: keyof typeof planted;
  readonly secret: string;
}

/** Errors with a secret that may appear only in the log. */
export const planted = {
  cause: (secret: string) => new Refused({ why: "w" }, { cause: new Error(secret, { cause: { secret } }) }),
  "stripped member": (secret: string) => new Refused({ why: "w", secret } as never),
  "own member": (secret: string) =>
    Object.assign(new Refused({ why: "w" }), { secret, toJSON: () => secret }),
  stack: (secret: string) => {
    const thrown = new Refused({ why: "w" });
    thrown.stack = `Refused: ${secret}\n${secret}`;
    return thrown;
  },
};

/** Errors that carry a secret where an undeclared error does, and pass with it on direct calls. */
export const undeclared = {
  message: (secret: string) => new RangeError(secret),
  name: (secret: string) => Object.assign(new Error("m"), { name: secret }),
  "stack of an undeclared error": (secret: string) => Object.assign(new Error("m"), { stack: secret }),
  "member of an undeclared error": (secret: string) =>
    Object.assign(new Error("m"), { secret, errors: [secret] }),
  text: (secret: string) => secret,
  object: (secret: string) => ({ name: secret, message: secret, errorType: secret, details: { secret } }),
  AggregateError: (secret: string) => new AggregateError([new Error(secret)], secret),
  "undeclared fault": (secret: string) => new Theirs({ theirs: secret }, { headers: { "X-Secret": secret } }),
  "received fault": (secret: string) => {
    const payload = { errorType: "Theirs", errorMessage: secret, trace: [secret] };
    return toFault(decodeStandard(JSON.stringify(payload)), defineCatalog("x", { Theirs }), {
      functionName: "theirs",
      logTail: secret,
    });
  },
  "wrong details": (secret: string) => {
    const thrown = new TypeError(secret);
    return Object.defineProperty(thrown, INTENDED_FAULT, { value: { errorType: "Refused", status: 403 } });
  },
  "value that pretends to be a fault": (secret: string) => ({
    [Symbol.for("faultwire.fault")]: true,
    get errorType() {
      throw new Error(secret);
    },
  }),
};

/** A secret in the details themselves, which `redact` takes out. */
export const redacted = {
  details: (secret: string) => new Refused({ why: secret }, { cause: new Theirs({ theirs: secret }) }),
};

const all = { ...planted, ...undeclared, ...redacted };

function leak({ plant, secret }: Plant): never {
  throw (all as Readonly<Record<string, (secret: string) => unknown>>)[plant]?.(secret);
}

type Options = WrapOptions<typeof Faults, Plant, Plant, unknown, unknown>;
const wrapped = (more: Partial<Options> = {}) => wrapHandler(leak, { throws: Faults, ...more });

export const auto = wrapped();
export const custom = wrapped({ wire: "custom", trace: true });
export const concealed = wrapped({ conceal: true });
export const problem = wrapped({ body: problemDetails("https://errors.example.com/") });
export const members = wrapped({ body: restJson1 });
export const redacting = wrapped({ redact: () => ({ why: "*" }) });
export const redactingDocument = wrapped({ redact: () => ({ why: "*" }), wire: "document" });
export const stream = wrapStreamHandler(async (event: Plant, _stream) => leak(event), {
  throws: Faults,
  conceal: true,
});
export const begun = wrapStreamHandler(
  async (event: Plant, response) => {
    response.write("begun");
    leak(event);
  },
  { throws: Faults, conceal: true },
);
