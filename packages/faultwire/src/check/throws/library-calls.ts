import type ts from "typescript";
import { faultsIn } from "../faults/fault-types.ts";
import type { OutsideFunction } from "../functions/function-value.ts";
import { functionsOf } from "../functions/functions-of.ts";
import type { SourceProject } from "../program/project.ts";
import { type CallNode, unwrap } from "../program/syntax.ts";
import { isPromised } from "./settlement.ts";
import { type CalledFunction, type Site, siteAt } from "./site.ts";
import type { Thrown, Unseen } from "./thrown.ts";
import { thrownValues } from "./thrown-values.ts";

/** Functions that run a callback when nothing of the handler is on the stack: what it throws reaches no caller. */
const TIMERS = /^(?:setTimeout|setInterval|setImmediate|queueMicrotask|nextTick)$/;
/** Functions that keep a callback, for the code that emits the event. */
const LATER = /^(?:on|once|addListener|prependListener|prependOnceListener|addEventListener|subscribe)$/;
/** Functions that run the callbacks of an event, wherever these were registered. */
const EMITS = /^(?:emit|dispatchEvent)$/;
const PROMISE_METHOD = /^(?:then|catch|finally)$/;

/** Finds what a call of a function of a declaration file throws, and the callbacks that it runs. */
export function libraryCall(project: SourceProject, call: CallNode, callee: OutsideFunction): Site {
  const name = callee.name.split(/[.?!]+/).at(-1) ?? callee.name;
  const isOurs = callee.package.startsWith("@faultwire/");
  const callbacks = callbacksOf(project, call);
  const unseen: readonly Thrown[] =
    callee.isStandard || isOurs
      ? []
      : [{ kind: "unseen", reason: "library", name: callee.name, package: callee.package, origin: call }];
  if (!callee.isStandard)
    return siteAt(call, {
      thrown: unseen,
      runs: callbacks,
      arrival: isPromised(project, call) ? "later" : "at once",
    });
  if (EMITS.test(name)) return siteAt(call, { thrown: [runsLater(call, callee)] });
  if (TIMERS.test(name)) return siteAt(call, {});
  if (LATER.test(name))
    return siteAt(call, { thrown: callbacks.length > 0 ? [runsLater(call, callee)] : [] });
  if (PROMISE_METHOD.test(name) && isPromise(project, call))
    return siteAt(call, { runs: callbacks.map((each) => ({ ...each, isSettled: true, isHandler: true })) });
  return siteAt(call, { runs: callbacks, ...given(project, call, callee) });
}

function isPromise(project: SourceProject, call: CallNode): boolean {
  return /Promise/.test(project.checker.getTypeAtLocation(call).getSymbol()?.name ?? "");
}

function runsLater(call: CallNode, { name }: OutsideFunction): Unseen {
  return { kind: "unseen", reason: "later", name, origin: call };
}

/** `Promise.reject(fault)`, `assert(found, fault)`, and faults that are given to other functions. */
function given(project: SourceProject, call: CallNode, callee: OutsideFunction): Partial<Site> {
  const { ts, checker } = project;
  if (!ts.isCallExpression(call)) return {};
  const [first] = call.arguments;
  if (callee.name === "Promise.reject")
    return { arrival: "later", thrown: first ? thrownValues(project, first, call) : [] };
  if (/\.throw$/.test(callee.name)) return { thrown: first ? thrownValues(project, first, call) : [] };
  const faults = call.arguments.filter(
    (each) => faultsIn(project, checker.getTypeAtLocation(each)).length > 0,
  );
  const { fileName } = callee.declaration.getSourceFile();
  if (/[\\/]assert(?:[\\/][^\\/]+)?\.d\.ts$/.test(fileName))
    return { thrown: faults.flatMap((each) => thrownValues(project, each, call)) };
  const isHarmless = project.program.isSourceFileDefaultLibrary(callee.declaration.getSourceFile());
  if (faults.length === 0 || isHarmless || /^console\./.test(callee.name)) return {};
  return { thrown: [{ kind: "unseen", reason: "value", name: callee.name, origin: call }] };
}

/** The functions among the arguments of a call, and among the members of objects that are given to it. */
export function callbacksOf(project: SourceProject, call: CallNode): readonly CalledFunction[] {
  const { ts } = project;
  const given = ts.isTaggedTemplateExpression(call) ? [] : (call.arguments ?? []);
  return given.flatMap((argument) => functionsIn(project, argument)).map((value) => ({ value }));
}

function functionsIn(project: SourceProject, argument: ts.Expression): readonly CalledFunction["value"][] {
  const { ts, checker } = project;
  const node = unwrap(project, argument);
  if (ts.isObjectLiteralExpression(node))
    return node.properties.flatMap((each) => {
      if (ts.isMethodDeclaration(each)) return [{ kind: "known" as const, node: each, bindings: new Map() }];
      if (ts.isPropertyAssignment(each)) return functionsIn(project, each.initializer);
      return ts.isShorthandPropertyAssignment(each) ? functionsIn(project, each.name) : [];
    });
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((each) => functionsIn(project, each));
  const type = checker.getTypeAtLocation(node);
  const isFunction = type.getCallSignatures().length > 0;
  return isFunction ? functionsOf(project, node) : [];
}
