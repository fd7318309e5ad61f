import type { AcceptedSurvey } from "@lab/survey-export";
import {
  newestVersion,
  questionnaireRef,
  randomAnswers,
  type Study,
  type Submission,
  surveyObjectKey,
} from "@lab/survey-schema";
import type { Random } from "@lab/survey-stack";
import type { ReportedParticipant } from "../../src/index.ts";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const hash = "0".repeat(64);

/** A study that never was. */
export interface SyntheticPlan {
  readonly study: Study;
  /** How many take part. */
  readonly participants: number;
  /** The moment at which one looks. Everybody began within the study's days before it. */
  readonly now: Date;
  readonly random: Random;
  /** Which share of the surveys is made at all, so that a large study takes less time. Default: 1. */
  readonly share?: number;
}

/** What participants of a study might have answered: some always, some seldom, and some who stop. The same seed gives the same. */
export function* syntheticParticipants(plan: SyntheticPlan): Generator<ReportedParticipant> {
  for (let number = 1; number <= plan.participants; number++) {
    const one = syntheticParticipant(String(number).padStart(4, "0"), plan);
    // Nobody knows of who has sent nothing.
    if (one.surveys.length > 0) yield one;
  }
}

function syntheticParticipant(user_id: string, plan: SyntheticPlan): ReportedParticipant {
  const { study, now, random, share = 1 } = plan;
  const today = Math.floor(now.getTime() / DAY);
  const start = today - Math.floor(random() * study.plan.days * 1.1);
  const zeal = 0.35 + 0.65 * Math.sqrt(random());
  const stopsAfter = random() < 0.12 ? Math.floor(random() * study.plan.days) : Number.POSITIVE_INFINITY;
  const clockError = random() < 0.04 ? Math.round((random() - 0.5) * 6) * HOUR : 0;
  const surveys: AcceptedSurvey[] = [];
  for (let day = start; day <= Math.min(today, start + study.plan.days - 1); day++) {
    if (day - start > stopsAfter) break;
    const tired = 1 - (0.35 * (day - start)) / study.plan.days;
    for (let prompt = 0; prompt < study.plan.promptsPerDay; prompt++) {
      const at = day * DAY + (7 + prompt * 2.5 + random() * 1.5) * HOUR;
      if (at > now.getTime() || random() > zeal * tired * share) continue;
      surveys.push(syntheticSurvey(user_id, at, clockError, plan));
    }
  }
  return { user_id, surveys };
}

function syntheticSurvey(
  user_id: string,
  at: number,
  clockError: number,
  { study, random }: SyntheticPlan,
): AcceptedSurvey {
  const others = study.questionnaires.filter(({ id }) => id !== study.defaultQuestionnaire);
  const definition =
    newestVersion(study, random() < 0.3 ? (study.defaultQuestionnaire ?? "") : (others[0]?.id ?? "")) ??
    study.questionnaires[0];
  if (definition === undefined) throw new RangeError("a synthetic study needs a questionnaire");
  const local = new Date(at + clockError).toISOString().slice(0, 19);
  const [year = "", month = "", day = "", ...clock] = local.split(/[-T:]/);
  const timestamp = `${month}${day}${year.slice(2)}${clock.join("")}`;
  const isDefault = definition.id === study.defaultQuestionnaire;
  const seconds = Math.round((20 + 200 * random() ** 3) * 10) / 10;
  const fields = {
    user_id,
    timestamp,
    time_elapsed: seconds,
    ...(!isDefault && { questionnaire: questionnaireRef(definition), timezone: "UTC" }),
    ...randomAnswers(definition, random),
    ...(isDefault && leaning(random)),
  };
  const submission: Submission = {
    format: 1,
    user_id,
    submission_time: isDefault ? local : `${local}#${definition.id}`,
    object_key: surveyObjectKey({ user_id, timestamp, ...(!isDefault && { questionnaire: definition.id }) }),
    canonical_sha256: hash,
    object_etag: "etag",
    received_at: new Date(at + (random() < 0.05 ? random() * 4 * HOUR : 2_000)).toISOString(),
    questionnaire: definition.id,
    version: definition.version,
    time_elapsed: seconds,
    ...(!isDefault && { timezone: "UTC" }),
    ...(random() < 0.03 && { flags: ["straight_lined"] }),
  };
  return { submission, body: JSON.stringify(fields) };
}

/** Answers to the items `q1` to `q5` that lean to agreement, as answers do. */
function leaning(random: Random) {
  const point = () => Math.min(5, 1 + Math.floor(5 * Math.sqrt(random())));
  return { q1: point(), q2: point(), q3: point(), q4: point(), q5: point() };
}
