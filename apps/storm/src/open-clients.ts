import { Agent } from "node:http";
import { LambdaClient, type LambdaClientConfig } from "@aws-sdk/client-lambda";
import type { Local } from "@faultwire/local";
import type { ClientName } from "./choose-call.ts";

/** Clients as programs configure them. Each has the connections of its own. */
export interface OpenClients {
  readonly byName: Readonly<Record<ClientName, LambdaClient>>;
  close(): void;
}

/** Milliseconds after which the SDK warns that calls wait for a socket. */
const PATIENT = { socketAcquisitionWarningTimeout: 600_000 };

export function openClients({ client: address }: Local): OpenClients {
  const open = (config: LambdaClientConfig = {}) => new LambdaClient({ ...address, ...config });
  const byName: Record<ClientName, LambdaClient> = {
    default: open(),
    "maxAttempts 1": open({ maxAttempts: 1 }),
    "maxAttempts 5": open({ maxAttempts: 5 }),
    adaptive: open({ retryMode: "adaptive" }),
    "request timeout": open({ requestHandler: { requestTimeout: 300, throwOnRequestTimeout: true } }),
    "no keep-alive": open({ requestHandler: { httpAgent: new Agent({ keepAlive: false }) } }),
    "one socket": open({
      requestHandler: { ...PATIENT, httpAgent: new Agent({ keepAlive: true, maxSockets: 1 }) },
    }),
  };
  return {
    byName,
    close: () => {
      for (const client of Object.values(byName)) client.destroy();
    },
  };
}
