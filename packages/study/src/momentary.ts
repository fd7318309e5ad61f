import {
  date,
  defineQuestionnaire,
  likert,
  mean,
  multipleChoice,
  number,
  singleChoice,
  slider,
  text,
  time,
} from "@lab/survey-schema";

/** The anchors of PANAS (Watson, Clark and Tellegen, 1988, doi:10.1037/0022-3514.54.6.1063). */
const extent = [
  { en: "Very slightly or not at all", de: "Ganz wenig oder gar nicht" },
  { en: "A little", de: "Ein bisschen" },
  { en: "Moderately", de: "Einigermaßen" },
  { en: "Quite a bit", de: "Erheblich" },
  { en: "Extremely", de: "Äußerst" },
];

const positive = { scale: "positive_affect" };
const negative = { scale: "negative_affect" };
const [lowest, highest] = [
  { en: "not at all", de: "gar nicht" },
  { en: "very much", de: "sehr" },
];

const places = {
  home: { en: "At home", de: "Zu Hause" },
  work: { en: "At work or school", de: "Bei der Arbeit oder in der Schule" },
  other: { en: "Somewhere else", de: "Woanders" },
};

/** The ten adjectives are those of I-PANAS-SF (Thompson, 2007, doi:10.1177/0022022106297301). */
const feelings = {
  upset: likert({ en: "Upset", de: "Verärgert" }, extent, negative),
  hostile: likert({ en: "Hostile", de: "Feindselig" }, extent, negative),
  alert: likert({ en: "Alert", de: "Wach" }, extent, positive),
  ashamed: likert({ en: "Ashamed", de: "Beschämt" }, extent, negative),
  inspired: likert({ en: "Inspired", de: "Angeregt" }, extent, positive),
  nervous: likert({ en: "Nervous", de: "Nervös" }, extent, negative),
  determined: likert({ en: "Determined", de: "Entschlossen" }, extent, positive),
  attentive: likert({ en: "Attentive", de: "Aufmerksam" }, extent, positive),
  check: likert(
    { en: "Please choose “A little” here.", de: "Bitte wählen Sie hier „Ein bisschen“." },
    extent,
    {
      expect: 2,
      help: { en: "So we know that the page works.", de: "So wissen wir, dass die Seite funktioniert." },
    },
  ),
  afraid: likert({ en: "Afraid", de: "Ängstlich" }, extent, negative),
  active: likert({ en: "Active", de: "Aktiv" }, extent, positive),
};

const ends = { low: lowest, high: highest };
const ratings = {
  stress: slider({ en: "How stressed are you?", de: "Wie gestresst sind Sie?" }, ends),
  energy: slider({ en: "How much energy do you have?", de: "Wie viel Energie haben Sie?" }, ends),
};

const situation = {
  company: multipleChoice(
    { en: "Who is with you?", de: "Wer ist bei Ihnen?" },
    {
      alone: { en: "Nobody", de: "Niemand" },
      partner: { en: "My partner", de: "Mein Partner oder meine Partnerin" },
      family: { en: "Family", de: "Familie" },
      friends: { en: "Friends", de: "Freundinnen oder Freunde" },
      others: { en: "Other people", de: "Andere Menschen" },
    },
  ),
  pleasant: slider(
    { en: "How pleasant is their company?", de: "Wie angenehm ist diese Gesellschaft?" },
    { ...ends, showIf: { company: { excludes: "alone" } } },
  ),
  sleep: number(
    { en: "How long did you sleep last night?", de: "Wie lange haben Sie letzte Nacht geschlafen?" },
    { unit: { en: "hours", de: "Stunden" }, min: 0, max: 24, decimals: 1 },
  ),
  woke_at: time({ en: "When did you wake up today?", de: "Wann sind Sie heute aufgewacht?" }),
  exercise: date(
    { en: "When did you last exercise?", de: "Wann haben Sie zuletzt Sport getrieben?" },
    { required: false, min: "2020-01-01" },
  ),
  note: text(
    { en: "Is there anything else that we should know?", de: "Sollten wir noch etwas wissen?" },
    { required: false, maxCharacters: 2_000 },
  ),
};

const where = { en: "Where are you?", de: "Wo sind Sie?" };

const common = {
  id: "momentary",
  title: { en: "How do you feel at this moment?", de: "Wie fühlen Sie sich gerade?" },
  instructions: {
    en: "First, to what extent do you feel like this right now? Then a few questions about where you are.",
    de: "Zuerst: In welchem Maß fühlen Sie sich gerade so? Danach einige Fragen dazu, wo Sie sind.",
  },
  languages: ["en", "de"],
  scores: {
    positive_affect: mean(["alert", "inspired", "determined", "attentive", "active"], { maxMissing: 1 }),
    negative_affect: mean(["upset", "hostile", "ashamed", "nervous", "afraid"], { maxMissing: 1 }),
  },
} as const;

/** Asked at random moments of the day: ten feelings, then the situation. */
export const momentary1 = defineQuestionnaire({
  ...common,
  version: 1,
  items: { ...feelings, ...ratings, place: singleChoice(where, places), ...situation },
  rules: { minSeconds: 10 },
});

/** Being on the way was missing among the places. Slow answers are told, and a failed check no longer rejects a survey. */
export const momentary2 = defineQuestionnaire({
  ...common,
  version: 2,
  items: {
    ...feelings,
    ...ratings,
    place: singleChoice(where, { ...places, on_the_way: { en: "On the way", de: "Unterwegs" } }),
    ...situation,
  },
  rules: { minSeconds: 10, maxSeconds: 1_800, consequences: { failed_check: "flag" } },
});
