/** Reports the messages that are to fail so many times, or does what one message says for the whole batch. */
export const handler = async ({ Records }) => {
  const scripts = Records.map(({ body }) => JSON.parse(body));
  const { answer, exit } = Object.assign({}, ...scripts);
  if (exit !== undefined) process.exit(exit);
  if (answer !== undefined) return answer;
  const failed = Records.filter(
    ({ attributes }, index) => Number(attributes.ApproximateReceiveCount) <= (scripts[index].failures ?? 0),
  );
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};
