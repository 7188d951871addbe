import type { Advice } from "./advice-rule.ts";

/** Advice for answers that API Gateway, an ALB, CloudFront or a Function URL makes itself. */
export const GATEWAY_ADVICE: readonly Advice[] = [
  [
    / 504$/,
    "Answer sooner than the integration's timeout, 29 seconds by default, or take the work, answer 202, and do it asynchronously. A function that was invoked runs on.",
  ],
  [/^Authorizer/, "Look at the log of the authorizer: it threw, or returned something that is not a policy."],
  [
    /^MissingAuthenticationToken/,
    "Check the path, the method and the stage: a REST API has no such route. If it has, sign the request.",
  ],
  [
    /^(?:Unauthorized| ?)\w* .*401$/,
    "Send the credentials that the authorizer expects, in the place that it expects.",
  ],
  [
    /^(?:Expired|Incomplete|Invalid)(?:Token|Signature)/,
    "Sign the request again: get new credentials, and check the time of this machine.",
  ],
  [
    /^AccessDenied/,
    "The authorizer's policy, or the resource policy of the API, denies this route to the caller.",
  ],
  [/ 403$/, "Check the API key and its usage plan, the web application firewall, and the resource policy."],
  [/^LimitExceeded/, "The quota of the usage plan is used up: wait for its next period, or raise it."],
  [/ 429$/, "Wait and try again. If it repeats, raise the throttle of the stage or of the usage plan."],
  [/ 413$/, "Send less: an HTTP API and a REST API take 10 MB, an ALB with a function 1 MB."],
  [/ 415$/, "Send a Content-Type that the integration has a template for."],
  [
    /^BadRequest| 400$/,
    "Correct the request: it does not fit the parameters, the model or the media type that the API declares.",
  ],
  [/ 404$/, "Check the path and the method against the API's routes."],
  [
    / 5\d\d$/,
    "Look at the function's log first. If it did not run, check that the API may invoke it; if it did, it threw, or returned what is not a proxy response: wrapHandler always returns one.",
  ],
  [/./, "Look at the access log of the API, by the request id."],
];
