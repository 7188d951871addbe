import { type ApiRequest, headerOf, isLocalName, SOURCE_IP } from "./http-message.ts";

/** All values of each name. */
export function grouped(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  // Not an object, which has a "constructor" from the start.
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    const values = groups.get(name);
    if (values) values.push(value);
    else groups.set(name, [value]);
  }
  return Object.fromEntries(groups);
}

/** The values of each name, joined by commas. */
export function joined(pairs: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(Object.entries(grouped(pairs)).map(([name, values]) => [name, values.join(",")]));
}

/** The last value of each name. */
export function lastOf(groups: Readonly<Record<string, readonly string[]>>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, values]) => [name, values.at(-1) ?? ""]));
}

/** An object, or null if it is empty. */
export function orNull<Members extends object>(members: Members): Members | null {
  return Object.keys(members).length === 0 ? null : members;
}

/** The headers of a request with names in lower case. */
export function lowerCaseHeaders({ headers }: ApiRequest): (readonly [string, string])[] {
  return headers.map(([name, value]) => [name.toLowerCase(), value] as const);
}

/** The id in `x-amz-apigw-id`: 15 characters and an equals sign. */
export function extendedId({ id }: ApiRequest): string {
  return `${Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url").slice(0, 15)}=`;
}

/** `12/Mar/2020:19:03:58 +0000`. */
export function logTime(at: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

/** The domain that a request was sent to, with the port that it has on this machine. */
export function domainOf(
  request: ApiRequest,
  apiId: string,
): { readonly domainName: string; readonly domainPrefix: string } {
  const domainName = headerOf(request, "host") ?? "";
  return { domainName, domainPrefix: isLocalName(request) ? apiId : (domainName.split(".", 1)[0] ?? "") };
}

/** The caller of a request that is not authorised. */
export function identityOf(request: ApiRequest): Readonly<Record<string, string | null>> {
  return {
    accessKey: null,
    accountId: null,
    caller: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: SOURCE_IP,
    user: null,
    userAgent: headerOf(request, "user-agent") ?? null,
    userArn: null,
  };
}
