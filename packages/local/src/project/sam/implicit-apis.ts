/** The logical id of the REST API that SAM makes for events without an API of their own. */
export const IMPLICIT_REST_API = "ServerlessRestApi";
/** The logical id of the HTTP API that SAM makes for events without an API of their own. */
export const IMPLICIT_HTTP_API = "ServerlessHttpApi";
