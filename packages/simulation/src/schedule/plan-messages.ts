import type { Senders } from "@lab/survey-processor";
import { logUniform, oneOf } from "./chance.ts";
import { type Defect, makeSurvey, type SurveyChoice, userIdOf } from "./make-survey.ts";
import type { ExpectedVerdict, PlannedMessage } from "./planned-message.ts";

const defects = [
  "too_fast",
  "no_text",
  "too_fast, no_text",
  "failed_check",
  "unknown_questionnaire",
  "malformed",
  "not_json",
] as const satisfies readonly Defect[];

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Chance for what is decided of one thing. */
type Of = (name: string) => number;

/** Who sends what, and when. */
export function planMessages(fraction: Of, most: number, senders: Senders): PlannedMessage[] {
  const count = 1 + Math.floor(most * fraction("messages") ** 1.4);
  // Sent in the same moment, or over some seconds or minutes.
  const spread = oneOf([1, 50, 5 * SECOND, 2 * MINUTE], fraction("spread"));
  const choices: SurveyChoice[] = [];
  const messages: PlannedMessage[] = [];
  for (let i = 1; i <= count; i++) {
    const of = (name: string) => fraction(`m${i} ${name}`);
    const choice = chooseSurvey(of, choices);
    choices.push(choice);
    messages.push({ id: `m${i}`, sentAfter: of("sent") * spread, ...sentBy(senders, choice, of) });
  }
  return messages;
}

/** A survey with its sender, who may be somebody else where each participant has credentials of their own. */
function sentBy(senders: Senders, choice: SurveyChoice, of: Of): Omit<PlannedMessage, "id" | "sentAfter"> {
  const { names, ...made } = makeSurvey(choice);
  if (senders.mode === "trusted-app") return { ...made, senderId: "AIDAEXAMPLE", owner: names };
  const isWrong = of("wrong sender") < 0.2;
  const owner = userIdOf(choice.participant + (isWrong ? 1 : 0));
  const isRead = choice.defect !== "malformed" && choice.defect !== "not_json";
  const expected: ExpectedVerdict =
    isWrong && isRead
      ? {
          verdict: "invalid",
          reasons: ["wrong_sender", ...(made.expected.verdict === "invalid" ? made.expected.reasons : [])],
        }
      : made.expected;
  return { body: made.body, expected, senderId: `${senders.roleId}:${owner}`, owner };
}

/**
 * A new survey, or one that relates to an earlier one. It can be a copy, a copy in another serialisation, or
 * a different survey with the same key.
 */
function chooseSurvey(of: Of, before: readonly SurveyChoice[]): SurveyChoice {
  const kind = of("kind");
  const earlier = before[Math.floor(of("earlier") * before.length)];
  if (earlier !== undefined && kind < 0.25) return { ...earlier, reserialised: of("serialised") < 0.5 };
  const sameKey = earlier !== undefined && kind < 0.37;
  return {
    participant: sameKey ? earlier.participant : Math.floor(logUniform(1, 4, of("participant"))) - 1,
    moment: sameKey ? earlier.moment : Math.floor(of("moment") * 4),
    content: sameKey
      ? (earlier.content + 1 + Math.floor(of("content") * 3)) % 4
      : Math.floor(of("content") * 1.3),
    questionnaire: sameKey
      ? earlier.questionnaire
      : oneOf(["daily", "daily", "momentary@1", "momentary@2"] as const, of("questionnaire")),
    defect: of("flawed") < 0.75 ? "none" : oneOf(defects, of("defect")),
    reserialised: of("serialised") < 0.2,
  };
}
