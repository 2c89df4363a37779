import type { SetAsideWords } from "../../set-aside.ts";

export const reasons: SetAsideWords["reasons"] = {
  "in-doubt": "Auf beiden Seiten stehen mehrere mit demselben Betreff zur selben Zeit.",
  "split-in-doubt": "Diese Serie wurde gekürzt, und welche sie fortsetzt, steht nicht fest.",
  "create-in-doubt": "Mehrere lesen sich wie der, der vielleicht angelegt wurde, und niemand rät.",
};

export const remedies: SetAsideWords["remedies"] = {
  microsoft: {
    throttled: "Microsoft 365 bat um Geduld. Es wird von selbst erneut versucht.",
    unauthorized: "Melden Sie sich neu an; dann geht es von selbst weiter.",
    forbidden:
      "Sehen Sie in Outlook nach, ob Sie diesen Kalender bearbeiten dürfen, und bitten Sie den Inhaber oder einen Administrator von Microsoft 365 um das Recht.",
    "cursor-expired":
      "Alles in Outlook wird neu gelesen, damit geht es weiter. Bleibt es dabei, wählen Sie auf der Startseite „Alles noch einmal lesen“.",
    stale:
      "Er wurde jedes Mal bearbeitet, während wir schrieben. Versuchen Sie es erneut, wenn niemand daran arbeitet.",
    "not-found":
      "Er wurde vielleicht eben gelöscht oder verschoben. Versuchen Sie es erneut, um zu sehen, wie es jetzt steht.",
    rejected:
      "Berichtigen Sie, was dort genannt ist, hier oder im ERP; dann wird es erneut versucht.",
    unavailable:
      "Microsoft 365 antwortet für diesen nicht. Nichts geht verloren, es wird von selbst erneut versucht.",
    discarded:
      "Ein Administrator hat ihn aufgegeben. Beide Seiten bleiben, wie sie sind; bearbeiten Sie eine oder versuchen Sie es erneut, wenn er doch hinüber soll.",
    "in-doubt":
      "Öffnen Sie ihn in Outlook: dort wird gefragt, welche zusammengehören, ebenso in der Einrichtung unter „Zeigen, was geschehen würde“.",
    "split-in-doubt":
      "Öffnen Sie in Outlook die Serie, die danach kommt: dort wird gefragt, ob sie diese fortsetzt, ebenso in der Einrichtung unter „Zeigen, was geschehen würde“.",
    "create-in-doubt":
      "Behalten Sie einen davon in Outlook, löschen Sie dort die anderen und versuchen Sie es erneut: der verbliebene gilt dann als dieser.",
  },
  erp: {
    throttled: "Das ERP bat um Geduld. Es wird von selbst erneut versucht.",
    unauthorized:
      "Das ERP nimmt die Anmeldung nicht an. Sagen Sie es einem Administrator Ihres ERP; es wird von selbst erneut versucht.",
    forbidden: "Ihre Rechte erlauben es nicht. Fragen Sie einen Administrator Ihres ERP.",
    "cursor-expired":
      "Alles im ERP wird neu gelesen, damit geht es weiter. Bleibt es dabei, wählen Sie auf der Startseite „Alles noch einmal lesen“.",
    stale:
      "Er wurde jedes Mal bearbeitet, während wir schrieben. Versuchen Sie es erneut, wenn niemand daran arbeitet.",
    "not-found":
      "Er wurde vielleicht eben gelöscht, oder Sie sehen ihn nicht mehr. Versuchen Sie es erneut, um zu sehen, wie es jetzt steht.",
    rejected:
      "Berichtigen Sie, was dort genannt ist, hier oder im ERP; dann wird es erneut versucht.",
    unavailable:
      "Das ERP antwortet für diesen nicht. Nichts geht verloren, es wird von selbst erneut versucht.",
    discarded:
      "Ein Administrator hat ihn aufgegeben. Beide Seiten bleiben, wie sie sind; bearbeiten Sie eine oder versuchen Sie es erneut, wenn er doch hinüber soll.",
    "in-doubt":
      "Öffnen Sie in Outlook einen der Termine, die so aussehen: dort wird gefragt, welche zusammengehören, ebenso in der Einrichtung unter „Zeigen, was geschehen würde“.",
    "split-in-doubt":
      "Öffnen Sie in Outlook die Serie, die danach kommt: dort wird gefragt, ob sie diese fortsetzt, ebenso in der Einrichtung unter „Zeigen, was geschehen würde“.",
    "create-in-doubt":
      "Behalten Sie einen davon im ERP, löschen Sie dort die anderen und versuchen Sie es erneut: der verbliebene gilt dann als dieser.",
  },
};
