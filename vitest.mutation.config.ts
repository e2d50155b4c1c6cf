import base from "./vitest.config.ts";

/** Mutants are judged by the tests beside the code alone: the ones that need nothing but the code. */
export default {
  ...base,
  test: { ...base.test, include: ["packages/{core,kernel}/**/*.test.ts"], reporters: ["dot"] },
};
