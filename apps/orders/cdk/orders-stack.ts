import { alarmsFor, integrationResponsesFor, methodResponsesFor } from "@faultwire/infra";
import { Duration, Stack, type StackProps } from "aws-cdk-lib";
import { EndpointType, LambdaIntegration, RestApi } from "aws-cdk-lib/aws-apigateway";
import { HttpApi, HttpMethod } from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import { CfnAlarm } from "aws-cdk-lib/aws-cloudwatch";
import { Code, Function as LambdaFunction, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { CfnMetricFilter, CfnQueryDefinition, LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import { Orders } from "order-faults";
import { bundleFunctions } from "./bundle-functions.ts";

const BUNDLES = `${import.meta.dirname}/../.cache/functions`;
const NAMES = ["get-order", "export-orders", "place-order", "pay-order", "cancel-order"] as const;

/** The orders functions behind a REST API and an HTTP API. What depends on their faults is made of the catalog. */
export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    bundleFunctions(NAMES, BUNDLES);
    const code = Code.fromAsset(BUNDLES);
    const logGroups: string[] = [];
    const addLogGroup = (name: string) => {
      const logGroup = new LogGroup(this, `${name}-log`);
      logGroups.push(logGroup.logGroupName);
      return logGroup;
    };
    const addFunction = (name: (typeof NAMES)[number], reservedConcurrentExecutions?: number) =>
      new LambdaFunction(this, name, {
        code,
        handler: `${name}.handler`,
        runtime: Runtime.NODEJS_24_X,
        memorySize: 256,
        timeout: Duration.seconds(5),
        logGroup: addLogGroup(name),
        // Metric filters read nothing else.
        loggingFormat: LoggingFormat.JSON,
        ...(reservedConcurrentExecutions !== undefined && { reservedConcurrentExecutions }),
      });
    addFunction("get-order");
    addFunction("export-orders", 1);

    const shop = new RestApi(this, "Shop", {
      deployOptions: { stageName: "live" },
      endpointTypes: [EndpointType.REGIONAL],
    });
    shop.root.addResource("orders").addMethod("POST", new LambdaIntegration(addFunction("place-order")));
    // A custom integration: the faults of the catalog have patterns, and everything else is a 500 or 504.
    const payment = new LambdaIntegration(addFunction("pay-order"), {
      proxy: false,
      integrationResponses: integrationResponsesFor(Orders),
    });
    shop.root
      .addResource("payments")
      .addMethod("POST", payment, { methodResponses: methodResponsesFor(Orders) });

    const support = new HttpApi(this, "Support");
    support.addRoutes({
      path: "/orders/{orderId}",
      methods: [HttpMethod.DELETE],
      integration: new HttpLambdaIntegration("Cancel", addFunction("cancel-order")),
    });

    const { metricFilters, alarms, queries } = alarmsFor(Orders, { namespace: this.stackName, logGroups });
    for (const [name, filter] of Object.entries(metricFilters)) new CfnMetricFilter(this, name, filter);
    for (const [name, alarm] of Object.entries(alarms)) new CfnAlarm(this, name, alarm);
    for (const [name, query] of Object.entries(queries)) new CfnQueryDefinition(this, name, query);
  }
}
