import type { Account } from "../../config/account.ts";

/** The forms of the names and addresses of one type of resource. */
export interface Kind {
  /** The property that names it. */
  readonly name?: string;
  /** The value of `Ref`. @default the name */
  readonly ref?: (name: string, account: Account) => string;
  /** The values of `Fn::GetAtt`. */
  readonly attributes?: Readonly<Record<string, (name: string, account: Account) => string>>;
}

type ArnForm = (name: string, account: Account) => string;

/** The ARN of a thing in this account and region, `rest` with the name after it. */
function arn(service: string, rest: string): ArnForm {
  return (name, { region, accountId }) => `arn:aws:${service}:${region}:${accountId}:${rest}${name}`;
}

const identity: ArnForm = (name) => name;
const functionArn = arn("lambda", "function:");
const queueArn = arn("sqs", "");
const topicArn = arn("sns", "");
const tableArn = arn("dynamodb", "table/");
const machineArn = arn("states", "stateMachine:");
const queueUrl: ArnForm = (name, { region, accountId }) =>
  `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
const apiUrl: ArnForm = (id, { region }) => `https://${id}.execute-api.${region}.amazonaws.com`;

const FUNCTION: Kind = { name: "FunctionName", attributes: { Arn: functionArn } };
const TABLE: Kind = {
  name: "TableName",
  attributes: {
    Arn: tableArn,
    StreamArn: (name, account) => `${tableArn(name, account)}/stream/2015-06-27T00:48:05.899`,
  },
};
const MACHINE: Kind = {
  name: "StateMachineName",
  ref: machineArn,
  attributes: { Arn: machineArn, Name: identity },
};
const CAPACITY_PROVIDER: Kind = {
  name: "CapacityProviderName",
  attributes: { Arn: arn("lambda", "capacity-provider:") },
};
const REST_API: Kind = { attributes: { RootResourceId: (id) => `${id}/root`, RestApiId: identity } };
const HTTP_API: Kind = { attributes: { ApiEndpoint: apiUrl, ApiId: identity } };
const STAGE: Kind = { name: "StageName" };

/** The types whose names and addresses are the same as on AWS, but for the part that AWS makes up. */
export const KINDS: Readonly<Record<string, Kind>> = {
  "AWS::ApiGateway::RestApi": REST_API,
  "AWS::ApiGateway::Stage": STAGE,
  "AWS::ApiGatewayV2::Api": HTTP_API,
  "AWS::ApiGatewayV2::Stage": STAGE,
  "AWS::Cognito::UserPool": {
    ref: (id, { region }) => `${region}_${id}`,
    attributes: {
      Arn: (id, { region, accountId }) =>
        `arn:aws:cognito-idp:${region}:${accountId}:userpool/${region}_${id}`,
      ProviderName: (id, { region }) => `cognito-idp.${region}.amazonaws.com/${region}_${id}`,
      ProviderURL: (id, { region }) => `https://cognito-idp.${region}.amazonaws.com/${region}_${id}`,
    },
  },
  "AWS::DynamoDB::GlobalTable": TABLE,
  "AWS::DynamoDB::Table": TABLE,
  "AWS::Events::EventBus": { name: "Name", attributes: { Arn: arn("events", "event-bus/"), Name: identity } },
  "AWS::Events::Rule": { name: "Name", attributes: { Arn: arn("events", "rule/") } },
  "AWS::IAM::Role": {
    name: "RoleName",
    attributes: { Arn: (name, { accountId }) => `arn:aws:iam::${accountId}:role/${name}` },
  },
  "AWS::Kinesis::Stream": { name: "Name", attributes: { Arn: arn("kinesis", "stream/") } },
  "AWS::Lambda::CapacityProvider": CAPACITY_PROVIDER,
  "AWS::Lambda::Function": FUNCTION,
  "AWS::Lambda::Url": {
    attributes: { FunctionUrl: (id, { region }) => `https://${id}.lambda-url.${region}.on.aws/` },
  },
  "AWS::Logs::LogGroup": { name: "LogGroupName", attributes: { Arn: arn("logs", "log-group:") } },
  "AWS::S3::Bucket": {
    name: "BucketName",
    // Bucket names have no capital letters.
    ref: (name) => name.toLowerCase(),
    attributes: {
      Arn: (name) => `arn:aws:s3:::${name.toLowerCase()}`,
      DomainName: (name) => `${name.toLowerCase()}.s3.amazonaws.com`,
      RegionalDomainName: (name, { region }) => `${name.toLowerCase()}.s3.${region}.amazonaws.com`,
    },
  },
  "AWS::SNS::Topic": {
    name: "TopicName",
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: identity },
  },
  "AWS::SQS::Queue": {
    name: "QueueName",
    ref: queueUrl,
    attributes: { Arn: queueArn, QueueName: identity, QueueUrl: queueUrl },
  },
  "AWS::SecretsManager::Secret": { name: "Name", ref: arn("secretsmanager", "secret:") },
  "AWS::SSM::Parameter": { name: "Name" },
  "AWS::Serverless::CapacityProvider": CAPACITY_PROVIDER,
  "AWS::Serverless::Api": REST_API,
  "AWS::Serverless::Function": FUNCTION,
  "AWS::Serverless::HttpApi": HTTP_API,
  "AWS::Serverless::SimpleTable": TABLE,
  "AWS::Serverless::StateMachine": { ...MACHINE, name: "Name" },
  "AWS::StepFunctions::StateMachine": MACHINE,
};
