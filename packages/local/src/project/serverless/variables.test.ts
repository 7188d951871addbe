import { expect, test } from "vitest";
import { Positions } from "../document/positions.ts";
import { VariableSources } from "./variable-sources.ts";
import { Variables } from "./variables.ts";

const config = {
  service: "shop",
  provider: { stage: "${opt:stage, 'dev'}", list: ["a", "b"] },
  custom: {
    nested: { dev: { size: 1 }, prod: { size: 2 } },
    size: "${self:custom.nested.${self:provider.stage}.size}",
    table: "${self:service}-${sls:stage}",
    loop: "${self:custom.loop}",
    flag: "${strToBool(true)}",
    empty: "",
  },
  params: { default: { currency: "EUR" }, prod: { currency: "USD" } },
};
const positions = new Positions();
const variables = new Variables(
  new VariableSources({
    config,
    positions,
    folder: import.meta.dirname,
    account: { region: "eu-west-1", accountId: "123456789012" },
    stage: "prod",
    parameters: { given: "yes" },
  }),
  positions,
);

test.each([
  ["no variable", "no variable"],
  ["${self:service}", "shop"],
  ["${self:provider.stage}", "prod"],
  ["${self:provider.list}", ["a", "b"]],
  ["${self:provider.list.1}", "b"],
  ["${self:custom.size}", 2],
  ["x-${self:custom.table}-y", "x-shop-prod-y"],
  ["${self:custom.nested}", { dev: { size: 1 }, prod: { size: 2 } }],
  ["${self:custom.none, self:service}", "shop"],
  ["${self:custom.none, 'a, b'}", "a, b"],
  ['${env:FAULTWIRE_NONE, "${self:service}-none"}', "shop-none"],
  ["${opt:none, 3}", 3],
  ["${opt:none, ''}", ""],
  ["${opt:none, null}", null],
  ["${opt:none, true}", true],
  ["${self:custom.empty}", ""],
  ["${self:custom.flag}", true],
  ["${param:currency}", "USD"],
  ["${param:given}", "yes"],
  ["${opt:given}", "yes"],
  ["${aws:accountId}/${aws:region}", "123456789012/eu-west-1"],
  ["${ssm:/a/${sls:stage}/b, 'default'}", "default"],
  ["${file(../../../package.json):name}", "@faultwire/local"],
  ["${file(./none.yml):name, 'none'}", "none"],
  [
    "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Queue}",
    "arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:${Queue}",
  ],
])("%s is resolved", (text, value) => {
  expect(variables.resolve(text)).toEqual(value);
});

test.each([
  ["${self:custom.none}", "${self:custom.none} has no value here"],
  ["${ssm:/a}", "${ssm:/a} has no value here"],
  ["${self:custom.loop}", "${self:custom.loop} leads to itself"],
])("%s has no value, and a reason", (text, reason) => {
  expect(variables.resolve({ text })).toEqual({ text: { "Fn::Unresolved": reason } });
});
