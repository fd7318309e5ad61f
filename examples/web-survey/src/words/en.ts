import type { Words } from "./words.ts";

const surveys = (count: number) => (count === 1 ? "1 survey" : `${count} surveys`);
const surveysAre = (count: number) => `${surveys(count)} ${count === 1 ? "is" : "are"}`;
const surveysHave = (count: number) => `${surveys(count)} ${count === 1 ? "has" : "have"}`;

const NOTHING_CHANGED = "Nothing on this device was changed.";
const NO_STORAGE =
  "This browser does not let the page keep answers on this device. Please open it in a window that is not private.";
const STILL_HERE = "Something went wrong. Your answers are still in the form; please submit them again.";

/** The page's own words in English. */
export const en: Words = {
  page: {
    opening: "Opening the survey …",
    not_ready: "The survey cannot be opened just now",
    try_again: "Try again",
    unknown_questionnaire: "This survey is not known here",
    participant: "Participant number",
    participant_hint: "As the lab gave it to you, for example 0001.",
    known_participant: "Participant",
    change_participant: "Not you?",
    submit: "Submit answers",
    saved: "Thank you, your answers are saved",
    receipt_code: "Your receipt code",
    receipt_hint: "Note the code if you may want to ask the lab about these answers.",
    answer_again: "Answer another survey",
    submitted_here: "Submitted on this device",
    waiting: "Waiting",
    sent: "Sent",
    refused: "Refused",
    refused_advice: "Refused answers are kept on this device. Please tell the lab.",
    offline_ready: "This page also works without a network.",
    forget: "Forget this device",
    language: "Language",
  },
  checkingCode: "The enrolment code in your link is being checked.",
  earlierSubmissions: (count) => `and ${count} earlier`,
  field: {
    optional: "optional",
    clear: "Remove this answer",
    numberFromTo: (min, max) => `A number from ${min} to ${max}`,
    chooseAny: "Choose all that apply.",
    choose: (min, max) => (min === max ? `Choose ${min}.` : `Choose ${min} to ${max}.`),
    chooseUpTo: (max) => `Choose up to ${max}.`,
    sliderUntouched: "Not answered yet. Touch or move the slider.",
    sliderKeys: "With a keyboard, the space bar takes the middle.",
    sliderAnswer: (value) => `Your answer: ${value}`,
  },
  problems: {
    error: "Error",
    title: (count) =>
      count === 1 ? "One answer is missing or wrong" : `${count} answers are missing or wrong`,
    participantMissing: "Enter your participant number",
    participantMalformed:
      "Enter your participant number as the lab gave it to you: letters, digits, - and _ only",
    missing: {
      likert: "Choose an answer",
      slider: "Move the slider to your answer",
      single_choice: "Choose an answer",
      multiple_choice: "Choose at least one answer",
      number: "Enter a number",
      text: "Write a few words",
      date: "Enter a date",
      time: "Enter a time",
    },
    tooFew: (min) => `Choose at least ${min} answers`,
    tooMany: (max) => (max === 1 ? "Choose one answer only" : `Choose at most ${max} answers`),
    notANumber: "Enter a number in digits",
    outOfRange: (min, max) => `Enter a number from ${min} to ${max}`,
    tooManyDecimals: (decimals) => {
      if (decimals === 0) return "Enter a whole number";
      return `Enter a number with at most ${decimals} ${decimals === 1 ? "digit" : "digits"} after the point`;
    },
    tooLong: (max, has) => `Shorten your text to ${max} characters; it has ${has}`,
    notADate: "Enter a whole date: day, month and year",
    tooEarly: (min) => `Enter a date that is not before ${min}`,
    tooLate: (max) => `Enter a date that is not after ${max}`,
    notATime: "Enter a whole time: hours and minutes",
    notAccepted: "This answer cannot be sent as it is. Please change it",
  },
  notSaved: {
    title: "Your answers are not saved yet",
    stillHere: STILL_HERE,
    noStorage: NO_STORAGE,
    tooFastTitle: "That was very quick",
    tooFast: (seconds) =>
      `Answers that took ${seconds} seconds or less do not count. Yours are still in the form: please check them, then submit them again.`,
    conflicting:
      "Other answers of yours were submitted in this very second. Those are safe, and these are still in the form: please submit them again.",
    refused: "They cannot be sent as they are. They are still in the form; please tell the lab.",
    storage: {
      FULL: "This device has no space left. Your answers are still in the form: free some space, then submit them again.",
      NOT_PERMITTED: `${NO_STORAGE} Your answers are still in the form.`,
      UNAVAILABLE: STILL_HERE,
    },
  },
  notReady: {
    unreachable: "This page has not learned yet where answers go. Please check your network, then try again.",
    unusable:
      "This page has not learned yet where answers go, because something is wrong on its web server. Please try again later. If that does not help, tell the lab.",
    no_storage:
      "This browser does not let the page keep answers on this device just now. Please try again. If that does not help, open the page in a window that is not private.",
  },
  unknownQuestionnaire: (id) =>
    `The link that you opened is for the questionnaire “${id}”, and this page has none of that name. Please close the page and open the link again. If that does not help, tell the lab.`,
  link: {
    code_of_another: `The link that you opened has the enrolment code of another participant. ${NOTHING_CHANGED} Please ask the lab for your own link.`,
    code_unknown: `The lab does not know the enrolment code in the link that you opened. ${NOTHING_CHANGED} Please ask the lab for a new link.`,
    code_unchecked: `The enrolment code in the link that you opened could not be checked, because the lab could not be reached. ${NOTHING_CHANGED} Please check your network, then open the link again. If that does not help, tell the lab.`,
    code_check_failed: `The enrolment code in the link that you opened could not be checked, because something is wrong at the lab. ${NOTHING_CHANGED} Please open the link again later. If that does not help, tell the lab.`,
  },
  switchParticipant: (from, to) => ({
    title: `Switch to participant ${to}?`,
    text: [
      `Participant ${from} answers on this device. The link that you opened is for participant ${to}.`,
      `Answers that wait on this device stay those of participant ${from}, and are sent as such.`,
    ],
    keep: `Keep ${from}`,
    change: `Switch to ${to}`,
  }),
  forget: {
    question: {
      title: "Forget this device?",
      text: [
        "Your participant number, your enrolment code and the list of what you submitted are removed from this device. Answers that were sent stay with the lab.",
        "To answer on this device again, you need the link that the lab sent you.",
      ],
      keep: "Keep everything",
      change: "Remove everything",
    },
    losesUnknown: "Answers that have not been sent yet will be lost for good.",
    losesWaiting: (count) => `${surveysHave(count)} not been sent yet and will be lost for good.`,
    losesRefused: (count) =>
      `${surveysHave(count)} been refused and will be lost for good. The lab has not seen them.`,
    removing: {
      title: "Removing everything …",
      text: "Please leave this page open. If it takes long, close all other pages of this study in this browser.",
    },
    removed: {
      title: "This device has forgotten you",
      text: "Nothing that this page kept is left on this device. Your browser's history may still have the link that you opened, with your enrolment code. If other people use this device, clear the history, too. Then close this page.",
    },
    failed: {
      title: "Not everything could be removed",
      text: "Please remove the data of this web site in the settings of your browser.",
    },
  },
  banner: {
    offline: "You are offline. Your answers are kept on this device and sent later.",
    offlineWaiting: (count) => `${surveysAre(count)} waiting.`,
    outdated: (count) =>
      `This page is out of date. Please close it and open it again. If that does not help, tell the lab. ${surveysAre(count)} kept on this device.`,
    codeOfAnother: (count) =>
      `The enrolment code on this device belongs to another participant. Please open the link that the lab sent you. ${surveysAre(count)} kept on this device.`,
    denied: (count) =>
      `The lab does not know this device. Please open the link that the lab sent you. ${surveysAre(count)} kept on this device.`,
    unreachable: (count, time) =>
      `The lab cannot be reached just now. ${surveysAre(count)} kept on this device; next try at ${time}.`,
    others: (count, participant) =>
      `${surveysAre(count)} kept on this device until the link of participant ${participant} is opened.`,
    undeliverable: (count) =>
      `${surveysAre(count)} kept on this device and cannot be delivered: the study has moved. Please tell the lab.`,
  },
  receipt: {
    sent: "Sent. Your answers have arrived safely. The lab checks them before they count.",
    refused: "Kept on this device, but it could not be sent. Please tell the lab.",
    offline: "Kept on this device until you are online. You may close this page; open it again to send.",
    outdated: "Kept on this device until this page is opened again.",
    denied: "Kept on this device until you have opened the link that the lab sent you.",
    unreachable: "Kept on this device until the lab can be reached.",
    sending: "Kept on this device, and being sent …",
  },
};
