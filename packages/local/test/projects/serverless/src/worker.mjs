export const handler = async ({ Records }) => {
  for (const { body } of Records) console.log(`worked on ${body}`);
};
