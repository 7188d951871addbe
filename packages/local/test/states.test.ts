import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { execute, only, start } from "./states.ts";

let lambda: Local;
beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { scripted: "scripted.handler" },
  });
});
afterAll(() => lambda.close());

/** The output of a state, or its error. */
const outcome = async (state: object, input: unknown = {}) => {
  const { output, error, cause } = await execute(lambda, only(state), input);
  return error === undefined ? output : { error, cause };
};
const failed = (error: string, sentence: string, state = "A") => ({
  error,
  cause: `An error occurred while executing the state '${state}' (entered at the event id #2). ${sentence}`,
});

describe("JSONPath", () => {
  test.each([
    ["no field", {}, { a: 1 }],
    ["Result", { Result: { "x.$": "$", y: "{% 1 %}" } }, { "x.$": "$", y: "{% 1 %}" }],
    ["Result at ResultPath", { Result: 1, ResultPath: "$.b['c d']" }, { a: 1, b: { "c d": 1 } }],
    ["ResultPath null", { Result: 1, ResultPath: null }, { a: 1 }],
    ["ResultPath named __proto__", { Result: 1, ResultPath: "$['__proto__']", OutputPath: "$.a" }, 1],
    ["InputPath", { InputPath: "$.a" }, 1],
    ["InputPath null", { InputPath: null }, {}],
    ["OutputPath", { OutputPath: "$.a" }, 1],
    [
      "Parameters",
      { Parameters: { "x.$": "$.a", y: ["$.a", { "z.$": "$$.State.Name" }] } },
      { x: 1, y: ["$.a", { z: "A" }] },
    ],
    ["InputPath of the context", { InputPath: "$$.Execution.Input" }, { a: 1 }],
    ["ResultPath against the whole input", { InputPath: "$.a", ResultPath: "$.b" }, { a: 1, b: 1 }],
  ])("of a Pass state: %s", async (_, fields, expected) => {
    expect(await outcome({ Type: "Pass", ...fields }, { a: 1 })).toEqual(expected);
  });

  const book = { book: [{ p: 8, t: "a" }, { p: 22, t: "b" }, { p: 9 }] };
  test.each([
    ["$.book[0].t", "a"],
    ["$.book[-1].p", 9],
    ["$['book'][1]['t']", "b"],
    ["$.book[*].p", [8, 22, 9]],
    ["$..t", ["a", "b"]],
    ["$.book[0:2].p", [8, 22]],
    ["$.book[?(@.p < 10)].p", [8, 9]],
    ["$.book[?(@.t == 'b' && @.p > 1)].p", [22]],
    ["$.book[?(@.t)].t", ["a", "b"]],
    ["$.book[5:].p", []],
  ])("selects %s", async (path, expected) => {
    expect(await outcome({ Type: "Pass", Parameters: { "x.$": path } }, book)).toEqual({ x: expected });
  });

  test.each([
    [
      { Parameters: { "value.$": "$.no" } },
      "The JSONPath '$.no' specified for the field 'value.$' could not be found in the input '{\"a\":1}'",
    ],
    [
      { Parameters: { x: { "value.$": "$$.Map.Item" } } },
      "The JSONPath '$$.Map.Item' specified for the field 'value.$' could not be found in the input '{\"a\":1}'",
    ],
    [{ InputPath: "$.no" }, "Invalid path '$.no' : No results for path: $.no"],
    [{ OutputPath: "$x" }, "Invalid path '$x' : No results for path: $x"],
  ])("a path to nothing fails: %j", async (fields, sentence) => {
    expect(await outcome({ Type: "Pass", ...fields }, { a: 1 })).toEqual(failed("States.Runtime", sentence));
  });

  test.each([
    ["States.Format('{} \\'is\\' {} \\{\\}', $.text, $.n)", "b,c,,d 'is' 2 {}"],
    ["States.Format('{}', States.Array($.n, 'x', null, true))", '[2,"x",null,true]'],
    ["States.StringToJson($.json)", { a: [1] }],
    ["States.JsonToString($.list)", "[1,1,2,3]"],
    ["States.ArrayPartition($.list, 3)", [[1, 1, 2], [3]]],
    ["States.ArrayContains($.list, 3)", true],
    ["States.ArrayRange(1, 9, 2)", [1, 3, 5, 7, 9]],
    ["States.ArrayGetItem($.list, 3)", 3],
    ["States.ArrayLength($.list)", 4],
    ["States.ArrayUnique($.list)", [1, 2, 3]],
    ["States.Base64Encode('ab')", "YWI="],
    ["States.Base64Decode('YWI=')", "ab"],
    ["States.Hash('abc', 'SHA-1')", "a9993e364706816aba3e25717850c26c9cd0d89d"],
    ["States.JsonMerge($.one, States.StringToJson('{\"b\":3}'), false)", { a: 1, b: 3 }],
    ["States.MathAdd($.n, -3)", -1],
    ["States.StringSplit($.text, ',')", ["b", "c", "d"]],
    ["States.Format('{}', $.one['a'])", "1"],
  ])("calls %s", async (call, expected) => {
    const input = { text: "b,c,,d", n: 2, json: '{"a":[1]}', list: [1, 1, 2, 3], one: { a: 1, b: 2 } };
    expect(await outcome({ Type: "Pass", Parameters: { "x.$": call } }, input)).toEqual({ x: expected });
  });

  test("has random numbers and ids, and a call that cannot be fails", async () => {
    const Parameters = { "a.$": "States.UUID()", "b.$": "States.MathRandom(3, 4)" };
    expect(await outcome({ Type: "Pass", Parameters })).toEqual({
      ...{ a: expect.stringMatching(/^[\da-f-]{36}$/), b: 3 },
    });
    expect(await outcome({ Type: "Pass", Parameters: { "a.$": "States.StringToJson('{')" } })).toEqual(
      failed("States.IntrinsicFailure", "the text is not JSON"),
    );
  });

  test("has variables, which are set from the values of before, and are a branch's own", async () => {
    const machine = {
      StartAt: "Set",
      States: {
        Set: { Type: "Pass", Result: { n: 1 }, Assign: { "x.$": "$.n", y: 2 }, Next: "Swap" },
        Swap: { Type: "Pass", Assign: { "x.$": "$y", "y.$": "$x" }, Next: "Split" },
        Split: {
          Type: "Parallel",
          Next: "Read",
          Branches: [
            {
              StartAt: "In",
              States: {
                In: { Type: "Pass", Assign: { z: 9 }, Next: "Out" },
                Out: { Type: "Pass", End: true, Parameters: { "z.$": "$z", "x.$": "$x" } },
              },
            },
          ],
        },
        Read: { Type: "Pass", End: true, Parameters: { "x.$": "$x", "y.$": "$y", "inner.$": "$[0]" } },
      },
    };
    const { output, events } = await execute(lambda, machine);
    expect(output).toEqual({ x: 2, y: 1, inner: { z: 9, x: 2 } });
    expect(events[2]?.stateExitedEventDetails?.assignedVariables).toEqual({ x: "1", y: "2" });
  });
});

describe("JSONata", () => {
  const jsonata = (Output: unknown, more: object = {}) => ({
    Type: "Pass",
    QueryLanguage: "JSONata",
    Output,
    ...more,
  });

  test.each([
    ["{% $states.input.items[price > 2].name %}", ["b", "c"]],
    ["{% $sum($states.input.items.price) %}", 6],
    [
      { a: ["{% 1 + 1 %}", "plain", { b: "{% $states.context.State.Name %}" }] },
      { a: [2, "plain", { b: "A" }] },
    ],
    ["{% $partition([1..5], 2) %}", [[1, 2], [3, 4], [5]]],
    ["{% $range(0, 10, 5) %}", [0, 5, 10]],
    ["{% $hash('abc', 'SHA-1') %}", "a9993e364706816aba3e25717850c26c9cd0d89d"],
    ["{% $parse('{\"a\":1}') %}", { a: 1 }],
    ["{% null %}", null],
  ])("evaluates %j", async (output, expected) => {
    const items = ["a", "b", "c"].map((name, index) => ({ name, price: index + 1 }));
    items[1] = { name: "b", price: 3 };
    items[2] = { name: "c", price: 3 };
    items[0] = { name: "a", price: 0 };
    expect(await outcome(jsonata(output), { items })).toEqual(expected);
  });

  test.each([
    [
      "{% $states.input.no %}",
      "The JSONata expression '$states.input.no' specified for the field 'Output' returned nothing (undefined).",
    ],
    [
      { a: { b: "{% $none %}" } },
      "The JSONata expression '$none' specified for the field 'Output/a/b' returned nothing (undefined).",
    ],
    [
      "{% $none() %}",
      "The JSONata expression '$none()' specified for the field 'Output' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
    [
      "{% $fn := function($x){$x} %}",
      "The JSONata expression '$fn := function($x){$x}' specified for the field 'Output' returned an unsupported result type.",
    ],
    [
      "{% total %}",
      "The JSONata expression 'total' specified for the field 'Output' returned nothing (undefined).",
    ],
  ])("that gives nothing fails the state: %j", async (output, sentence) => {
    expect(await outcome(jsonata(output), { total: 1 })).toEqual(
      failed("States.QueryEvaluationError", sentence),
    );
  });

  test("that does not end fails the state after a while", async () => {
    const { error } = await execute(lambda, only(jsonata("{% ($f := function($x){$f($x) + 1}; $f(1)) %}")));
    expect(error).toBe("States.QueryEvaluationError");
  });

  test("has the virtual clock, variables, and the result of a task", async () => {
    const machine = {
      QueryLanguage: "JSONata",
      StartAt: "Call",
      States: {
        Call: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Arguments: { FunctionName: "scripted", Payload: { return: "{% $states.input.n + 1 %}" } },
          Assign: { made: "{% $states.result.Payload %}", version: "{% $states.result.ExecutedVersion %}" },
          Output: "{% $states.input %}",
          Next: "Wait",
        },
        Wait: { Type: "Wait", Seconds: "{% $made * 10 %}", Assign: { at: "{% $millis() %}" }, Next: "End" },
        End: {
          Type: "Succeed",
          Output: { all: "{% [$made, $version, $states.input.n] %}", now: "{% $now() %}", at: "{% $at %}" },
        },
      },
    };
    const end = await start(lambda, machine, { n: 1 });
    await lambda.settled();
    await lambda.clock.advance({ seconds: 20 });
    const now = lambda.clock.now;
    expect((await end()).output).toEqual({
      all: [2, "$LATEST", 1],
      now: now.toISOString(),
      at: now.getTime(),
    });
  });
});

describe("a Choice state", () => {
  const choose = async (rule: object, input: unknown) => {
    const machine = {
      StartAt: "A",
      States: {
        A: { Type: "Choice", Choices: [{ ...rule, Next: "Yes" }], Default: "No" },
        Yes: { Type: "Pass", Result: true, End: true },
        No: { Type: "Pass", Result: false, End: true },
      },
    };
    return (await execute(lambda, machine, input)).output;
  };

  test.each([
    [{ Variable: "$.s", StringEquals: "abc" }, true],
    [{ Variable: "$.s", StringLessThan: "abd" }, true],
    [{ Variable: "$.s", StringMatches: "a*c" }, true],
    [{ Variable: "$.s", StringMatches: "a\\*c" }, false],
    [{ Variable: "$.s", StringEqualsPath: "$.t" }, true],
    [{ Variable: "$.s", NumericEquals: 1 }, false],
    [{ Variable: "$.n", NumericGreaterThanEquals: 5 }, true],
    [{ Variable: "$.n", NumericLessThanPath: "$.n" }, false],
    [{ Variable: "$.b", BooleanEquals: true }, true],
    [{ Variable: "$.d", TimestampGreaterThan: "2020-01-01T00:00:00Z" }, true],
    [{ Variable: "$.s", TimestampEquals: "2020-01-01T00:00:00Z" }, false],
    [{ Variable: "$.d", IsTimestamp: true }, true],
    [{ Variable: "$.no", IsPresent: false }, true],
    [{ Variable: "$.z", IsNull: true }, true],
    [{ Variable: "$.n", IsString: false }, true],
    [{ Not: { Variable: "$.n", IsNumeric: true } }, false],
    [
      {
        And: [
          { Variable: "$.n", IsNumeric: true },
          { Variable: "$.s", IsString: true },
        ],
      },
      true,
    ],
    [{ Or: [{ Variable: "$.n", IsString: true }, { Not: { Variable: "$.b", BooleanEquals: false } }] }, true],
  ])("compares %j", async (rule, expected) => {
    const input = { s: "abc", t: "abc", n: 5, b: true, z: null, d: "2021-08-18T17:33:00.5+02:00" };
    expect(await choose(rule, input)).toBe(expected);
  });

  test("without a rule that holds and a Default is States.NoChoiceMatched", async () => {
    const Choices = [{ Variable: "$.n", NumericEquals: 1, Next: "B" }];
    const machine = { StartAt: "A", States: { A: { Type: "Choice", Choices }, B: { Type: "Succeed" } } };
    expect(await execute(lambda, machine, { n: 2 })).toMatchObject(
      failed(
        "States.NoChoiceMatched",
        "Failed to transition out of the state. The state does not point to a next state.",
      ),
    );
    expect(await execute(lambda, machine, {})).toMatchObject({ error: "States.Runtime" });
  });

  test("of JSONata has conditions, each with what it sets and gives", async () => {
    const machine = {
      QueryLanguage: "JSONata",
      StartAt: "A",
      States: {
        A: {
          Type: "Choice",
          Choices: [
            {
              Condition: "{% $states.input.n > 5 %}",
              Next: "B",
              Assign: { size: "large" },
              Output: { n: "{% $states.input.n %}" },
            },
          ],
          Assign: { size: "small" },
          Default: "B",
        },
        B: { Type: "Pass", End: true, Output: "{% [$states.input.n, $size] %}" },
      },
    };
    expect((await execute(lambda, machine, { n: 6 })).output).toEqual([6, "large"]);
    expect((await execute(lambda, machine, { n: 1 })).output).toEqual([1, "small"]);
  });
});

describe("a Wait state", () => {
  test.each([
    ["Seconds", { Seconds: 60 }, {}],
    ["SecondsPath", { SecondsPath: "$.s" }, { s: 60 }],
    ["TimestampPath", { TimestampPath: "$.at" }, {}],
  ])("waits on the clock: %s", async (_, fields, input) => {
    const at = new Date(Math.ceil(lambda.clock.now.getTime() / 1000) * 1000 + 59_000).toISOString();
    const end = await start(lambda, only({ Type: "Wait", ...fields }), { at, ...input });
    await lambda.clock.advance({ seconds: 58 });
    expect((await end()).status).toBe("RUNNING");
    await lambda.clock.advance({ seconds: 2 });
    expect((await end()).status).toBe("SUCCEEDED");
  });

  test("for a time that is over does not wait, and a text that is not a time fails", async () => {
    expect(await outcome({ Type: "Wait", Timestamp: "2016-08-18T17:33:00Z" }, 1)).toBe(1);
    expect(await outcome({ Type: "Wait", SecondsPath: "$.s" }, { s: 1.5 })).toEqual(
      failed("States.Runtime", "The SecondsPath parameter cannot be parsed as a long value: $.s == 1.5"),
    );
    expect(await outcome({ Type: "Wait", SecondsPath: "$.s" }, { s: -1 })).toEqual(
      failed("States.Runtime", "The SecondsPath parameter references a negative value: $.s == -1"),
    );
    const sentence =
      "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.at == 2016-12-05 21:29:29Z";
    expect(await outcome({ Type: "Wait", TimestampPath: "$.at" }, { at: "2016-12-05 21:29:29Z" })).toEqual(
      failed("States.Runtime", sentence),
    );
  });
});

describe("a Map state", () => {
  const items = (more: object, state: object = { Type: "Pass", End: true }) => ({
    Type: "Map",
    ItemProcessor: { StartAt: "I", States: { I: state } },
    ...more,
  });

  test("gives the outputs in the order of the items, whenever they end", async () => {
    const pass = { Type: "Wait", SecondsPath: "$", End: true };
    const end = await start(lambda, only(items({}, pass)), [30, 10, 20]);
    await lambda.clock.advance({ seconds: 29 });
    expect((await end()).status).toBe("RUNNING");
    await lambda.clock.advance({ seconds: 1 });
    expect((await end()).output).toEqual([30, 10, 20]);
  });

  test("runs at most MaxConcurrency at once", async () => {
    const pass = { Type: "Wait", Seconds: 10, End: true };
    const end = await start(lambda, only(items({ MaxConcurrencyPath: "$.m", ItemsPath: "$.l" }, pass)), {
      m: 2,
      l: [1, 2, 3],
    });
    await lambda.clock.advance({ seconds: 19 });
    expect((await end()).status).toBe("RUNNING");
    await lambda.clock.advance({ seconds: 1 });
    expect((await end()).status).toBe("SUCCEEDED");
  });

  test("of something that is not a list fails", async () => {
    expect(await outcome(items({ ItemsPath: "$.a" }), { a: {} })).toEqual(
      failed("States.Runtime", 'Reference path "$.a" must point to array.'),
    );
    const jsonata = { QueryLanguage: "JSONata" };
    expect(await outcome(items({ ...jsonata, Items: "{% 1 %}" }))).toEqual(
      failed(
        "States.QueryEvaluationError",
        "The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1",
      ),
    );
    expect(await outcome(items(jsonata), "text")).toEqual(
      failed("States.QueryEvaluationError", 'Map state input must be an array but was: "text"'),
    );
    expect(await outcome(items({}), [])).toEqual([]);
  });
});
