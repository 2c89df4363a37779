import type { Words } from "../locales/en.ts";

/**
 * Why something happened, in words. `null`: a rule's bare code that we have no words for, which is for
 * the log file and not for people.
 */
export function becauseOf(words: Words, text: string): string | null {
  // An act that somebody answers for: how many it reached, and whose it was.
  const [, act, count, by] = /^(invited|cancelled|released):(\d+):(.*)$/.exec(text) ?? [];
  if (by !== undefined) {
    if (act === "released") return words.home.brake.released(by, Number(count));
    return words.item[act === "invited" ? "invitations" : "ending"].sent(by, Number(count));
  }
  // A mailbox's state is spelled as its health, with the other side's own sentence after a colon.
  const health = Object.entries(words.health).find(([code]) => code === text.split(":")[0])?.[1];
  const said = words.because[text] ?? health?.label;
  // Of a failure its sentence: the code before it is for the log file.
  return said ?? (text.includes(" ") ? text.replace(/^[a-z-]+: /u, "") : null);
}
