import * as sfn from "@aws-sdk/client-sfn";
import type { Local } from "../src/index.ts";

const ROLE = "arn:aws:iam::000000000000:role/states";

/** The end of an execution, as the SDK describes it, with the types of its events. */
export interface Ended {
  readonly status: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly output: unknown;
  readonly events: readonly sfn.HistoryEvent[];
}

/** Starts an execution through the SDK. Its name and its state machine's are new. */
export async function start(
  lambda: Local,
  definition: object,
  input: unknown = {},
): Promise<() => Promise<Ended>> {
  const client = clientOf(lambda);
  const text = JSON.stringify(definition);
  const { stateMachineArn } = await client.send(
    new sfn.CreateStateMachineCommand({ name: `m-${crypto.randomUUID()}`, roleArn: ROLE, definition: text }),
  );
  const { executionArn } = await client.send(
    new sfn.StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  return async () => {
    const found = await client.send(new sfn.DescribeExecutionCommand({ executionArn }));
    const history = await client.send(new sfn.GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    const { status, error, cause, output } = found;
    return {
      ...{ status, error, cause },
      output: output === undefined ? undefined : JSON.parse(output),
      events: history.events ?? [],
    };
  };
}

const clients = new WeakMap<Local, sfn.SFNClient>();

/** The client of a service, which keeps no process alive. */
function clientOf(lambda: Local): sfn.SFNClient {
  const client = clients.get(lambda) ?? new sfn.SFNClient({ ...lambda.client, maxAttempts: 1 });
  clients.set(lambda, client);
  return client;
}

/** Runs an execution that does not wait to its end. */
export async function execute(lambda: Local, definition: object, input: unknown = {}): Promise<Ended> {
  const end = await start(lambda, definition, input);
  await lambda.settled();
  return await end();
}

/** The definition of one state. */
export function only(state: object, more: object = {}): object {
  return { ...more, StartAt: "A", States: { A: { End: true, ...state } } };
}
