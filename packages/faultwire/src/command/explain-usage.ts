/** The text of `faultwire explain --help`. */
export const EXPLAIN_USAGE = `faultwire explain: shows what an error is, whether the code ran, and what to do

  faultwire explain [FILE ...] [--json]

It reads files, or its standard input, also as "-": payloads of functions, HTTP responses as curl -i prints them, Error and
Cause of Step Functions, records of destinations and queues, lines of logs, answers of AWS's command line, exceptions as
programs print them; each alone, or many in a row. Nothing is sent anywhere.

  pbpaste | npx faultwire explain
  aws lambda invoke --function-name orders /dev/stdout | npx faultwire explain
  aws logs tail /aws/lambda/orders --since 1h | npx faultwire explain
  aws stepfunctions get-execution-history --execution-arn ARN | npx faultwire explain --json
  curl -si https://api.example.com/orders/o-1 | npx faultwire explain

  --json      a list of explanations, for programs
  --help, -h  this text

Exit codes: 0 an error was explained; 1 there is no error in the input; 2 the command or a file could not be read.
NO_COLOR and FORCE_COLOR are respected.`;
