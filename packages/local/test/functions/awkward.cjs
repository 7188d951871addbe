/* Ends that the two Node.js runtimes tell differently. */
const vm = require("node:vm");

const boom = () => new RangeError("boom");

exports.callback = (event, _context, callback) => callback(null, { got: event });
exports.callbackError = (_event, _context, callback) => callback(boom());
exports.callbackThenTimer = (_event, context, callback) => {
  const answer = { waited: false };
  setTimeout(() => {
    answer.waited = true;
  }, 50);
  context.callbackWaitsForEmptyEventLoop = true;
  callback(null, answer);
};
exports.contextSucceed = (_event, context) => context.succeed("done");
exports.unhandledRejection = async () => {
  Promise.reject(boom());
  await new Promise((resolve) => setTimeout(resolve, 1000));
};
exports.uncaughtException = async () => {
  setTimeout(() => {
    throw boom();
  });
  await new Promise((resolve) => setTimeout(resolve, 1000));
};
exports.never = () => new Promise(() => {});
exports.otherRealm = async () => {
  throw vm.runInNewContext('new TypeError("other realm")');
};
exports.lookalike = async () => {
  throw { name: "Lookalike", message: "no Error", stack: "Lookalike: no Error\n    at home" };
};
exports.throwNull = async () => {
  throw null;
};
exports.badName = async () => {
  throw Object.assign(boom(), { name: 7 });
};
exports.throwThenTimer = async () => {
  setTimeout(() => {
    throw new Error("late");
  }, 0);
  throw boom();
};
exports.returnThenExit = async () => {
  setTimeout(() => process.exit(4), 0);
  return "first";
};
exports.returnThenThrow = async () => {
  setTimeout(() => {
    throw boom();
  }, 100);
  return "returned";
};
exports.circular = async () => {
  const result = {};
  result.self = result;
  return result;
};
exports.bigInt = async () => 1n;
exports.exit = async () => process.exit(3);
