import { Link } from "@fluentui/react-components";
import type { Elsewhere } from "../../../server/api/contract/items.ts";
import { useLocale } from "../../locales/locale.ts";

export interface AttentionLinkProps {
  readonly of: Elsewhere;
  readonly onOpen: () => void;
}

/** How much of a further mailbox is to be looked at, which leads to where it is listed. */
export function AttentionLink({ of, onOpen }: AttentionLinkProps) {
  const { words, number } = useLocale();
  const { name, waiting, setAside, held } = of;
  const { further, home } = words;
  const parts = [
    ...(waiting > 0 ? [home.decisions.count(waiting)] : []),
    ...(setAside > 0 ? [further.setAside(number(setAside))] : []),
    ...(held > 0 ? [further.held(number(held))] : []),
  ];
  const sentence = parts.join(" · ");
  return (
    <Link as="button" inline aria-label={`${sentence}: ${name}`} onClick={onOpen}>
      {sentence}
    </Link>
  );
}
