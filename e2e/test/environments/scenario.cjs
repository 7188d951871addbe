/*
 * Throws faults in wrapped handlers, sends them over several wires, over a real HTTP connection too, and reads them
 * again, with the packages that it is given. What comes out is the same in every environment.
 */
exports.scenario = async ({ catalog, handler, caller, http, bytes }) => {
  const { defineCatalog, fault } = catalog;
  const { wrapHandler } = handler;
  const { createHttpCaller, parse, parseResponse } = caller;

  const orderId = (value) =>
    typeof value?.orderId === "string" ? { value } : { issues: [{ message: "no orderId" }] };
  const schema = { "~standard": { version: 1, vendor: "own", validate: orderId } };
  class OrderNotFound extends fault("OrderNotFound", {
    status: 404,
    details: schema,
    message: (details) => `no order ${details.orderId}`,
  }) {}
  class Busy extends fault("Busy", { status: 503, message: "busy", retryable: true, stack: false }) {}
  const Orders = defineCatalog("orders", { OrderNotFound, Busy });
  const context = { awsRequestId: "r-1", functionName: "orders", getRemainingTimeInMillis: () => 3000 };

  const thrown = {
    OrderNotFound: () => new OrderNotFound({ orderId: "o-1" }, { cause: new RangeError("no row") }),
    Busy: () => new Busy(undefined, { retryAfter: 3 }),
    TypeError: () => new TypeError("not declared"),
    text: () => "not an error",
  };
  const canFetch = hasFetch();
  const limit = describeLimit();
  const outcome = {};
  for (const [name, make] of Object.entries(thrown)) {
    const hurl = () => {
      throw make();
    };
    for (const wire of ["standard", "custom", "document"]) {
      const answer = await answerOf(wrapHandler(hurl, { throws: Orders, wire, log: () => {} }), {});
      outcome[`${name} over ${wire}`] = readTwice(answer);
    }
    const wrapped = wrapHandler(hurl, { throws: Orders, log: () => {} });
    const event = { version: "2.0", headers: {}, requestContext: { http: { method: "GET" } } };
    const { statusCode: status, headers, body } = await wrapped(event, context);
    outcome[`${name} over HTTP`] = readTwice({ status, headers, body });
    if (canFetch) outcome[`${name} over a connection`] = await overConnection({ status, headers, body });
  }
  if (canFetch) {
    const refused = await createHttpCaller({ url: await closedUrl(), faults: Orders, retry: false }).safe();
    outcome["a connection that is refused"] = members(refused.fault);
  }
  const cloned = structuredClone(new OrderNotFound({ orderId: "o-1" }).toJSON());
  outcome["a fault that was cloned as JSON"] = members(parse(cloned, Orders));
  outcome["a name that is reserved"] = refusalOf(() => fault("Unhandled", { message: "m" }));
  outcome["the limit of stacks"] = describeLimit() === limit ? "as before" : describeLimit();
  return outcome;

  async function answerOf(wrapped, event) {
    try {
      return {
        StatusCode: 200,
        FunctionError: undefined,
        Payload: bytes(JSON.stringify(await wrapped(event, context))),
      };
    } catch (error) {
      const { name: errorType, message: errorMessage } = error;
      const payload = { errorType, errorMessage, trace: stackOf(error).split("\n") };
      return { StatusCode: 200, FunctionError: "Unhandled", Payload: bytes(JSON.stringify(payload)) };
    }
  }

  /** The stack as the runtime reads it, where it can be read. */
  function stackOf(error) {
    try {
      return String(error.stack);
    } catch {
      return "";
    }
  }

  function readTwice(answer) {
    const found = parse(answer, Orders) ?? caller.fromLambdaError(JSON.parse(String(answer.Payload)), Orders);
    const again = found && parse(JSON.parse(JSON.stringify(found.toJSON())), Orders);
    return [members(found), members(again), found?.constructor === again?.constructor];
  }

  function members(found) {
    if (found === undefined) return "a success";
    const { name, errorType, message, details, status, retryable, retryAfter, execution } = found;
    return { name, errorType, message, details, status, retryable, retryAfter, execution };
  }

  async function overConnection({ status, headers, body }) {
    const server = http.createServer((_request, response) =>
      response.writeHead(status, { ...headers, connection: "close" }).end(body),
    );
    await new Promise((settle) => server.listen(0, "127.0.0.1", settle));
    const url = `http://127.0.0.1:${server.address().port}/`;
    const called = await createHttpCaller({ url, faults: Orders, retry: false }).safe();
    const fetched = await parseResponse(await fetch(url), Orders);
    await new Promise((settle) => server.close(settle));
    return [members(called.fault), members(fetched)];
  }

  /** Node.js's own fetch needs WebAssembly, captureStackTrace, and stacks that can be read. */
  function hasFetch() {
    try {
      String(new Error("m").stack);
      return typeof WebAssembly === "object" && typeof Error.captureStackTrace === "function";
    } catch {
      return false;
    }
  }

  /** An address that nothing listens on any more. */
  async function closedUrl() {
    const server = http.createServer();
    await new Promise((settle) => server.listen(0, "127.0.0.1", settle));
    const { port } = server.address();
    await new Promise((settle) => server.close(settle));
    return `http://127.0.0.1:${port}/`;
  }

  function refusalOf(declare) {
    try {
      return declare();
    } catch (error) {
      return error.message;
    }
  }

  function describeLimit() {
    const own = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
    return JSON.stringify(own && { ...own, value: String(own.value), get: typeof own.get });
  }
};
