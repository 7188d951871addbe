import { compare, type Row } from "./compare.ts";
import { proxyError, standardError, streams, success } from "./handlers.ts";
import { batch, invokers } from "./invokers.ts";
import { compareColdStart, compareLocal } from "./local-service.ts";
import { receiving } from "./receiving.ts";

/** All comparisons, as tables. Times are of this machine now; only the ratios within a table mean something. */
console.log(`Node.js ${process.version}, ${process.arch}; medians of interleaved rounds.`);
table("A handler that succeeds", await compare(success));
table("A streaming handler that succeeds", await compare(streams));
table("A handler behind an HTTP API that throws a typed error", await compare(proxyError));
table("A handler that throws a typed error at the runtime", await compare(standardError));
table("A batch of ten messages that succeed", await compare(batch));
table("Handlers of other invokers that succeed", await compare(invokers));
for (const bytes of [300, 3000, 60_000])
  table(`A payload of ${bytes} bytes becomes a fault`, await compare(receiving(bytes)));
const { raw, sdk } = await compareLocal();
table("A warm call of the local Lambda service", raw);
table("The same through the SDK", sdk);
table("A cold start", await compareColdStart());

function table(title: string, rows: readonly Row[]): void {
  console.log(`\n### ${title}\n\n| | µs | ratio |\n|---|---:|---:|`);
  for (const { name, microseconds, ratio } of rows)
    console.log(`| ${name} | ${microseconds.toFixed(2)} | ${ratio.toFixed(2)} |`);
}
