/** The result of a request's authorization, in the members of both formats of events. */
export interface Authorization {
  /** `requestContext.authorizer` of format 2.0. */
  readonly two: object;
  /** `requestContext.authorizer` of format 1.0, if it has one. */
  readonly one?: object;
  /** Members of `requestContext.identity` of format 1.0. */
  readonly identity?: object;
}

/** Makes the members of a signed request's event: a user of the account, as local knows only the access key. */
export function signedBy(accessKey: string, accountId: string): object {
  return {
    accessKey,
    accountId,
    callerId: "local",
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: `arn:aws:iam::${accountId}:user/local`,
    userId: "local",
  };
}
