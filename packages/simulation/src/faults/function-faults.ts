import type { FunctionInstance } from "../function/function-instance.ts";
import { logUniform } from "../schedule/chance.ts";
import { type Draw, type Fault, faultsOf } from "./fault.ts";

/** A moment of a request at which its process can die. */
export type Moment = "before it was sent" | "sent" | "took effect" | "replied";

/** What may happen to the process while a request of it is under way. */
interface ProcessFault<Kind extends string = string> extends Fault<"request"> {
  readonly kind: Kind;
  readonly befalls: readonly ["request"];
  /** When it kills the process. */
  readonly kills?: Moment;
  /** What else it does to the process, when the request is sent. */
  readonly strike?: (instance: FunctionInstance, draw: Draw) => void;
}

const DAY = 86_400_000;

/** What can go wrong with the function. */
export const functionFaults = [
  { kind: "function: killed before a request was sent", befalls: ["request"], kills: "before it was sent" },
  { kind: "function: killed after a request was sent", befalls: ["request"], kills: "sent" },
  { kind: "function: killed after a request took effect", befalls: ["request"], kills: "took effect" },
  { kind: "function: killed after a reply", befalls: ["request"], kills: "replied" },
  { kind: "function: out of time" },
  { kind: "function: timed out" },
  {
    kind: "function: frozen",
    befalls: ["request"],
    strike: (instance, draw) => instance.freeze(frozenFor(draw("frozen for"))),
  },
  { kind: "function: frozen beyond its timeout, then thawed" },
  { kind: "function: request took effect after its handler had ended" },
  {
    kind: "function: clock jumped",
    befalls: ["request"],
    strike: (instance, draw) => instance.jumpClock((draw("jump") - 0.5) * 4 * DAY),
  },
  { kind: "function: answer lost" },
  { kind: "function: several instances at once" },
  { kind: "function: observer threw" },
] as const satisfies readonly (Fault | ProcessFault)[];

export const processFaults: readonly ProcessFault<(typeof functionFaults)[number]["kind"]>[] = faultsOf(
  "request",
  functionFaults,
);

/** For seconds, or for longer than a visibility timeout and than DynamoDB remembers a token. */
function frozenFor(fraction: number): number {
  return fraction < 0.5
    ? logUniform(1_000, 60_000, 2 * fraction)
    : logUniform(605_000, 3_600_000, 2 * fraction - 1);
}
