import aslValidator from "asl-validator";
import { describe, expect, test } from "vitest";
import { DefinitionProblem } from "../model/definition-problem.ts";
import { readDefinition } from "./read-definition.ts";

const INVOKE = "arn:aws:states:::lambda:invoke";
const pass = { Type: "Pass", End: true };
const task = { Type: "Task", Resource: INVOKE, Parameters: { FunctionName: "f" }, End: true };
const only = (A: object, more: object = {}) => ({ ...more, StartAt: "A", States: { A } });
const jsonata = (A: object) => only(A, { QueryLanguage: "JSONata" });
const choice = (rule: object) => ({
  StartAt: "A",
  States: { A: { Type: "Choice", Choices: [{ Next: "B", ...rule }] }, B: { Type: "Succeed" } },
});
const map = (more: object) => only({ Type: "Map", ItemProcessor: only(pass), End: true, ...more });
const caught = (Catch: readonly object[]) => only({ ...task, Catch });
const retried = (...Retry: readonly object[]) => only({ ...task, Retry });

const problemOf = (definition: unknown): string => {
  try {
    readDefinition({ definition: JSON.stringify(definition) });
    return "none";
  } catch (problem) {
    if (problem instanceof DefinitionProblem) return problem.message;
    throw problem;
  }
};

describe("what local does not do is refused with the state and the field", () => {
  test.each([
    [
      "another service",
      only({ ...task, Resource: "arn:aws:states:::dynamodb:getItem" }),
      /^state A: Resource is not done by @faultwire\/local: tasks call functions/,
    ],
    [
      "another service through the SDK",
      only({ ...task, Resource: "arn:aws:states:::aws-sdk:lambda:invoke" }),
      /^state A: Resource is not done/,
    ],
    [
      "a task token",
      only({ ...task, Resource: `${INVOKE}.waitForTaskToken` }),
      /^state A: Resource is not done/,
    ],
    [
      "an activity",
      only({ ...task, Resource: "arn:aws:states:us-east-1:000000000000:activity:a" }),
      /^state A: Resource is not done/,
    ],
    [
      "an execution in an execution",
      only({ ...task, Resource: "arn:aws:states:::states:startExecution.sync:2" }),
      /^state A: Resource is not done/,
    ],
    [
      "heartbeats",
      only({ ...task, HeartbeatSeconds: 5 }),
      /^state A: HeartbeatSeconds is not done by @faultwire\/local: heartbeats are of activities/,
    ],
    ["a role", only({ ...task, Credentials: { RoleArn: "r" } }), /^state A: Credentials is not done/],
    [
      "a parameter of Invoke",
      only({ ...task, Parameters: { FunctionName: "f", ClientContext: "e30=" } }),
      /^state A: Parameters.ClientContext is not done/,
    ],
    [
      "an invocation that does not wait",
      only({ ...task, Parameters: { FunctionName: "f", InvocationType: "Event" } }),
      /^state A: Parameters.InvocationType is not done/,
    ],
    [
      "a distributed map",
      map({
        ItemProcessor: { ...only(pass), ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } },
      }),
      /^state A: ItemProcessor.ProcessorConfig.Mode is not done/,
    ],
    [
      "an item reader",
      map({ ItemReader: {} }),
      /^state A: ItemReader is not done by @faultwire\/local: it belongs to distributed maps/,
    ],
    ["a tolerated failure", map({ ToleratedFailureCount: 1 }), /^state A: ToleratedFailureCount is not done/],
    [
      "random numbers of a seed",
      only({ ...pass, Parameters: { "x.$": "States.MathRandom(1, 2, 3)" } }),
      /^state A: Parameters.x.\$ is States.MathRandom\(1, 2, 3\): @faultwire\/local does not have AWS's random numbers/,
    ],
    [
      "a path that is not of RFC 9535",
      only({ ...pass, InputPath: "$.a.length()" }),
      /^state A: InputPath is not a JSONPath that @faultwire\/local runs, those of RFC 9535: \$\.a\.length\(\): /,
    ],
    [
      "in a branch",
      only({
        Type: "Parallel",
        End: true,
        Branches: [{ StartAt: "B", States: { B: { ...task, HeartbeatSeconds: 1 } } }],
      }),
      /^state B: HeartbeatSeconds is not done/,
    ],
  ])("%s", (_, definition, problem) => {
    expect(problemOf(definition)).toMatch(problem);
  });
});

describe("what is wrong is refused with the state and the field", () => {
  test.each([
    [[], /^the definition is an object$/],
    [{ StartAt: "A" }, /^States is an object with states$/],
    [{ StartAt: "B", States: { A: pass } }, /^StartAt names B, which is not a state$/],
    [only({ Type: "Pass" }), /^state A: Next is missing$/],
    [only({ ...pass, Next: "A" }), /^state A: End and Next exclude each other$/],
    [
      only({ Type: "Pass", Next: "toString" }),
      /^state A: goes on with toString, which is not a state beside it$/,
    ],
    [only({ Type: "Pass", Next: "A" }), /^States have no end$/],
    [only({ Type: "Loop" }), /^state A: Type is one of Task, Pass, .*; it is Loop$/],
    [only({ Type: "constructor" }), /^state A: Type is one of/],
    [only({ ...pass, Retry: [] }), /^state A: Retry is not a field here, in JSONPath/],
    [only({ ...pass, Output: 1 }), /^state A: Output is not a field here, in JSONPath/],
    [jsonata({ ...pass, ResultPath: "$" }), /^state A: ResultPath is not a field here, in JSONata/],
    [
      jsonata({ ...pass, QueryLanguage: "JSONPath" }),
      /^state A: QueryLanguage is JSONPath in a state machine of JSONata$/,
    ],
    [jsonata({ ...pass, Output: "{% 1 + %}" }), /^state A: Output is not JSONata: 1 \+: S0207: /],
    [jsonata({ ...pass, Output: { a: ["{% $eval('1') %}"] } }), /^state A: Output.a\[0\] calls \$eval/],
    [jsonata({ ...pass, Assign: { states: 1 } }), /^state A: Assign.states is not the name of a variable/],
    [only({ ...pass, ResultPath: "$.a[*]" }), /^state A: ResultPath is null, or a path to one place/],
    [only({ ...pass, ResultPath: "$$.a" }), /^state A: ResultPath is null, or a path to one place/],
    [
      only({ ...pass, Parameters: { "x.$": "a.b" } }),
      /^state A: Parameters.x.\$ is a JSONPath, which begins with "\$"; it is a.b$/,
    ],
    [only({ ...pass, Parameters: { "x.$": "States.Nope(1)" } }), /there is no States.Nope, at character 13$/],
    [only({ ...pass, Parameters: { "x.$": "States.UUID(1)" } }), /States.UUID does not take 1 arguments/],
    [only({ ...pass, Parameters: { "x.$": "States.Format('a'" } }), /"," or "\)" is expected/],
    [
      only({ ...pass, Parameters: { "x.$": 1 } }),
      /^state A: Parameters.x.\$ is a path or a call, in a text$/,
    ],
    [
      only({ ...task, Resource: "arn:aws:lambda:us-east-1:1:function:" }),
      /^state A: Resource is not a function's ARN: arn:aws:lambda:us-east-1:1:function:/,
    ],
    [only({ ...task, Parameters: {} }), /^state A: Parameters.FunctionName is missing$/],
    [
      only({ ...task, TimeoutSeconds: 0 }),
      /^state A: TimeoutSeconds is a whole number from 1 to 99999999; it is 0$/,
    ],
    [
      only({ ...task, TimeoutSeconds: 1, TimeoutSecondsPath: "$.t" }),
      /^state A: TimeoutSecondsPath and TimeoutSeconds exclude each other$/,
    ],
    [
      retried({ ErrorEquals: [] }),
      /^state A: Retry\[0\].ErrorEquals is a list of names, not empty; it is \[\]$/,
    ],
    [
      retried({ ErrorEquals: ["States.ALL", "B"] }),
      /^state A: Retry\[0\].ErrorEquals has States.ALL, which is alone in the last entry$/,
    ],
    [
      retried({ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["B"] }),
      /^state A: Retry\[0\].ErrorEquals has States.ALL/,
    ],
    [
      retried({ ErrorEquals: ["B"], BackoffRate: 0.5 }),
      /^state A: Retry\[0\].BackoffRate is a number from 1; it is 0.5$/,
    ],
    [
      retried({ ErrorEquals: ["B"], MaxDelaySeconds: 1 }),
      /^state A: Retry\[0\].MaxDelaySeconds is greater than IntervalSeconds$/,
    ],
    [
      retried({ ErrorEquals: ["B"], JitterStrategy: "SOME" }),
      /^state A: Retry\[0\].JitterStrategy is FULL or NONE$/,
    ],
    [retried({ ErrorEquals: ["B"], MaxAttemps: 1 }), /^state A: Retry\[0\].MaxAttemps is not a field here/],
    [caught([{ ErrorEquals: ["B"] }]), /^state A: Catch\[0\].Next is missing$/],
    [caught([{ ErrorEquals: ["B"], Next: "Z" }]), /^state A: goes on with Z/],
    [
      caught([{ ErrorEquals: ["B"], Next: "A", Output: 1 }]),
      /^state A: Catch\[0\].Output is not a field here, in JSONPath/,
    ],
    [
      choice({ Variable: "$.a" }),
      /^state A: Choices\[0\].Variable has no comparison that Step Functions knows$/,
    ],
    [
      choice({ Variable: "$.a", NumericEquals: "1" }),
      /^state A: Choices\[0\].NumericEquals is a number; it is "1"$/,
    ],
    [
      choice({ Variable: "$.a", TimestampEquals: "today" }),
      /^state A: Choices\[0\].TimestampEquals is a time; it is "today"$/,
    ],
    [choice({ And: [] }), /^state A: Choices\[0\].And has no comparison$/],
    [only({ Type: "Choice", Choices: [], Default: "A" }), /^state A: Choices has no rule$/],
    [only({ Type: "Wait", End: true }), /^state A: Seconds or another of Seconds, .* is missing$/],
    [only({ Type: "Wait", Seconds: -1, End: true }), /^state A: Seconds is a whole number from 0/],
    [
      only({ Type: "Wait", Timestamp: "noon", End: true }),
      /^state A: Timestamp is a time such as .*; it is noon$/,
    ],
    [
      only({ Type: "Fail", Cause: "a", CausePath: "$.a" }),
      /^state A: CausePath and Cause exclude each other$/,
    ],
    [
      only({ Type: "Parallel", Branches: [only(pass)], End: true }),
      /^state A: has the name of another state$/,
    ],
    [only({ Type: "Parallel", Branches: [], End: true }), /^state A: Branches has no branch$/],
    [only({ Type: "Map", End: true }), /^state A: ItemProcessor is missing$/],
    [only(pass, { Version: "2.0" }), /^Version is 1.0; it is 2.0$/],
    [only(pass, { Steps: 1 }), /^Steps is not a field here/],
  ])("%j", (definition, problem) => {
    expect(problemOf(definition)).toMatch(problem);
  });

  test("as is a text that is not JSON", () => {
    expect(() => readDefinition({ definition: "{" })).toThrow(/^the definition is not JSON: /);
  });
});

const Retry = [
  {
    ErrorEquals: ["A"],
    IntervalSeconds: 1,
    MaxAttempts: 2,
    BackoffRate: 1.5,
    MaxDelaySeconds: 9,
    JitterStrategy: "FULL",
  },
  { ErrorEquals: ["States.ALL"] },
];

test.each([
  [
    "JSONPath",
    {
      Comment: "all of it",
      StartAt: "Call",
      TimeoutSeconds: 60,
      States: {
        Call: {
          Type: "Task",
          Resource: INVOKE,
          InputPath: "$",
          Parameters: { FunctionName: "f", "Payload.$": "$.x" },
          ResultSelector: { "y.$": "$.Payload" },
          ResultPath: "$.z",
          OutputPath: "$.z",
          TimeoutSeconds: 5,
          Retry,
          Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.e", Next: "Each" }],
          Next: "Each",
        },
        Each: { Type: "Map", ItemsPath: "$.l", MaxConcurrency: 2, ItemProcessor: only(pass), Next: "Both" },
        Both: {
          Type: "Parallel",
          Branches: [{ StartAt: "C", States: { C: { Type: "Wait", Seconds: 1, End: true } } }],
          Next: "Which",
        },
        Which: {
          Type: "Choice",
          Choices: [{ Variable: "$.a", IsPresent: true, Next: "No" }],
          Default: "Yes",
        },
        No: { Type: "Fail", Error: "E", CausePath: "$.c" },
        Yes: { Type: "Succeed" },
      },
    },
  ],
  [
    "JSONata",
    {
      QueryLanguage: "JSONata",
      StartAt: "Call",
      States: {
        Call: {
          Type: "Task",
          Resource: INVOKE,
          Arguments: { FunctionName: "f", Payload: "{% $states.input %}" },
          Assign: { a: "{% $states.result.Payload %}" },
          Output: "{% $states.input %}",
          Retry,
          Catch: [
            {
              ErrorEquals: ["States.ALL"],
              Output: "{% $states.errorOutput %}",
              Assign: { e: 1 },
              Next: "Each",
            },
          ],
          Next: "Each",
        },
        Each: { Type: "Map", Items: "{% $a %}", ItemProcessor: only(pass), Next: "Which" },
        Which: { Type: "Choice", Choices: [{ Condition: "{% $a = 1 %}", Next: "No" }], Default: "No" },
        No: { Type: "Fail", Error: "{% 'E' %}", Cause: "c" },
      },
    },
  ],
])("a definition of %s that is valid by another validator is taken", (_, definition) => {
  expect(problemOf(definition)).toBe("none");
  // The validator writes defaults into what it gets.
  expect(aslValidator(structuredClone(definition)).errors).toEqual([]);
});

test("substitutions are put into texts, as they are in CloudFormation", () => {
  const place = (name: string) => `$\{${name}}`;
  const definition = only({ ...pass, Result: `${place("Greeting")} ${place("Unknown")}` });
  const { text } = readDefinition({ definition, definitionSubstitutions: { Greeting: 'say "hello"' } });
  expect(JSON.parse(text).States.A.Result).toBe(`say "hello" ${place("Unknown")}`);
});
