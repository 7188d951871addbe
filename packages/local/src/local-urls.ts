import type { Account } from "./config/account.ts";

/** The service that the addresses lead to. */
export interface LocalService {
  readonly account: Account;
  readonly endpoint: string;
  /** The URLs of APIs, Function URLs and load balancers by name. */
  readonly apis: ReadonlyMap<string, { readonly url: string }>;
}

/** A queue, an API and a Function URL, by the address that they have on AWS. */
const QUEUE = /https:\/\/sqs\.([\w-]+)\.amazonaws\.com(?=\/(\d{12})\/)/g;
const API = /https:\/\/([\w.-]+)\.(?:execute-api|lambda-url)\.([\w-]+)\.(?:amazonaws\.com|on\.aws)/g;

/**
 * Replaces the addresses that AWS gives to what this service has, its queues, APIs and Function URLs, by those that they
 * have here.
 */
export function withLocalUrls(text: string, { account, endpoint, apis }: LocalService): string {
  return text
    .replace(QUEUE, (address, region: string, accountId: string) =>
      region === account.region && accountId === account.accountId ? endpoint : address,
    )
    .replace(API, (address, id: string, region: string) => {
      // Names of hosts have no capital letters.
      const [, api] = [...apis].find(([name]) => name.toLowerCase() === id.toLowerCase()) ?? [];
      return api !== undefined && region === account.region ? new URL(api.url).origin : address;
    });
}
