/** Whether also the tests run that take long and rarely fail: those of `npm run test:all`. */
export const isWholeRun: boolean = process.env.FAULTWIRE_TESTS === "all";
