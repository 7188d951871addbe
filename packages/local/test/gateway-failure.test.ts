import { expect, test, vi } from "vitest";
import { local } from "../src/index.ts";

test("an API that cannot answer says why on stderr, and closes the connection", async () => {
  const lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { f: "scripted.handler" },
    apis: { inside: { type: "alb", function: "f" } },
  });
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    // Node.js refuses to send a line break in a reason phrase.
    const body = JSON.stringify({ return: { statusCode: 200, statusDescription: "200 a\nb" } });
    await expect(fetch(lambda.url("inside", "/orders"), { method: "POST", body })).rejects.toThrow();
    expect(stderr.mock.calls.join("")).toMatch(
      /^@faultwire\/local: api inside could not answer POST \/orders: .*Invalid character in statusMessage/,
    );
  } finally {
    stderr.mockRestore();
    await lambda.close();
  }
});
