/**
 * Loaded into the server process before anything else (`node --import`): lets its `Date` follow the
 * sandbox's clock, so that production code needs no switch for it. The shift arrives at the start in
 * the environment and later over the child's channel. Timers and TLS keep to the real clock.
 */
import process from "node:process";

const RealDate = Date;
let shiftMs = Number(process.env["SANDBOX_CLOCK_SHIFT_MS"] ?? 0);
const now = () => RealDate.now() + shiftMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
});

process.on("message", (message) => {
  if (message?.type !== "clock") return;
  shiftMs = message.shiftMs;
  process.send?.({ type: "clock-set", shiftMs });
});
// A server without its sandbox has nothing to talk to.
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
