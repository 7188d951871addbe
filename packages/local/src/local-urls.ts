import type { Account } from "./config/account.ts";

/** The service that the addresses lead to. */
export interface LocalService {
  readonly account: Account;
  readonly endpoint: string;
  /** The URLs of APIs, Function URLs and load balancers by name. */
  readonly apis: ReadonlyMap<string, { readonly url: string }>;
}

/**
 * Any queue, by the addresses of today and of old: the SDK for JavaScript sends requests to the host of a queue's URL,
 * and none may reach AWS.
 */
const QUEUE = /https:\/\/(?:sqs\.[\w-]+|[\w-]+\.queue|queue)\.amazonaws\.com(?=\/\d{12}\/)/g;
/** An API and a Function URL, by the address that they have on AWS. */
const API = /https:\/\/([\w.-]+)\.(?:execute-api|lambda-url)\.([\w-]+)\.(?:amazonaws\.com|on\.aws)/g;

/**
 * Replaces the addresses that AWS gives to what this service has, its queues, APIs and Function URLs, by those that they
 * have here.
 */
export function withLocalUrls(text: string, { account, endpoint, apis }: LocalService): string {
  return text.replace(QUEUE, endpoint).replace(API, (address, id: string, region: string) => {
    // Names of hosts have no capital letters.
    const [, api] = [...apis].find(([name]) => name.toLowerCase() === id.toLowerCase()) ?? [];
    return api !== undefined && region === account.region ? new URL(api.url).origin : address;
  });
}
