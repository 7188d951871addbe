import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { Tax, TaxRegionUnknown } from "./faults.ts";

const taxFor = createCaller({ client: new LambdaClient({}), functionName: "tax", faults: Tax });
const [region = "de"] = process.argv.slice(2);
try {
  console.log(await taxFor({ region }));
} catch (error) {
  if (!(error instanceof TaxRegionUnknown)) throw error;
  console.log(`No tax for ${error.details.region}, only for ${error.details.known.join(", ")}.`);
}
