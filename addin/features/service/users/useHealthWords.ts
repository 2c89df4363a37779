import type { UserHealth } from "../../../../server/api/contract/service/users.ts";
import { useWords, useWordsOf } from "../../../locales/locale.ts";
import { words as allWords } from "./words.ts";

/** What a state is called; one that only administrators meet comes with the panel. */
export function useHealthWords(): (health: UserHealth) => string {
  const words = useWords().health;
  const { refused } = useWordsOf(allWords);
  return (health) => (health === "refused" ? refused : words[health].label);
}

/** How a state looks. */
export function colorOf(health: UserHealth): "success" | "warning" | "danger" | "informative" {
  switch (health) {
    case "operational":
      return "success";
    case "paused":
    case "off":
    case "off-above":
    case "setup-required":
      return "informative";
    case "erp-down":
    case "microsoft-down":
    case "signed-out":
    case "no-consent":
      return "warning";
    case "braked":
    case "storage":
    case "failed":
    case "refused":
      return "danger";
  }
}
