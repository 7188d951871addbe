/** The parts of an exception of Cognito in the text of an SDK. */
export interface CognitoText {
  readonly errorType?: string | undefined;
  readonly message: string;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
}

/** A class, in the notation of any language. */
const CLASS = String.raw`(?:[\w$]+(?:\.|::|\\))*`;
const TYPE = `(?<type>(?:UserLambdaValidation|UnexpectedLambda|InvalidLambdaResponse)Exception)`;
/** The triggers, as Cognito's sentence names them. */
const TRIGGER =
  "(?:PreSignUp|PostConfirmation|PreAuthentication|PostAuthentication|PreTokenGeneration|TokenGeneration|CustomMessage|UserMigration|DefineAuthChallenge|CreateAuthChallenge|VerifyAuthChallenge(?:Response)?|Custom(?:Email|SMS|Sms)Sender|InboundFederation)";
const SENTENCE = String.raw`${TRIGGER}\w* failed with error `;

/**
 * The texts of SDKs, the more specific first. Each begins at its own first word: a line of a log that quotes one
 * is not such a text.
 */
const FORMS = [
  // Java, of either version, and Android, where a class and the text of an exception around it may come first.
  String.raw`(?:.{0,300}?(?<class>\w{1,80}Exception): )?(?<message>.*) \(Service: \w{0,40}CognitoIdentityProvider\w{0,40}[;,] Status Code: (?<status>\d+)(?:[;,] Error Code: (?<type>[^;,)]+))?[;,] Request ID: (?<id>[^;,)]+).*`,
  // Python and the command line.
  String.raw`\s*(?:aws: \[ERROR\]: )?(?:[\w.]+: )?An error occurred \(${TYPE}\) when calling the \w+ operation(?: \(reached max retries: \d+\))?: (?<message>.*)`,
  // Go.
  String.raw`operation error [^,]+, https response error StatusCode: (?<status>\d+), RequestID: (?<id>[\w-]+), (?:api error )?${TYPE}: (?<message>.*)`,
  // PHP.
  String.raw`(?:${CLASS}\w+: )?Error executing "\w+" on "[^"]*"; AWS HTTP error: .*\n ${TYPE} \(\w+\): (?<message>.*?)(?: - \{.*)?`,
  // Ruby.
  String.raw`(?<message>.*) \(${CLASS}${TYPE}\)`,
  `#<${CLASS}${TYPE}: (?<message>.*)>`,
  // Kotlin, Dart, Swift and Rust print the members.
  String.raw`${CLASS}${TYPE}\s?[({]message=(?<message>.*)[)}]`,
  String.raw`(?:service error: unhandled error \(\w+\): Error|${CLASS}${TYPE}|LambdaException)\s?[({][^]{0,300}?\bmessage"?: (?:(?:Optional|Some)\()?"(?<message>(?:[^"\\]|\\.)*)".*`,
  // JavaScript, .NET, the first version of Go, and others: the class, the message, and what the language adds.
  String.raw`${CLASS}${TYPE}(?: \(\w+\))?: (?<message>[^\r\n]*?)(?: - \{.*|, Request ID: [\w-]+|[\r\n].*)?`,
  // Amplify for Swift.
  String.raw`AuthError: (?<message>${SENTENCE}.*)\nRecovery suggestion: .*`,
].map((form) => new RegExp(`^(?:${form})$`, "s"));
const ALONE = new RegExp(`^${SENTENCE}`);

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
  return ALONE.test(message);
}
