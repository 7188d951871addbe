import { price } from "./price.ts";

export const handler = async (event: { readonly path?: string; readonly rawPath?: string }) => ({
  statusCode: 200,
  body: JSON.stringify({ path: event.path ?? event.rawPath, price: price(2), env: process.env }),
});
