import type { FaultKind } from "../faults/fault-kinds.ts";
import type { FunctionInstance } from "../function/function-instance.ts";
import { logUniform } from "../schedule/chance.ts";
import type { World } from "../schedule/world.ts";
import { wireErrors } from "../world/service-errors.ts";
import { UnsupportedRequestError } from "../world/unsupported-request-error.ts";
import type { Answer, Disturbance } from "./disturbance.ts";
import type { ServiceRequest } from "./service-request.ts";

/** What may happen to the process while a request of it is under way. */
const processFaults = [
  "function: killed before a request was sent",
  "function: killed after a request was sent",
  "function: killed after a request took effect",
  "function: killed after a reply",
  "function: frozen",
  "function: clock jumped",
] as const satisfies readonly FaultKind[];

const DAY = 86_400_000;
const undisturbed: Disturbance = {};

/**
 * One try of a request. It is sent, arrives, takes effect and is answered, each at a moment of its own, and
 * each of these may go wrong. Nothing after the sending depends on the process that sent it.
 *
 * @param name - names this try among all of the schedule.
 * @param receive - is called in the process, if it still runs, with what it gets to see.
 */
export function tryRequest(
  request: ServiceRequest,
  name: string,
  instance: FunctionInstance,
  world: World,
  receive: (answer: Answer) => void,
): void {
  const { scheduler, decisions, tell } = world;
  const processFault = decisions.fault(`${name} process`, processFaults);
  const happen = (kind: FaultKind) => {
    decisions.reached(kind);
    tell?.(`${name}: ${kind}`);
  };
  const killIf = (kind: (typeof processFaults)[number]) => {
    if (processFault !== kind) return;
    happen(kind);
    instance.kill();
  };
  if (processFault === "function: killed before a request was sent") {
    killIf(processFault);
    return;
  }
  const kind = decisions.fault(name, request.faults);
  const disturbance =
    kind === undefined ? undisturbed : request.disturbance(kind, (of) => decisions.fraction(`${name} ${of}`));

  const reply = (answer: Answer) => {
    const seen = disturbance.insteadOfReply ?? answer;
    if (disturbance.insteadOfReply !== undefined && kind !== undefined && "ok" in answer) happen(kind);
    scheduler.after(decisions.stepTime(`${name} reply`), () => {
      instance.resume(() => receive(seen));
      if (processFault === "function: killed after a reply" && !instance.hasEnded()) {
        scheduler.after(0, () => killIf(processFault));
      }
    });
  };
  const guarded = (phase: () => void) => () => {
    try {
      phase();
    } catch (error) {
      // The adapters could take it for an answer of the service, and a gap in the simulation would go unnoticed.
      if (!(error instanceof UnsupportedRequestError)) throw error;
      world.giveUp(error);
    }
  };
  const takeEffect = guarded(() => {
    if (instance.hasEnded()) decisions.reached("function: request took effect after its handler had ended");
    const answer = disturbance.rollBack?.() ?? request.takeEffect();
    tell?.(`${name}: ${"ok" in answer ? "took effect" : "refused"}`);
    killIf("function: killed after a request took effect");
    reply(answer);
  });
  const arrive = guarded(() => {
    const outage = outageOf(request.service, world);
    if (outage !== undefined) {
      decisions.reached(outage);
      reply({ error: wireErrors.connectionReset });
      return;
    }
    if (disturbance.insteadOfEffect !== undefined && kind !== undefined) {
      happen(kind);
      const { insteadOfEffect } = disturbance;
      reply(typeof insteadOfEffect === "function" ? insteadOfEffect() : insteadOfEffect);
      return;
    }
    if (kind !== undefined && disturbance.insteadOfReply === undefined) happen(kind);
    const refused = request.arrive?.();
    if (refused !== undefined) {
      tell?.(`${name}: refused`);
      reply(refused);
      return;
    }
    scheduler.after(decisions.stepTime(`${name} effect`) + (disturbance.takesEffectLate ?? 0), takeEffect);
  });

  scheduler.after(decisions.stepTime(`${name} arrival`) + (disturbance.arrivesLate ?? 0), arrive);
  killIf("function: killed after a request was sent");
  if (processFault === "function: frozen") {
    happen(processFault);
    instance.freeze(frozenFor(decisions.fraction(`${name} frozen for`)));
  }
  if (processFault === "function: clock jumped") {
    happen(processFault);
    instance.jumpClock((decisions.fraction(`${name} jump`) - 0.5) * 4 * DAY);
  }
}

/** For seconds, or for longer than a visibility timeout and than DynamoDB remembers a token. */
function frozenFor(fraction: number): number {
  return fraction < 0.5
    ? logUniform(1_000, 60_000, 2 * fraction)
    : logUniform(605_000, 3_600_000, 2 * fraction - 1);
}

function outageOf(service: ServiceRequest["service"], world: World): FaultKind | undefined {
  const elapsed = world.scheduler.now() - world.start;
  const away = world.outages.filter(({ from, to }) => from <= elapsed && elapsed < to);
  if (service === "sqs" || !away.some((outage) => outage.service === service)) return undefined;
  if (away.length > 1) return "outage: both for 3 hours";
  return service === "s3" ? "outage: s3 for 3 hours" : "outage: dynamodb for 3 hours";
}
