export const handler = async (event) => {
  if (event.sleep) await new Promise((resolve) => setTimeout(resolve, event.sleep));
  if (event.throw) throw Object.assign(new Error(event.throw), { name: event.throw });
  return event.return;
};
