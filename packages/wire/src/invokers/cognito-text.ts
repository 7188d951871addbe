/** The parts of an exception of Cognito in the text of an SDK. */
export interface CognitoText {
  readonly errorType?: string | undefined;
  readonly message: string;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
}

/** Cognito's sentence, which names the trigger. */
const SENTENCE =
  /^(?:PreSignUp|PostConfirmation|PreAuthentication|PostAuthentication|PreTokenGeneration|TokenGeneration|CustomMessage|UserMigration|DefineAuthChallenge|CreateAuthChallenge|VerifyAuthChallenge(?:Response)?|Custom(?:Email|SMS|Sms)Sender|InboundFederation)\w* failed with error /;
const FORMS = /* @__PURE__ */ compileForms();

/**
 * Makes the forms of the texts of SDKs, the more specific first. Each begins at its own first word: a line of a log that
 * quotes one is not such a text.
 */
function compileForms(): readonly RegExp[] {
  /** A class, in the notation of any language. */
  const name = String.raw`(?:[\w$]+(?:\.|::|\\))*`;
  const type = "(?<type>(?:UserLambdaValidation|UnexpectedLambda|InvalidLambdaResponse)Exception)";
  const sentence = SENTENCE.source.slice(1);
  return [
    // Java, of either version, and Android, where a class and the text of an exception around it may come first.
    String.raw`(?:.{0,300}?(?<class>\w{1,80}Exception): )?(?<message>.*) \(Service: \w{0,40}CognitoIdentityProvider\w{0,40}[;,] Status Code: (?<status>\d+)(?:[;,] Error Code: (?<type>[^;,)]+))?[;,] Request ID: (?<id>[^;,)]+).*`,
    // Python and the command line.
    String.raw`\s*(?:aws: \[ERROR\]: )?(?:[\w.]+: )?An error occurred \(${type}\) when calling the \w+ operation(?: \(reached max retries: \d+\))?: (?<message>.*)`,
    // Go.
    String.raw`operation error [^,]+, https response error StatusCode: (?<status>\d+), RequestID: (?<id>[\w-]+), (?:api error )?${type}: (?<message>.*)`,
    // PHP.
    String.raw`(?:${name}\w+: )?Error executing "\w+" on "[^"]*"; AWS HTTP error: .*\n ${type} \(\w+\): (?<message>.*?)(?: - \{.*)?`,
    // Ruby.
    String.raw`(?<message>.*) \(${name}${type}\)`,
    `#<${name}${type}: (?<message>.*)>`,
    // Kotlin, Dart, Swift and Rust print the members.
    String.raw`${name}${type}\s?[({]message=(?<message>.*)[)}]`,
    String.raw`(?:service error: unhandled error \(\w+\): Error|${name}${type}|LambdaException)\s?[({][^]{0,300}?\bmessage"?: (?:(?:Optional|Some)\()?"(?<message>(?:[^"\\]|\\.)*)".*`,
    // JavaScript, .NET, the first version of Go, and others: the class, the message, and what the language adds.
    String.raw`${name}${type}(?: \(\w+\))?: (?<message>[^\r\n]*?)(?: - \{.*|, Request ID: [\w-]+|[\r\n].*)?`,
    // Amplify for Swift.
    String.raw`AuthError: (?<message>${sentence}.*)\nRecovery suggestion: .*`,
  ].map((form) => new RegExp(`^(?:${form})$`, "s"));
}

/** Reads the text of an SDK or the sentence alone; returns undefined for any other text. */
export function readCognitoText(text: string): CognitoText | undefined {
  for (const form of FORMS) {
    const { class: name, type = name, message, status, id } = form.exec(text)?.groups ?? {};
    if (message !== undefined)
      return { errorType: type, message, status: status ? Number(status) : undefined, requestId: id };
  }
  return isSentence(text) ? { message: text.trim() } : undefined;
}

/** Whether a message is the sentence that Cognito puts a function's message into. */
export function isSentence(message: string): boolean {
  return SENTENCE.test(message);
}
