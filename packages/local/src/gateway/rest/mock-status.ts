/** A key without quotes or in single ones: recorded to be read by API Gateway in LocalStack's test_integration_mock_with_path_param. */
const BARE_KEY = /([{,]\s*)'?([A-Za-z_]\w*)'?(\s*:)/g;

/**
 * Reads the status of a mock integration's request: `{"statusCode": 200}`.
 *
 * @returns undefined where there is no whole number, which API Gateway answers with 500.
 */
export function mockStatus(request: string): number | undefined {
  const value = read(request) ?? read(request.replace(BARE_KEY, '$1"$2"$3'));
  const status = typeof value === "object" && value !== null ? Reflect.get(value, "statusCode") : undefined;
  return typeof status === "number" && Number.isInteger(status) ? status : undefined;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, or not yet.
    return undefined;
  }
}
