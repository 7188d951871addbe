/** The text of `faultwire redrive --help`. */
export const REDRIVE_USAGE = `faultwire redrive: shows which dead letters are safe to send again, and sends those back

  faultwire redrive FILE ... [OPTIONS]
  faultwire redrive --queue QUEUE [OPTIONS]

It reads dead letters and on-failure records: JSON, lines of JSON, what aws sqs receive-message prints, objects of a bucket,
or a queue. Nothing is sent without --execute. A letter is sent where its function did not run, where its
error is declared retryable, or where you declare that a second run does no harm. It is deleted from its queue only after it was sent.

  npx faultwire redrive --queue orders-dead
  npx faultwire redrive --queue orders-dead --idempotent --execute
  npx faultwire redrive --queue orders-failed --function orders --only OrderLocked --execute
  npx faultwire redrive --queue orders-dead --idempotent --plan monday.plan
  npx faultwire redrive --plan monday.plan --execute
  npx faultwire redrive records/*.json --function orders --plan records.plan --execute

  --queue QUEUE    the dead-letter queue, by URL, ARN or name
  --execute        sends, and deletes what was sent
  --idempotent     declares that a second run does no harm, for all letters
  --only TYPE      sends letters of this error type and no others, also if the function ran; more than once for more types
  --to QUEUE       the queue for messages, by URL, ARN or name; default: the queue that they came from
  --function NAME  allows events to be sent to this function; more than once for more functions
  --plan FILE      writes the plan, or with --execute carries it out; files need one, so that nothing is sent twice
  --limit N        reads at most N messages; default: 10000
  --catalog FILE   the file of your catalog: errors that it declares retryable are sent
  --export NAME    the export that is the catalog, where the file has several
  --endpoint URL   a service instead of AWS; default: AWS_ENDPOINT_URL
  --region REGION  default: that of the queue's URL, or the SDK's
  --json           a report for programs
  --help, -h       this text

Queues need @aws-sdk/client-sqs, and functions @aws-sdk/client-lambda, in the project of the working directory; the
credentials are those that the SDK finds. Rights: sqs:ReceiveMessage, DeleteMessage, ChangeMessageVisibility and
GetQueueAttributes on the dead-letter queue, sqs:SendMessage and GetQueueUrl on the source queue, lambda:InvokeFunction.

Exit codes: 0 all was done that was asked for; 1 a letter could not be sent or deleted, or files have no letter; 2 the
command, a file, a plan or a queue could not be read; 130 it was interrupted: messages are visible again.
NO_COLOR and FORCE_COLOR are respected.`;
