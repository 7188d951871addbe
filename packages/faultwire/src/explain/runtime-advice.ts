import type { Advice } from "./advice-rule.ts";

/** Advice for errors of the platform and of AWS's runtimes. */
export const RUNTIME_ADVICE: readonly Advice[] = [
  [
    /^Sandbox\.Time/,
    "Find what the handler waited for, and give that call a shorter timeout than the function has. Raise Timeout only if the work needs it. The guard deadline() answers typed before Lambda ends the function.",
  ],
  [
    /^Runtime\.OutOfMemory$/,
    "Raise MemorySize, or hold less in memory at once: the REPORT line has Max Memory Used.",
  ],
  [
    /^Runtime\.(?:ExitError|TruncatedResponse)$/,
    "Look at the end of the function's log: a call of process.exit, a crash of a native module, or memory, if Max Memory Used in the REPORT line is as large as Memory Size.",
  ],
  [
    /^Runtime\.ImportModuleError$/,
    "Check that the module and what it imports are in the deployment package, that the handler's path is right, and that the files are ES modules or CommonJS as package.json says.",
  ],
  [
    /^Runtime\.(?:HandlerNotFound|MalformedHandlerName|BadFunctionCode|BuiltInModuleConflict)$|^LambdaException$/,
    "Check the Handler setting, path/to/file.export, against what the file exports.",
  ],
  [
    /^Runtime\.UserCodeSyntaxError$/,
    "Build for the Node.js version of the runtime, and check that ES modules are marked as such.",
  ],
  [
    /^Runtime\.CallbackHandlerDeprecated$/,
    "Make the handler async and return its result, or wrap it with wrapCallback().",
  ],
  [
    /^Runtime\.UnhandledPromiseRejection$/,
    "Await or catch each promise that the handler makes: the guard lateRejections() names the invocation that left it behind.",
  ],
  [
    /^Runtime\.NodeJsExit$/,
    "The handler awaits a promise that nothing settles any more: look for a stream or a callback that ended without a word.",
  ],
  [
    /^Runtime\.(?:JSONStringifyError|MarshalError|SerializationError)$/,
    "Return what JSON can express: no BigInt, no circle, no toJSON that throws.",
  ],
  [
    /^Runtime\.(?:UnmarshalError|LambdaContextUnmarshalError)$|^InvalidEventDataError$/,
    "Correct the event that the caller sends: the runtime could not read it.",
  ],
  [
    /^Function\.ResponseSizeTooLarge$|^RequestEntityTooLarge$/,
    "Return less: put the result into S3 and return a link to it, or stream it. The guard resultGuard makes it a typed fault.",
  ],
  [/^Extension/, "Look at the extension's own lines in the log, then update or remove its layer."],
  [/^(?:Runtime\.(?:Before|After)\w+Error)$/, "Look at the SnapStart hook that the function registers."],
  [
    /^(?:Init<|Runtime\.(?:InitError|RegistrationFailed|ReadyFailed|InvalidEntrypoint|InvalidWorkingDir|InvalidTaskConfig|NativeClientLoading))/,
    "Look at the lines between INIT_START and the first START in the log: the code or the image fails before the first event.",
  ],
  [
    /^(?:handled|string|number|boolean|bigint|symbol|undefined|object|function)$/,
    "Throw an Error, or a fault: what is not an Error has no name, no message and no stack for callers.",
  ],
  [/^Function</, "Look at the stack: the handler raised it."],
  [
    /^(?:Client\.|Sandbox\.|Runtime\.|Err|Invalid|Truncated|Internal|Unknown|TooMany|Permission|Runtime|LambdaValidation|Function\.)/,
    "It is the platform's own. If it repeats, look at the log around the request id, then ask AWS support with that id.",
  ],
];
