import type { AcceptedSurvey, Roster } from "@lab/survey-export";
import {
  type Flag,
  namedParticipant,
  type RejectedDocument,
  type RejectionReason,
  type Study,
  type Withdrawal,
} from "@lab/survey-schema";
import type { Answered, ReportData, SilentParticipant, StackNumbers, WrongClock } from "../report-data.ts";
import { ArrivalCounts } from "./arrivals.ts";
import { dateOf } from "./days.ts";
import { deviceClock } from "./device-clock.ts";
import { createHeatMap } from "./heat-map.ts";
import { type ParticipantState, participantDays, SILENT_AFTER_DAYS } from "./participant-days.ts";
import { createQuestionnaireTrends, stepDaysOf } from "./questionnaire-trends.ts";
import { Shortlist } from "./shortlist.ts";
import { studyWindow } from "./study-window.ts";

/** So many silent participants, and so many clocks, are named. */
const LISTED = 30;

export interface ReportOptions {
  readonly study: Study;
  /** What the report takes for now. */
  readonly now: Date;
  /** Who takes part, and when. Default: everybody from the first survey on, for as many days as the plan says. */
  readonly roster?: Roster | undefined;
}

/** All that a stack has of one participant. */
export interface ReportedParticipant {
  readonly user_id: string;
  /** The oldest by device time first. */
  readonly surveys: readonly AcceptedSurvey[];
  readonly withdrawal?: Withdrawal | undefined;
}

/** Sums up a study, participant by participant. It keeps sums, and never the surveys. */
export interface ReportAggregator {
  /** Each participant once. */
  add(participant: ReportedParticipant): void;
  addRejected(documents: readonly RejectedDocument[]): void;
  /** Call it once, at the end. Whoever is in the roster and was not added, has sent nothing. */
  report(stack: StackNumbers): ReportData;
}

/**
 * Begins a report.
 *
 * @example
 * const aggregator = createReportAggregator({ study, now: new Date() });
 * for await (const participant of readParticipants(stack, ids, options)) aggregator.add(participant);
 * const data = aggregator.report(await readStackNumbers(stack, …));
 */
export function createReportAggregator({ study, now, roster }: ReportOptions): ReportAggregator {
  const { plan } = study;
  const { promptsPerDay } = plan;
  const stepDays = stepDaysOf(plan.days);
  const seen = new Set<string>();
  const states: Record<ParticipantState, number> = {
    active: 0,
    silent: 0,
    not_begun: 0,
    finished: 0,
    withdrawn: 0,
  };
  const numbers = { total: 0, today: 0, outsideStudyDays: 0, testAccounts: 0, clocksCompared: 0 };
  const rejected = { total: 0, today: 0 };
  const reasons = new Map<RejectionReason["code"], number>();
  const flags = new Map<Flag, number>();
  const studyDays: { answered: number; expected: number }[] = [];
  const groups = new Map<string, { participants: number; answered: number; expected: number }>();
  const arrivals = new ArrivalCounts();
  const heatMap = createHeatMap(promptsPerDay);
  const trends = createQuestionnaireTrends(study);
  const silent = new Shortlist<SilentParticipant>(LISTED, (a, b) => b.days - a.days || byName(a, b));
  const clocks = new Shortlist<WrongClock>(
    LISTED,
    (a, b) => Math.abs(b.aheadSeconds) - Math.abs(a.aheadSeconds) || byName(a, b),
  );

  const add = ({ user_id: participant, surveys, withdrawal }: ReportedParticipant) => {
    seen.add(participant);
    const entry = roster?.get(participant);
    if (entry?.test) {
      numbers.testAccounts++;
      return;
    }
    const submissions = surveys.map(({ submission }) => submission);
    const window = studyWindow(submissions, { plan, now, entry, withdrawal });
    const days = participantDays(submissions, window, {
      promptsPerDay,
      isWithdrawn: withdrawal !== undefined,
    });
    const { state, dayOfEach, cells, daysOver, answered, expected, lastDay } = days;
    states[state]++;
    numbers.total += surveys.length;
    numbers.today += days.today;
    surveys.forEach(({ submission, body }, index) => {
      const day = dayOfEach[index];
      if (day === undefined) numbers.outsideStudyDays++;
      arrivals.add(submission.received_at, "accepted");
      for (const flag of submission.flags ?? []) flags.set(flag, (flags.get(flag) ?? 0) + 1);
      trends.add(submission, body, day === undefined ? undefined : Math.floor(day / stepDays));
    });
    cells.slice(0, daysOver).forEach((cell, day) => {
      const sum = studyDays[day] ?? { answered: 0, expected: 0 };
      sum.answered += Math.min(cell, promptsPerDay);
      sum.expected += promptsPerDay;
      studyDays[day] = sum;
    });
    if (entry?.group !== undefined) {
      const group = groups.get(entry.group) ?? { participants: 0, answered: 0, expected: 0 };
      group.participants++;
      group.answered += answered;
      group.expected += expected;
      groups.set(entry.group, group);
    }
    if (cells.length > 0) {
      const takingPart = state === "active" || state === "silent";
      heatMap.add({ participant, takingPart, cells, daysOver, answered, expected });
    }
    if (state === "silent") {
      const silentDays = window.today - lastDay;
      silent.add({ participant, since: dateOf(lastDay), days: silentDays, surveys: surveys.length });
    }
    const { compared, wrong } = deviceClock(participant, submissions);
    if (compared) numbers.clocksCompared++;
    if (wrong !== undefined) clocks.add(wrong);
  };

  return {
    add,
    addRejected(documents) {
      for (const document of documents) {
        const named = "body" in document ? namedParticipant(document.body) : undefined;
        if (named !== undefined && roster?.get(named)?.test) continue;
        rejected.total++;
        if (document.sent_at.slice(0, 10) === now.toISOString().slice(0, 10)) rejected.today++;
        arrivals.add(document.sent_at, "rejected");
        for (const { code } of document.reasons) reasons.set(code, (reasons.get(code) ?? 0) + 1);
      }
    },
    report(stack) {
      for (const [user_id] of roster ?? []) if (!seen.has(user_id)) add({ user_id, surveys: [] });
      const takingPart = states.active + states.silent;
      return {
        generatedAt: now.toISOString(),
        plan,
        hasRoster: roster !== undefined,
        silentAfterDays: SILENT_AFTER_DAYS,
        stack,
        participants: {
          total: takingPart + states.finished + states.not_begun + states.withdrawn,
          takingPart,
          active: states.active,
          silent: states.silent,
          finished: states.finished,
          notBegun: states.not_begun,
          withdrawn: states.withdrawn,
          testAccounts: numbers.testAccounts,
        },
        surveys: {
          total: numbers.total,
          today: numbers.today,
          outsideStudyDays: numbers.outsideStudyDays,
        },
        adherence: sumOf(studyDays),
        heatMap: heatMap.heatMap(),
        silent: silent.list(),
        groups: [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, sums]) => ({ group, ...sums })),
        studyDays,
        arrivals: arrivals.upTo(now.toISOString()),
        stepDays,
        questionnaires: trends.reports(),
        rejected: { ...rejected, reasons: mostFirst(reasons) },
        flags: mostFirst(flags),
        clocks: { ...clocks.list(), compared: numbers.clocksCompared },
      };
    },
  };
}

function byName(a: { readonly participant: string }, b: { readonly participant: string }): number {
  return a.participant < b.participant ? -1 : 1;
}

function sumOf(days: readonly Answered[]): Answered {
  return {
    answered: days.reduce((sum, { answered }) => sum + answered, 0),
    expected: days.reduce((sum, { expected }) => sum + expected, 0),
  };
}

function mostFirst<Code extends string>(counts: ReadonlyMap<Code, number>) {
  return [...counts].map(([code, surveys]) => ({ code, surveys })).sort((a, b) => b.surveys - a.surveys);
}
