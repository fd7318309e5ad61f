/**
 * Which of the storage's file operations fails, counted from 1 (0: none), and how: once, or with everything after it as in a
 * crash. `before` is called before each operation.
 */
export const plan = {
  failAt: 0,
  isCrash: false,
  done: 0,
  before: async (_name: string, _args: readonly unknown[]) => {},
};

/** The module `node:fs/promises`, whose operations fail as planned. */
export function withFaults(original: typeof import("node:fs/promises")): object {
  const failing = Object.entries(original).map(([name, operation]) => {
    if (typeof operation !== "function") return [name, operation];
    const wrapped = async (...args: unknown[]) => {
      await plan.before(name, args);
      if (plan.failAt === 0) return await Reflect.apply(operation, undefined, args);
      plan.done++;
      const fails = plan.isCrash ? plan.done >= plan.failAt : plan.done === plan.failAt;
      if (fails) throw Object.assign(new Error(`EIO: ${name}`), { code: "EIO" });
      return await Reflect.apply(operation, undefined, args);
    };
    return [name, wrapped];
  });
  return { ...original, ...Object.fromEntries(failing) };
}
