import { LambdaClient } from "@aws-sdk/client-lambda";
import { createHttpCaller } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog, fault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import { z } from "zod";

export class OutOfStock extends fault("OutOfStock", {
  status: 503,
  details: z.object({ sku: z.string() }),
  message: ({ sku }) => `There is no ${sku}`,
}) {}

export const Stock = defineCatalog("stock", { OutOfStock });

/** An order, and the API through which each function calls the next; without it they use the SDK. */
export interface Order {
  readonly sku: string;
  readonly api?: string | undefined;
}

const client = new LambdaClient({});

function call(functionName: string, order: Order): Promise<unknown> {
  const { api } = order;
  if (api === undefined) return createCaller({ client, functionName, faults: Stock })(order);
  return createHttpCaller({ url: `${api}/${functionName}`, faults: Stock })(order);
}

function passOn(functionName: string) {
  return async (order: Order): Promise<unknown> => {
    try {
      return await call(functionName, order);
    } catch (cause) {
      throw new OutOfStock({ sku: order.sku }, { cause });
    }
  };
}

const input = z.object({ sku: z.string(), api: z.string().optional() });

export const a = wrapHandler(passOn("b"), { input, throws: Stock });
export const b = wrapHandler(passOn("c"), { input, throws: Stock });
export const c = wrapHandler(
  async ({ sku }: Order): Promise<unknown> => {
    throw new OutOfStock({ sku }, { cause: new Error("the shelf is empty") });
  },
  { input, throws: Stock },
);
