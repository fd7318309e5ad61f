import { study } from "@lab/study";
import type { NamedItem, Study } from "@lab/survey-schema";
import type { Plugin } from "esbuild";

/**
 * Puts the study into the bundle as data. Its definitions are evaluated and checked here, when the function is built. So the function
 * carries neither the checks nor the texts that only people read, and starts sooner.
 */
export const studyAsData: Plugin = {
  name: "study-as-data",
  setup(build) {
    build.onLoad({ filter: /[\\/]packages[\\/]study[\\/]src[\\/]index\.ts$/ }, () => ({
      contents: `export const study = ${JSON.stringify(withoutWordings(study))};`,
      loader: "js",
    }));
  },
};

function withoutWordings(whole: Study): Study {
  return {
    ...whole,
    questionnaires: whole.questionnaires.map(({ instructions: _, items, ...questionnaire }) => ({
      ...questionnaire,
      title: "",
      items: items.map(withoutLabels),
      scores: [],
    })),
  };
}

function withoutLabels({ help: _, ...item }: NamedItem): NamedItem {
  if ("options" in item) {
    return { ...item, label: "", options: item.options.map(({ code }) => ({ code, label: "" })) };
  }
  return "anchors" in item ? { ...item, label: "", anchors: [] } : { ...item, label: "" };
}
