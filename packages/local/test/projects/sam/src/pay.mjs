export const handler = async ({ card }, { invokedFunctionArn }) => {
  if (card === "none") throw new Error("card declined");
  return { paid: true, invokedFunctionArn };
};
