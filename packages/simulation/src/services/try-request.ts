import type { FaultKind } from "../faults/fault-kinds.ts";
import { type Moment, processFaults } from "../faults/function-faults.ts";
import { outageFaults } from "../faults/outage-faults.ts";
import type { FunctionInstance } from "../function/function-instance.ts";
import type { World } from "../schedule/world.ts";
import { s3Errors, wireErrors } from "../world/service-errors.ts";
import { UnsupportedRequestError } from "../world/unsupported-request-error.ts";
import type { Answer, Disturbance } from "./disturbance.ts";
import type { ServiceRequest } from "./service-request.ts";

const undisturbed: Disturbance = {};

/** How long S3 takes a request after it was signed, in milliseconds (RESTAuthentication in its documentation). */
export const SIGNATURE_LIFE = 900_000;

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
  const signedAt = scheduler.now();
  const processFault = decisions.fault(`${name} process`, processFaults);
  const happen = (kind: FaultKind) => {
    decisions.reached(kind);
    tell?.(`${name}: ${kind}`);
  };
  const killAt = (moment: Moment) => {
    if (processFault?.kills !== moment) return;
    happen(processFault.kind);
    instance.kill();
  };
  if (processFault?.kills === "before it was sent") {
    killAt(processFault.kills);
    return;
  }
  const draw = (of: string) => decisions.fraction(`${name} ${of}`);
  const fault = decisions.fault(name, request.faults);
  const disturbance = fault?.disturb(draw) ?? undisturbed;

  const reply = (answer: Answer) => {
    const seen = disturbance.insteadOfReply ?? answer;
    if (disturbance.insteadOfReply !== undefined && fault !== undefined && "ok" in answer) happen(fault.kind);
    scheduler.after(decisions.stepTime(`${name} reply`), () => {
      instance.resume(() => receive(seen));
      if (processFault?.kills === "replied" && !instance.hasEnded()) {
        scheduler.after(0, () => killAt("replied"));
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
    const isTooOld = scheduler.now() - signedAt > SIGNATURE_LIFE && disturbance.signedOnArrival !== true;
    if (request.service === "s3" && isTooOld) {
      happen("s3: refused, signed more than 15 minutes before");
      reply({ error: s3Errors.requestTimeTooSkewed });
      return;
    }
    if (instance.hasEnded()) decisions.reached("function: request took effect after its handler had ended");
    const answer = disturbance.rollBack?.() ?? request.takeEffect();
    tell?.(`${name}: ${"ok" in answer ? "took effect" : "refused"}`);
    killAt("took effect");
    reply(answer);
  });
  const arrive = guarded(() => {
    const outage = outageOf(request.service, world);
    if (outage !== undefined) {
      decisions.reached(outage);
      reply({ error: wireErrors.connectionReset });
      return;
    }
    if (disturbance.insteadOfEffect !== undefined && fault !== undefined) {
      happen(fault.kind);
      const { insteadOfEffect } = disturbance;
      reply(typeof insteadOfEffect === "function" ? insteadOfEffect() : insteadOfEffect);
      return;
    }
    if (fault !== undefined && disturbance.insteadOfReply === undefined) happen(fault.kind);
    const refused = request.arrive?.();
    if (refused !== undefined) {
      tell?.(`${name}: refused`);
      reply(refused);
      return;
    }
    scheduler.after(decisions.stepTime(`${name} effect`) + (disturbance.takesEffectLate ?? 0), takeEffect);
  });

  scheduler.after(decisions.stepTime(`${name} arrival`) + (disturbance.arrivesLate ?? 0), arrive);
  killAt("sent");
  if (processFault?.strike !== undefined) {
    happen(processFault.kind);
    processFault.strike(instance, draw);
  }
}

function outageOf(service: ServiceRequest["service"], world: World): FaultKind | undefined {
  const elapsed = world.scheduler.now() - world.start;
  const away = world.outages.filter(({ from, to }) => from <= elapsed && elapsed < to);
  if (!away.some((outage) => outage.service === service)) return undefined;
  return outageFaults.find(
    ({ services }) => services.length === away.length && services.some((one) => one === service),
  )?.kind;
}
