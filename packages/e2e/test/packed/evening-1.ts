import { defineQuestionnaire, multipleChoice, slider } from "@lab/survey-schema";

const ends = { low: { de: "gar nicht" }, high: { de: "sehr" } };

/** How the day was. It is asked every evening, in German. */
export const evening1 = defineQuestionnaire({
  id: "evening",
  version: 1,
  title: { de: "Ihr Abend" },
  languages: ["de"],
  items: {
    calm: slider({ de: "Wie ruhig sind Sie?" }, ends),
    awake: slider({ de: "Wie wach sind Sie?" }, ends),
    happy: slider({ de: "Wie froh sind Sie?" }, ends),
    lonely: slider({ de: "Wie einsam sind Sie?" }, ends),
    irritable: slider({ de: "Wie gereizt sind Sie?" }, ends),
    proud: slider({ de: "Wie stolz sind Sie?" }, ends),
    worried: slider({ de: "Wie besorgt sind Sie?" }, ends),
    strong: slider({ de: "Wie kräftig sind Sie?" }, ends),
    pain: slider({ de: "Wie stark sind Ihre Schmerzen?" }, ends),
    satisfied: slider({ de: "Wie zufrieden sind Sie mit dem Tag?" }, ends),
    company: multipleChoice(
      { de: "Wer war heute bei Ihnen?" },
      { nobody: { de: "Niemand" }, family: { de: "Familie" }, friends: { de: "Freundinnen oder Freunde" } },
    ),
  },
  rules: { minSeconds: 3 },
});
