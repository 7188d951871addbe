import { Tracer } from "@aws-lambda-powertools/tracer";
import { captureLambdaHandler } from "@aws-lambda-powertools/tracer/middleware";
import { wrapHandler } from "@faultwire/handler";
import { answerFaults } from "@faultwire/handler/middy";
import { powertoolsTracer } from "@faultwire/handler/powertools";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import { fail, options } from "./faults.ts";

const tracer = new Tracer({ serviceName: "shop" });
const onFault = powertoolsTracer(tracer);

/** Lambda decides which traces are kept; locally none is. */
function sample(): void {
  process.env._X_AMZN_TRACE_ID = process.env._X_AMZN_TRACE_ID?.replace("Sampled=0", "Sampled=1");
}

export const middied = middy<object>()
  .before(sample)
  .use(captureLambdaHandler(tracer))
  .use(answerFaults({ ...options, onFault }))
  .handler(async (event) => fail(event));

const wrapped = wrapHandler((event: object) => fail(event), { ...options, onFault });

/** With a segment of one's own, as Powertools' documentation opens it. */
export async function segmented(event: object, context: Context): Promise<unknown> {
  sample();
  const segment = tracer.getSegment();
  const subsegment = segment?.addNewSubsegment("## shop");
  if (segment === undefined || subsegment === undefined) throw new Error("no trace at hand");
  tracer.setSegment(subsegment);
  try {
    return await wrapped(event, context);
  } finally {
    subsegment.close();
    tracer.setSegment(segment);
  }
}
