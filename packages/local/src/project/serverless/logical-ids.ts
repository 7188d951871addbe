/** The logical id of the REST API of a service. */
export const REST_API = "ApiGatewayRestApi";
/** The logical id of the HTTP API of a service. */
export const HTTP_API = "HttpApi";

/** `sendMail-now` is `SendMailDashnow`. */
export function normalizeName(name: string): string {
  const text = name.replaceAll("-", "Dash").replaceAll("_", "Underscore");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The logical id of a function. */
export function functionId(key: string): string {
  return `${normalizeName(key)}LambdaFunction`;
}
