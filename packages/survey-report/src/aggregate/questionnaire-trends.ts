import { findQuestionnaire, type Study, type Submission, timeOfSubmission } from "@lab/survey-schema";
import { codebookOf } from "@lab/survey-schema/codebook";
import * as z from "zod";
import type { QuestionnaireReport } from "../report-data.ts";
import { newestText, type TrendBuilder, trendBuilder } from "./item-trend.ts";
import { ValueCounts } from "./value-counts.ts";

/** The fields of a survey's JSON. That it is well-formed was seen when it was accepted. */
const fieldsSchema = z.record(z.string(), z.unknown());

/** From so many study days on, a step is a week. */
const MANY_DAYS = 31;

/** How many study days are one step of a trend. */
export function stepDaysOf(days: number): number {
  return days > MANY_DAYS ? 7 : 1;
}

/** Collects the answers to all questionnaires of a study. */
export interface QuestionnaireTrends {
  /**
   * @param body - the survey's JSON.
   * @param step - in which step of the trends it is. Undefined: it is outside the study days, and is only counted.
   */
  add(submission: Submission, body: string, step: number | undefined): void;
  reports(): QuestionnaireReport[];
}

/** Collects the answers to one questionnaire, in all its versions. */
interface OpenQuestionnaire {
  readonly title: string;
  readonly items: readonly {
    readonly name: string;
    readonly label: string;
    readonly unit: string;
    readonly builder: TrendBuilder;
  }[];
  readonly seconds: ValueCounts;
  readonly secondsByStep: ValueCounts[];
  surveys: number;
}

export function createQuestionnaireTrends(study: Study): QuestionnaireTrends {
  const ids = [...new Set(study.questionnaires.map(({ id }) => id))];
  const opened = new Map(ids.map((id) => [id, openQuestionnaire(study, id)]));
  let steps = 0;
  return {
    add(submission, body, step) {
      const { questionnaire: id, version, time_elapsed: seconds } = submission;
      const one = opened.get(id);
      if (one === undefined) return;
      one.surveys++;
      one.seconds.add(seconds);
      // A version that this study does not have may ask something else under a name.
      if (step === undefined || findQuestionnaire(study, id, version) === undefined) return;
      steps = Math.max(steps, step + 1);
      one.secondsByStep[step] ??= new ValueCounts();
      one.secondsByStep[step].add(seconds);
      const fields = fieldsSchema.parse(JSON.parse(body));
      const on = timeOfSubmission(submission);
      for (const { name, builder } of one.items) {
        builder.add(step, Object.hasOwn(fields, name) ? fields[name] : undefined, on);
      }
    },
    reports: () =>
      [...opened].map(([id, { title, surveys, seconds, secondsByStep, items }]) => ({
        id,
        title,
        surveys,
        seconds: seconds.spread(),
        secondsByStep: Array.from({ length: steps }, (_, step) => secondsByStep[step]?.spread()),
        items: items.map(({ name, label, unit, builder }) => ({
          name,
          label,
          unit,
          answers: builder.answers,
          trend: builder.trend(steps),
        })),
      })),
  };
}

function openQuestionnaire(study: Study, id: string): OpenQuestionnaire {
  const codebook = codebookOf(study.questionnaires.filter((one) => one.id === id));
  const title = codebook.versions.at(-1)?.title ?? id;
  return {
    title: typeof title === "string" ? title : (title.en ?? Object.values(title)[0] ?? id),
    items: codebook.variables.map((variable) => ({
      name: variable.name,
      label: newestText(variable.labels),
      unit: newestText(variable.unit),
      builder: trendBuilder(variable),
    })),
    seconds: new ValueCounts(),
    secondsByStep: [],
    surveys: 0,
  };
}
