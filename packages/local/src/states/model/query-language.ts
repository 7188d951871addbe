/** The language that a state's expressions are written in. */
export type QueryLanguage = "JSONPath" | "JSONata";
