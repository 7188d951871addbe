/** The account that local functions belong to. */
export const ACCOUNT_ID = "000000000000";
/** The region that local functions run in. */
export const REGION = "us-east-1";
