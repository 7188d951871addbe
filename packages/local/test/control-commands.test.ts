import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutIntegrationResponseCommand,
} from "@aws-sdk/client-api-gateway";
import { AddPermissionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { zip } from "./zip.ts";

/*
 * The commands of "Handle Lambda errors in API Gateway" (the developer guide), with AWS's own command line, where it is on the
 * machine in a version that reads AWS_ENDPOINT_URL: 1.29 or 2.13.
 */

const hasAws = spawnSync("aws", ["--version"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));

let lambda: Local;
let gateway: APIGatewayClient;
let functions: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions/seeds`,
    region: "us-west-2",
    functions: {},
    apis: {
      z0vprf0mdh: { type: "rest", routes: { "GET /": { mock: { responses: [{ statusCode: 200 }] } } } },
    },
  });
  gateway = new APIGatewayClient({ ...lambda.client, maxAttempts: 1 });
  functions = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
});

afterAll(async () => {
  gateway.destroy();
  functions.destroy();
  await lambda.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command of AWS's command line, written as in a shell; resolves with what it prints, read as JSON. */
async function aws(command: string) {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? "");
  const { stdout } = await promisify(execFile)("aws", [...words, "--region", "us-west-2"], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: lambda.endpoint,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_PAGER: "",
    },
  });
  return stdout.trim() === "" ? undefined : JSON.parse(stdout);
}

/** Deploys the API and resolves with the status of its answer. */
async function deployedStatus(): Promise<number> {
  await gateway.send(new CreateDeploymentCommand({ restApiId: "z0vprf0mdh", stageName: "local" }));
  return (await fetch(lambda.url("z0vprf0mdh"))).status;
}

describe.runIf(hasAws)("AWS's command line", () => {
  test("makes a function, maps its error by a pattern, and changes the pattern", async () => {
    const code = "export const handler = async () => { throw new Error('Malformed input ...'); };";
    writeFileSync(join(folder, "code.zip"), zip({ "index.mjs": code }));
    await aws(
      `lambda create-function --function-name malformed --runtime nodejs24.x --handler index.handler --role arn:aws:iam::000000000000:role/any --zip-file fileb://${folder}/code.zip`,
    );
    await aws("lambda wait function-active --function-name malformed");
    await functions.send(
      new AddPermissionCommand({
        FunctionName: "malformed",
        StatementId: "api",
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
      }),
    );
    const { items } = await gateway.send(new GetResourcesCommand({ restApiId: "z0vprf0mdh" }));
    const method = { restApiId: "z0vprf0mdh", resourceId: items?.[0]?.id, httpMethod: "GET" };
    const uri =
      "arn:aws:apigateway:us-west-2:lambda:path/2015-03-31/functions/arn:aws:lambda:us-west-2:000000000000:function:malformed/invocations";
    await gateway.send(
      new PutIntegrationCommand({ ...method, type: "AWS", integrationHttpMethod: "POST", uri }),
    );
    await gateway.send(new PutIntegrationResponseCommand({ ...method, statusCode: "200" }));

    const of = `--rest-api-id z0vprf0mdh --resource-id ${method.resourceId} --http-method GET --status-code 400`;
    expect(await aws(`apigateway put-integration-response ${of} --selection-pattern "Malformed.*"`)).toEqual({
      statusCode: "400",
      selectionPattern: "Malformed.*",
    });
    // The method does not declare the status.
    expect(await deployedStatus()).toBe(500);
    await aws(`apigateway put-method-response ${of}`);
    expect(await deployedStatus()).toBe(400);
    await aws(
      `apigateway update-integration-response ${of} --patch-operations op=replace,path=/selectionPattern,value=Malformed*`,
    );
    expect(await aws(`apigateway get-integration-response ${of}`)).toEqual({
      statusCode: "400",
      selectionPattern: "Malformed*",
    });
    // "Malformed*" is "Malforme" and any number of d: it does not match the whole message.
    expect(await deployedStatus()).toBe(200);
  });
});

test.skipIf(hasAws)(
  "AWS's command line is not on this machine: its commands were not tried",
  () => undefined,
);
