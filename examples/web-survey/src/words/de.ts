import type { Words } from "./words.ts";

const befragungen = (count: number) => (count === 1 ? "1 Befragung" : `${count} Befragungen`);
const warten = (count: number) => `${befragungen(count)} ${count === 1 ? "wartet" : "warten"}`;
const bleiben = (count: number) =>
  `${befragungen(count)} ${count === 1 ? "bleibt" : "bleiben"} auf diesem Gerät`;
const wurden = (count: number) => `${befragungen(count)} ${count === 1 ? "wurde" : "wurden"}`;
const gehen = (count: number) => (count === 1 ? "geht" : "gehen");

const NOTHING_CHANGED = "Auf diesem Gerät wurde nichts geändert.";
const NO_STORAGE =
  "Dieser Browser lässt die Seite keine Antworten auf diesem Gerät aufbewahren. Bitte öffnen Sie sie in einem Fenster, das nicht privat ist.";
const STILL_HERE =
  "Etwas ist schiefgegangen. Ihre Antworten stehen noch im Formular. Bitte senden Sie sie noch einmal ab.";

/** The page's own words in German. */
export const de: Words = {
  page: {
    opening: "Die Befragung wird geöffnet …",
    not_ready: "Die Befragung lässt sich gerade nicht öffnen",
    try_again: "Noch einmal versuchen",
    unknown_questionnaire: "Diese Befragung gibt es hier nicht",
    participant: "Teilnahmenummer",
    participant_hint: "So, wie Sie sie vom Labor bekommen haben, zum Beispiel 0001.",
    known_participant: "Teilnahmenummer",
    change_participant: "Nicht Sie?",
    submit: "Antworten absenden",
    saved: "Danke, Ihre Antworten sind gespeichert",
    receipt_code: "Ihr Belegcode",
    receipt_hint: "Notieren Sie den Code, falls Sie das Labor nach diesen Antworten fragen möchten.",
    answer_again: "Weitere Befragung beantworten",
    submitted_here: "Auf diesem Gerät abgesendet",
    waiting: "Wartet",
    sent: "Gesendet",
    refused: "Abgelehnt",
    refused_advice: "Abgelehnte Antworten bleiben auf diesem Gerät. Bitte sagen Sie dem Labor Bescheid.",
    offline_ready: "Diese Seite funktioniert auch ohne Netz.",
    forget: "Dieses Gerät vergessen",
    language: "Sprache",
  },
  checkingCode: "Der Anmeldecode in Ihrem Link wird geprüft.",
  earlierSubmissions: (count) => `und ${count} frühere`,
  field: {
    optional: "freiwillig",
    clear: "Diese Antwort entfernen",
    numberFromTo: (min, max) => `Eine Zahl von ${min} bis ${max}`,
    chooseAny: "Wählen Sie alles, was zutrifft.",
    choose: (min, max) => (min === max ? `Wählen Sie ${min} aus.` : `Wählen Sie ${min} bis ${max} aus.`),
    chooseUpTo: (max) => `Wählen Sie bis zu ${max} aus.`,
    sliderUntouched: "Noch nicht beantwortet. Berühren oder bewegen Sie den Regler.",
    sliderKeys: "Mit einer Tastatur nimmt die Leertaste die Mitte.",
    sliderAnswer: (value) => `Ihre Antwort: ${value}`,
  },
  problems: {
    error: "Fehler",
    title: (count) =>
      count === 1 ? "Eine Antwort fehlt oder stimmt nicht" : `${count} Antworten fehlen oder stimmen nicht`,
    participantMissing: "Geben Sie Ihre Teilnahmenummer ein",
    participantMalformed:
      "Geben Sie Ihre Teilnahmenummer so ein, wie Sie sie vom Labor bekommen haben: nur Buchstaben, Ziffern, - und _",
    missing: {
      likert: "Wählen Sie eine Antwort",
      slider: "Stellen Sie den Regler auf Ihre Antwort",
      single_choice: "Wählen Sie eine Antwort",
      multiple_choice: "Wählen Sie mindestens eine Antwort",
      number: "Geben Sie eine Zahl ein",
      text: "Schreiben Sie ein paar Worte",
      date: "Geben Sie ein Datum ein",
      time: "Geben Sie eine Uhrzeit ein",
    },
    tooFew: (min) => `Wählen Sie mindestens ${min} Antworten`,
    tooMany: (max) => (max === 1 ? "Wählen Sie nur eine Antwort" : `Wählen Sie höchstens ${max} Antworten`),
    notANumber: "Geben Sie eine Zahl in Ziffern ein",
    outOfRange: (min, max) => `Geben Sie eine Zahl von ${min} bis ${max} ein`,
    tooManyDecimals: (decimals) => {
      if (decimals === 0) return "Geben Sie eine ganze Zahl ein";
      return `Geben Sie eine Zahl mit höchstens ${decimals} ${decimals === 1 ? "Stelle" : "Stellen"} nach dem Komma ein`;
    },
    tooLong: (max, has) => `Kürzen Sie Ihren Text auf ${max} Zeichen; er hat ${has}`,
    notADate: "Geben Sie ein ganzes Datum ein: Tag, Monat und Jahr",
    tooEarly: (min) => `Geben Sie ein Datum ein, das nicht vor dem ${min} liegt`,
    tooLate: (max) => `Geben Sie ein Datum ein, das nicht nach dem ${max} liegt`,
    notATime: "Geben Sie eine ganze Uhrzeit ein: Stunden und Minuten",
    notAccepted: "Diese Antwort lässt sich so nicht senden. Bitte ändern Sie sie",
  },
  notSaved: {
    title: "Ihre Antworten sind noch nicht gespeichert",
    stillHere: STILL_HERE,
    noStorage: NO_STORAGE,
    tooFastTitle: "Das ging sehr schnell",
    tooFast: (seconds) =>
      `Antworten, für die jemand ${seconds} Sekunden oder weniger gebraucht hat, zählen nicht. Ihre stehen noch im Formular. Bitte prüfen Sie sie und senden Sie sie dann noch einmal ab.`,
    conflicting:
      "In genau dieser Sekunde wurden andere Antworten von Ihnen abgesendet. Jene sind sicher, und diese stehen noch im Formular. Bitte senden Sie sie noch einmal ab.",
    refused:
      "Sie lassen sich so nicht senden. Sie stehen noch im Formular. Bitte sagen Sie dem Labor Bescheid.",
    storage: {
      FULL: "Auf diesem Gerät ist kein Platz mehr. Ihre Antworten stehen noch im Formular. Bitte schaffen Sie etwas Platz und senden Sie sie dann noch einmal ab.",
      NOT_PERMITTED: `${NO_STORAGE} Ihre Antworten stehen noch im Formular.`,
      UNAVAILABLE: STILL_HERE,
    },
  },
  notReady: {
    unreachable:
      "Diese Seite weiß noch nicht, wohin Antworten gesendet werden. Bitte prüfen Sie Ihr Netz und versuchen Sie es noch einmal.",
    unusable:
      "Diese Seite weiß noch nicht, wohin Antworten gesendet werden, weil auf ihrem Webserver etwas nicht stimmt. Bitte versuchen Sie es später noch einmal. Wenn das nicht hilft, sagen Sie dem Labor Bescheid.",
    no_storage:
      "Dieser Browser lässt die Seite gerade keine Antworten auf diesem Gerät aufbewahren. Bitte versuchen Sie es noch einmal. Wenn das nicht hilft, öffnen Sie die Seite in einem Fenster, das nicht privat ist.",
  },
  unknownQuestionnaire: (id) =>
    `Der Link, den Sie geöffnet haben, ist für den Fragebogen „${id}“, und diese Seite hat keinen mit diesem Namen. Bitte schließen Sie die Seite und öffnen Sie den Link noch einmal. Wenn das nicht hilft, sagen Sie dem Labor Bescheid.`,
  link: {
    code_of_another: `Der Link, den Sie geöffnet haben, hat den Anmeldecode einer anderen Person. ${NOTHING_CHANGED} Bitte fragen Sie das Labor nach Ihrem eigenen Link.`,
    code_unknown: `Das Labor kennt den Anmeldecode in dem Link nicht, den Sie geöffnet haben. ${NOTHING_CHANGED} Bitte fragen Sie das Labor nach einem neuen Link.`,
    code_unchecked: `Der Anmeldecode in dem Link, den Sie geöffnet haben, ließ sich nicht prüfen, weil das Labor nicht erreichbar war. ${NOTHING_CHANGED} Bitte prüfen Sie Ihr Netz und öffnen Sie den Link noch einmal. Wenn das nicht hilft, sagen Sie dem Labor Bescheid.`,
    code_check_failed: `Der Anmeldecode in dem Link, den Sie geöffnet haben, ließ sich nicht prüfen, weil im Labor etwas nicht stimmt. ${NOTHING_CHANGED} Bitte öffnen Sie den Link später noch einmal. Wenn das nicht hilft, sagen Sie dem Labor Bescheid.`,
  },
  switchParticipant: (from, to) => ({
    title: `Zu Teilnahmenummer ${to} wechseln?`,
    text: [
      `Auf diesem Gerät antwortet Teilnahmenummer ${from}. Der Link, den Sie geöffnet haben, ist für Teilnahmenummer ${to}.`,
      `Antworten, die auf diesem Gerät warten, bleiben die von Teilnahmenummer ${from} und werden so gesendet.`,
    ],
    keep: `Bei ${from} bleiben`,
    change: `Zu ${to} wechseln`,
  }),
  forget: {
    question: {
      title: "Dieses Gerät vergessen?",
      text: [
        "Ihre Teilnahmenummer, Ihr Anmeldecode und die Liste dessen, was Sie abgesendet haben, werden von diesem Gerät entfernt. Gesendete Antworten bleiben beim Labor.",
        "Um auf diesem Gerät wieder zu antworten, brauchen Sie den Link, den das Labor Ihnen geschickt hat.",
      ],
      keep: "Alles behalten",
      change: "Alles entfernen",
    },
    losesUnknown: "Antworten, die noch nicht gesendet wurden, gehen endgültig verloren.",
    losesWaiting: (count) => `${wurden(count)} noch nicht gesendet und ${gehen(count)} endgültig verloren.`,
    losesRefused: (count) =>
      `${wurden(count)} abgelehnt und ${gehen(count)} endgültig verloren. Das Labor hat sie nicht gesehen.`,
    removing: {
      title: "Alles wird entfernt …",
      text: "Bitte lassen Sie diese Seite offen. Wenn es lange dauert, schließen Sie alle anderen Seiten dieser Studie in diesem Browser.",
    },
    removed: {
      title: "Dieses Gerät hat Sie vergessen",
      text: "Nichts, was diese Seite aufbewahrt hat, ist noch auf diesem Gerät. Der Verlauf Ihres Browsers kann noch den Link haben, den Sie geöffnet haben, mit Ihrem Anmeldecode. Wenn andere Menschen dieses Gerät benutzen, löschen Sie auch den Verlauf. Schließen Sie dann diese Seite.",
    },
    failed: {
      title: "Nicht alles ließ sich entfernen",
      text: "Bitte entfernen Sie die Daten dieser Website in den Einstellungen Ihres Browsers.",
    },
  },
  banner: {
    offline: "Sie sind offline. Ihre Antworten bleiben auf diesem Gerät und werden später gesendet.",
    offlineWaiting: (count) => `${warten(count)}.`,
    outdated: (count) =>
      `Diese Seite ist veraltet. Bitte schließen Sie sie und öffnen Sie sie noch einmal. Wenn das nicht hilft, sagen Sie dem Labor Bescheid. ${bleiben(count)}.`,
    codeOfAnother: (count) =>
      `Der Anmeldecode auf diesem Gerät gehört einer anderen Person. Bitte öffnen Sie den Link, den das Labor Ihnen geschickt hat. ${bleiben(count)}.`,
    denied: (count) =>
      `Das Labor kennt dieses Gerät nicht. Bitte öffnen Sie den Link, den das Labor Ihnen geschickt hat. ${bleiben(count)}.`,
    unreachable: (count, time) =>
      `Das Labor ist gerade nicht erreichbar. ${bleiben(count)}. Nächster Versuch um ${time}.`,
    others: (count, participant) =>
      `${bleiben(count)}, bis der Link von Teilnahmenummer ${participant} geöffnet wird.`,
    undeliverable: (count) =>
      `${bleiben(count)} und ${count === 1 ? "lässt" : "lassen"} sich nicht zustellen: Die Studie ist umgezogen. Bitte sagen Sie dem Labor Bescheid.`,
  },
  receipt: {
    sent: "Gesendet. Ihre Antworten sind sicher angekommen. Das Labor prüft sie, bevor sie zählen.",
    refused: "Auf diesem Gerät gespeichert, ließ sich aber nicht senden. Bitte sagen Sie dem Labor Bescheid.",
    offline:
      "Auf diesem Gerät gespeichert, bis Sie online sind. Sie können diese Seite schließen. Öffnen Sie sie zum Senden wieder.",
    outdated: "Auf diesem Gerät gespeichert, bis diese Seite wieder geöffnet wird.",
    denied:
      "Auf diesem Gerät gespeichert, bis Sie den Link geöffnet haben, den das Labor Ihnen geschickt hat.",
    unreachable: "Auf diesem Gerät gespeichert, bis das Labor erreichbar ist.",
    sending: "Auf diesem Gerät gespeichert und wird gesendet …",
  },
};
