/** The function of an ARN, or Lambda's Invoke with parameters. */
export type TaskResource = { readonly type: "function"; readonly arn: string } | { readonly type: "invoke" };
