/** Does what the records say: each has a text, or the new image of an item with one. */
export const handler = async ({ Records }) => {
  const scripts = Records.map(({ kinesis, dynamodb }) =>
    kinesis
      ? JSON.parse(Buffer.from(kinesis.data, "base64").toString("utf8"))
      : JSON.parse(dynamodb.NewImage.script.S),
  );
  const { answer, failsAlways, waitFor } = Object.assign({}, ...scripts);
  if (waitFor) await fetch(waitFor);
  if (failsAlways) throw new Error("a poison record");
  if (answer !== undefined) return answer;
  const failed = Records.filter((_, index) => scripts[index].isReported);
  const numbers = failed.map(({ kinesis, dynamodb }) => kinesis?.sequenceNumber ?? dynamodb.SequenceNumber);
  return { batchItemFailures: numbers.map((itemIdentifier) => ({ itemIdentifier })) };
};
