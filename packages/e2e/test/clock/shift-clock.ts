// Preloaded into a process whose clock is to be off by CLOCK_OFF milliseconds.
const off = Number(process.env.CLOCK_OFF);
const TrueDate = Date;
const now = () => TrueDate.now() + off;

globalThis.Date = new Proxy(TrueDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
