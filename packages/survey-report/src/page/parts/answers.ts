import type { ItemReport, Measure, QuestionnaireReport, Spread } from "../../report-data.ts";
import { choiceColours, choicesChart } from "../charts/choices-chart.ts";
import { spreadChart } from "../charts/spread-chart.ts";
import { stepName } from "../charts/steps.ts";
import { type Html, html } from "../html.ts";
import { count, countOf, decimal, percent, timeOfDay } from "../words.ts";
import { figure, inExport } from "./figure.ts";

/** How long a questionnaire took, and what was answered to each of its items, over time. */
export function questionnaireSection(
  { id, title, surveys, seconds, secondsByStep, items }: QuestionnaireReport,
  stepDays: number,
): Html {
  if (surveys === 0) return html`<h3>${title} <small>${id}</small></h3><p>No surveys yet.</p>`;
  const took =
    seconds && `Half of the surveys took ${decimal(seconds.low)} to ${decimal(seconds.high)} seconds.`;
  return html`<h3>${title} <small>${id}, ${countOf(surveys, "survey")}</small></h3>
<div class="grid">
${spreadFigure({
  title: "Seconds per survey",
  subtitle: took ?? "",
  steps: secondsByStep,
  stepDays,
  measured: "seconds",
  format: decimal,
  source: inExport(id, ["seconds"]),
})}
${items.filter(({ answers }) => answers > 0).map((item) => itemFigure(id, item, stepDays))}
</div>`;
}

function itemFigure(questionnaire: string, item: ItemReport, stepDays: number): Html {
  const { name, label, unit, answers, trend } = item;
  const title = label === "" ? name : label;
  if (trend.kind === "spread") {
    return spreadFigure({
      title,
      subtitle: `${name}, ${countOf(answers, "answer")}`,
      steps: trend.steps,
      stepDays,
      source: inExport(questionnaire, [name]),
      ...measures[trend.measure],
      ...(trend.measure === "answer" && unit !== "" && { measured: unit }),
    });
  }
  const texts = trend.choices.map(({ value, label: text }) => {
    if (typeof value === "number") return text === "" ? String(value) : `${value} ${text}`;
    return text === "" ? value : text;
  });
  const colours = choiceColours(trend);
  return figure({
    title,
    subtitle: `${name}, ${countOf(answers, "answer")}${trend.several ? ", several can be chosen" : ""}`,
    chart: choicesChart(`Share of each answer to: ${title}`, trend, stepDays),
    legend: texts.map((text, index) => ({ colour: colours[index] ?? "", text })),
    table: {
      caption: `Answers to: ${title}`,
      head: [stepDays === 1 ? "Day" : "Week", "Answers", ...texts],
      rows: trend.answers.map((all, step) => [
        stepName(step, stepDays),
        count(all),
        ...(trend.chosen[step] ?? []).map((chosen) => percent(chosen, all)),
      ]),
    },
    source: trend.several
      ? inExport(
          questionnaire,
          trend.choices.map(({ value }) => `${name}__${value}`),
        )
      : inExport(questionnaire, [name]),
  });
}

/** What is on the axis of a spread, and how it is written. */
const measures: Readonly<
  Record<Measure, { measured: string; format: (value: number) => string; every?: number }>
> = {
  answer: { measured: "answer", format: decimal },
  time_of_day: { measured: "time of day", format: timeOfDay, every: 180 },
  days_before: { measured: "days before the survey", format: decimal },
  characters: { measured: "characters", format: decimal },
};

function spreadFigure(content: {
  readonly title: string;
  readonly subtitle: string;
  readonly steps: readonly (Spread | undefined)[];
  readonly stepDays: number;
  readonly measured: string;
  readonly format: (value: number) => string;
  readonly every?: number;
  readonly source: Html;
}): Html {
  const { title, subtitle, steps, stepDays, measured, format, source } = content;
  return figure({
    title,
    subtitle,
    chart: spreadChart(`The middle half and the median of ${measured}, for: ${title}`, steps, content),
    legend: [
      { colour: "var(--accent)", text: "median" },
      { colour: "var(--soft)", text: "middle half" },
    ],
    table: {
      caption: title,
      head: [
        stepDays === 1 ? "Day" : "Week",
        "Answers",
        "A quarter is below",
        "Median",
        "A quarter is above",
      ],
      rows: steps.map((spread, step) => [
        stepName(step, stepDays),
        count(spread?.count ?? 0),
        ...(spread === undefined
          ? ["–", "–", "–"]
          : [format(spread.low), format(spread.median), format(spread.high)]),
      ]),
    },
    source,
  });
}
