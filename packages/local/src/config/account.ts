import { describe } from "./check.ts";

/** The account and region that local functions, queues and APIs belong to. */
export interface Account {
  readonly accountId: string;
  readonly region: string;
}

const REGION = /^(?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d$/;

/**
 * Completes and checks an account.
 *
 * @throws TypeError naming the member and what to do.
 */
export function checkAccount({
  region = "us-east-1",
  accountId = "000000000000",
}: {
  readonly region?: string;
  readonly accountId?: string;
}): Account {
  if (typeof region !== "string" || !REGION.test(region))
    throw new TypeError(`region is one like "eu-west-1"; it is ${describe(region)}`);
  if (typeof accountId !== "string" || !/^\d{12}$/.test(accountId))
    throw new TypeError(`accountId is a text of 12 digits; it is ${describe(accountId)}`);
  return { region, accountId };
}
