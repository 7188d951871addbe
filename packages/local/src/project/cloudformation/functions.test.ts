import { expect, test } from "vitest";
import { parseTemplate } from "../document/parse-document.ts";
import { Positions } from "../document/positions.ts";
import { membersOf } from "../document/values.ts";
import { Gaps } from "../template-gap.ts";
import { evaluateStrictly } from "./evaluate.ts";
import { Parameters } from "./parameters.ts";
import { readResources } from "./read-resources.ts";
import { Scope } from "./scope.ts";

const positions = new Positions();
const template = membersOf(
  parseTemplate(
    `
Parameters:
  Name: { Type: String, Default: ada }
  Zones: { Type: CommaDelimitedList, Default: "a, b" }
  Key: { Type: "AWS::SSM::Parameter::Value<String>", Default: /key }
  Missing: { Type: String }
Mappings:
  Sizes: { small: { memory: 128, zones: [x, y] } }
Conditions:
  IsAda: !Equals [!Ref Name, ada]
  IsNot: !Not [!Condition IsAda]
  Both: !And [!Condition IsAda, !Not [!Condition IsNot]]
  Either: !Or [!Condition IsNot, !Condition IsAda]
Resources:
  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: !Sub "\${Name}-jobs" } }
  Fifo: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }
  Topic: { Type: AWS::SNS::Topic }
  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }
  Bucket: { Type: AWS::S3::Bucket }
  Function: { Type: AWS::Lambda::Function }
  Version: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref Function } }
  Second: { Type: AWS::Lambda::Version, Properties: { FunctionName: !GetAtt Function.Arn } }
  Alias: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Function, Name: live } }
  Absent: { Type: AWS::SQS::Queue, Condition: IsNot }
`,
    "template.yaml",
    positions,
  ),
);
const scope = new Scope({
  account: { region: "eu-west-1", accountId: "123456789012" },
  stackName: "shop",
  positions,
  parameters: new Parameters(template.Parameters, {}),
  mappings: membersOf(template.Mappings),
  conditions: membersOf(template.Conditions),
  importValue: (name) => (name === "known" ? "imported" : undefined),
});
scope.define(
  readResources(membersOf(template.Resources), { scope, gaps: new Gaps(), file: "template.yaml" }),
);

const evaluated = (text: string) => evaluateStrictly(parseTemplate(text, "value.yaml", positions), scope);

test.each([
  ["!Ref Name", "ada"],
  ["!Ref Zones", ["a", "b"]],
  ["!Ref AWS::Region", "eu-west-1"],
  ["!Ref AWS::StackName", "shop"],
  ["!Ref Queue", "https://sqs.eu-west-1.amazonaws.com/123456789012/ada-jobs"],
  ["!GetAtt Queue.Arn", "arn:aws:sqs:eu-west-1:123456789012:ada-jobs"],
  ["Fn::GetAtt: [Fifo, QueueName]", "Fifo.fifo"],
  ["!Ref Topic", "arn:aws:sns:eu-west-1:123456789012:Topic"],
  ["!Ref Table", "orders"],
  ["!GetAtt Bucket.Arn", "arn:aws:s3:::bucket"],
  ["!Ref Second", "arn:aws:lambda:eu-west-1:123456789012:function:Function:2"],
  ["!Ref Alias", "arn:aws:lambda:eu-west-1:123456789012:function:Function:live"],
  ["!Sub '${Name}/${Queue.QueueName}/${AWS::AccountId}/${!Kept}'", "ada/ada-jobs/123456789012/${Kept}"],
  ["!Sub ['${Own}-${Name}', { Own: !Select [1, !Ref Zones] }]", "b-ada"],
  ["!Join ['-', [a, !Ref Name, !Ref 'AWS::NoValue', 1]]", "a-ada-1"],
  ["!Select [0, !Split ['-', x-y]]", "x"],
  ["!FindInMap [Sizes, small, memory]", 128],
  ["!FindInMap [Sizes, large, memory, { DefaultValue: 1 }]", 1],
  ["!If [IsAda, yes, no]", "yes"],
  ["!If [IsNot, yes, no]", "no"],
  ["!If [Both, yes, no]", "yes"],
  ["!If [Either, yes, no]", "yes"],
  ["!Base64 ada", "YWRh"],
  ["!GetAZs ''", ["eu-west-1a", "eu-west-1b", "eu-west-1c"]],
  ["Fn::Length: !Ref Zones", 2],
  ["Fn::ToJsonString: { a: !Ref Name }", '{"a":"ada"}'],
  ["!ImportValue known", "imported"],
  [
    "{ Statement: [{ Condition: { Bool: { a: true } } }] }",
    { Statement: [{ Condition: { Bool: { a: true } } }] },
  ],
  ["account: 012345678901", { account: "012345678901" }],
  ["base: &b { a: 1, b: 2 }\nown: { <<: *b, b: 3 }", { base: { a: 1, b: 2 }, own: { a: 1, b: 3 } }],
])("%s is evaluated", (text, value) => {
  expect(evaluated(text)).toEqual(value);
});

test.each([
  ["!Ref Nowhere", "there is no parameter or resource Nowhere"],
  ["!Ref Absent", "there is no parameter or resource Absent"],
  ["!Ref Missing", "the parameter Missing has no default; give it in parameters"],
  ["!Ref Key", "the parameter Key is read from Systems Manager; give it in parameters"],
  ["!ImportValue other", "other is a value that another stack exports, which is not at hand"],
  [
    "!GetAtt Table.LatestStreamLabel",
    "LatestStreamLabel of Table (AWS::DynamoDB::Table) is made when it is deployed",
  ],
  ["!FindInMap [Sizes, large, memory]", "Fn::FindInMap finds nothing at Sizes, large, memory"],
  ["!Select [7, [a]]", "Fn::Select asks for item 7 of 1"],
  ["!If [Nowhere, a, b]", "there is no condition Nowhere"],
  ["!Cidr [a, 1, 2]", "Fn::Cidr divides networks, which one machine has not"],
  ["Fn::New: a", "Fn::New is not a function that local knows"],
  ["!Sub '${Zones}'", 'Fn::Sub: Zones takes a text; it has ["a","b"]'],
])("%s has no value here, and a reason", (text, reason) => {
  expect(() => evaluated(text)).toThrow(reason);
});

test("a template that is not YAML is refused with its line", () => {
  expect(() => parseTemplate("a:\n  - b\n c: d", "template.yaml", positions)).toThrow(/^template\.yaml:3: /);
});
