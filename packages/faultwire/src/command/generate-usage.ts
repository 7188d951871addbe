/** The targets, for completion. */
export const TARGET_NAMES = [
  "apigw",
  "json-schema",
  "openapi",
  "types",
  "docs",
  "asl",
  "python",
  "go",
  "java",
  "ruby",
  "rust",
  "dotnet",
  "alarms",
];

/** The text of `faultwire generate --help`. */
export const GENERATE_USAGE = `faultwire generate: generates from a catalog what you would otherwise write by hand

  faultwire generate TARGET CATALOG [--export NAME] [--out FILE [--check]]

CATALOG is a TypeScript file, a compiled one, or a package that exports a catalog. Targets:

  apigw        the responses of a REST API's custom integration, with patterns and templates
               [--format] [--function] [--wire] [--header] [--success-status]
  json-schema  a JSON Schema of the faults, and of the details of each [--body]
  openapi      OpenAPI 3.1 of the responses and bodies of the faults [--body]
  types        TypeScript types of the bodies, for clients without our packages [--body]
  docs         an error reference in Markdown
  asl          Retry and Catch of a task of Step Functions [--next, --others, --jsonata, --idempotent]
  python       exceptions of Python, for functions that raise them and for callers
  go           error types of Go, for functions that return them and for callers [--package]
  java         exceptions of Java, for functions that throw them [--package]
  ruby         exceptions of Ruby, for functions that raise them [--package]
  rust         error types of Rust, for functions that return them [--diagnostic]
  dotnet       exceptions of C#, for functions that throw them [--package]
  alarms       metric filters, alarms and queries of Logs Insights by fault, for CloudFormation
               --namespace, and --log-group or --dimension; [--faults] [--threshold] [--period] [--action]

  npx faultwire generate json-schema ./src/faults.ts
  npx faultwire generate json-schema ./src/faults.ts --export Orders --out faults.schema.json
  npx faultwire generate json-schema ./src/faults.ts --out faults.schema.json --check
  npx faultwire generate apigw ./src/faults.ts --format openapi --function PayOrder --out pay-order.yaml
  npx faultwire generate openapi ./src/faults.ts --body problem-details --out faults.openapi.json
  npx faultwire generate docs ./src/faults.ts --out docs/errors.md
  npx faultwire generate python ./src/faults.ts --out tax/faults.py
  npx faultwire generate asl ./src/faults.ts --next Failed --others Alarm --idempotent false
  npx faultwire generate alarms ./src/faults.ts --namespace Shop --log-group /aws/lambda/get-order --out alarms.yaml
  npx faultwire generate alarms ./src/faults.ts --namespace Shop --dimension FunctionName=get-order --faults all

  --export NAME   the export that is the catalog, where a file has several
  --out FILE      writes a file, not the standard output; its first line has the command that makes it again
  --check         writes nothing, and ends with 1 where FILE is out of date
  --body FORMAT   problem-details or problem-details=URI: the bodies of handlers with the option problemDetails()
  --format FORMAT cloudformation (properties of a method; the default), openapi (members of an operation), or commands
                  of the AWS CLI
  --function ID   the logical id of the function: the integration is written whole
  --wire WIRE     that of the handler: custom (the default), or standard, where every message is always the same
  --header N=V    a header of every response, as Access-Control-Allow-Origin=https://shop.example.com; more than once for more
  --success-status N
                  the status of results, 200 to 399; default: 200
  --next STATE    the state that follows a fault, or OrderNotFound=Refund,CardDeclined=Ask by fault; without it: no Catch
  --package NAME  the package of Go or Java, the module of Ruby, the namespace of C#; without it, none in Java, and else one
                  that is named after the catalog
  --diagnostic TYPE
                  lambda_runtime::Diagnostic: the file has the conversions to it, which the runtime of Rust asks for
  --others STATE  the state that follows any other error
  --jsonata       for a state machine whose query language is JSONata; the error is in the member "error", as in JSONPath
  --idempotent B  true where the task may run twice without harm, false where it must not; see docs/generate.md
  --namespace N   the namespace of the metrics in CloudWatch
  --log-group G   the log group of a function whose logs have the JSON format; more than once for more
  --dimension N=V a dimension of the metric that emfMetrics() or powertoolsMetrics() writes, for alarms on it in place of
                  metric filters; more than once for more
  --faults LIST   the faults that have alarms: server (status from 500; the default), all, or names with commas
  --threshold N=V the number in a period from which on the alarm of the fault N goes off
  --period S      the length of a period in seconds; default: 300
  --action ARN    what an alarm does, as the ARN of a topic of SNS; in a template also \${AlarmTopic}
  --help, -h      this text

Exit codes: 0 done, or up to date; 1 out of date; 2 the command was not understood, or it cannot be made of this catalog.`;
