/* Functions that fail as those of users do. */

const fail = (name, event) => {
  throw Object.assign(new Error(`no room for ${JSON.stringify(event)}`), { name });
};

export const ship = async (event) => fail("CarrierBusy", event);
export const bill = async (event) => fail("CardDeclined", event);
export const pack = async ({ Records }) => fail("Unpacked", Records.length);
