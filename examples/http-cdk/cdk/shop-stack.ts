import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { CorsHttpMethod, HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { Runtime } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import type { Construct } from "constructs";

interface ShopProps extends StackProps {
  /** The origin of the page that may call the API. */
  readonly origin: string;
}

export class ShopStack extends Stack {
  constructor(scope: Construct, id: string, props: ShopProps) {
    super(scope, id, props);
    const placeOrder = new NodejsFunction(this, "PlaceOrder", {
      entry: "src/place-order.ts",
      runtime: Runtime.NODEJS_24_X,
      timeout: Duration.seconds(5),
      bundling: { format: OutputFormat.ESM },
    });
    const api = new HttpApi(this, "Api", {
      corsPreflight: {
        allowOrigins: [props.origin],
        allowMethods: [CorsHttpMethod.POST],
        allowHeaders: ["content-type"],
        // A page reads no other headers of an error.
        exposeHeaders: ["apigw-requestid", "retry-after", "x-amzn-errortype"],
      },
    });
    api.addRoutes({
      path: "/orders",
      methods: [HttpMethod.POST],
      integration: new HttpLambdaIntegration("PlaceOrder", placeOrder),
    });
    new CfnOutput(this, "Url", { value: api.apiEndpoint });
  }
}
