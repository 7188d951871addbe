/* Runs in a process of its own: prints the milliseconds of an import, and of the import and one call. */

const [, , file, event, context] = process.argv;
const start = performance.now();
const { handler } = await import(file);
const imported = performance.now();
const given = handler && [
  JSON.parse(event),
  { ...JSON.parse(context), getRemainingTimeInMillis: () => 3000 },
];
const answer = await handler?.(...given);
const called = performance.now();
if (handler && answer.statusCode !== 404) throw new Error(`${file} answered ${JSON.stringify(answer)}`);
console.log(JSON.stringify({ imported: imported - start, called: called - start }));
