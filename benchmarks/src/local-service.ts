import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { local } from "@faultwire/local";
import { type Candidate, compare, type Row } from "./compare.ts";

/** The local Lambda service against a server that does nothing, by a bare client and by the SDK. */
export async function compareLocal(): Promise<{ raw: Row[]; sdk: Row[] }> {
  await using lambda = await local({ root: import.meta.dirname, functions: { echo: "echo.handler" } });
  const server = createServer((request, response) =>
    request.on("data", () => undefined).on("end", () => response.end("{}")),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new LambdaClient(lambda.client);
  const empty = new LambdaClient({ ...lambda.client, endpoint });
  const path = "/2015-03-31/functions/echo/invocations";
  const post = (base: string) => async () =>
    (await fetch(base + path, { method: "POST", body: '{"a":1}' })).arrayBuffer();
  const send = (by: LambdaClient) => () =>
    by.send(new InvokeCommand({ FunctionName: "echo", Payload: '{"a":1}' }));
  const raw: Candidate[] = [
    { name: "fetch to an empty server", run: post(endpoint) },
    { name: "fetch to local", run: post(lambda.endpoint) },
  ];
  const sdk: Candidate[] = [
    { name: "the SDK to an empty server", run: send(empty) },
    { name: "the SDK to local", run: send(client) },
  ];
  const rows = { raw: await compare(raw), sdk: await compare(sdk) };
  client.destroy();
  empty.destroy();
  server.close();
  server.closeAllConnections();
  return rows;
}
