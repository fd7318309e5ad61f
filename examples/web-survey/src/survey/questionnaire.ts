/** A Likert item: a statement, and how much the participant agrees with it. */
export interface LikertItem {
  readonly name: "q1" | "q2" | "q3" | "q4" | "q5";
  readonly statement: string;
}

/** What this study asks. The order of the items is the order on the page. */
export const likertItems: readonly LikertItem[] = [
  { name: "q1", statement: "Right now, I feel well." },
  { name: "q2", statement: "I have enough energy for what I want to do." },
  { name: "q3", statement: "I feel calm." },
  { name: "q4", statement: "I can concentrate." },
  { name: "q5", statement: "I feel close to the people around me." },
];

/** What 1, 2, 3, 4 and 5 mean. */
export const likertScale: readonly string[] = [
  "Strongly disagree",
  "Disagree",
  "Neither agree nor disagree",
  "Agree",
  "Strongly agree",
];
