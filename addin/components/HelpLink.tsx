import { Link, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { HelpAnchor } from "../locales/en/help.ts";
import { useLocale, type Locale } from "../locales/locale.ts";

const useStyles = makeStyles({
  // As wide as its words, also where its surroundings stretch what is in them.
  link: {
    ...typographyStyles.caption1,
    width: "fit-content",
    paddingBlock: tokens.spacingVerticalXXS,
  },
});

/** The help page in the reader's language. @param about the section; absent: from its top */
export function helpAddress({ tag }: Locale, about?: HelpAnchor): string {
  const page = `help.html?locale=${encodeURIComponent(tag)}`;
  return about === undefined ? page : `${page}#${about}`;
}

export interface HelpLinkProps {
  readonly about: HelpAnchor;
  /** What it stands beside, for whoever hears the link alone. */
  readonly of: string;
}

/** Leads to what the help says about something that is to be decided or understood here. */
export function HelpLink({ about, of }: HelpLinkProps) {
  const styles = useStyles();
  const locale = useLocale();
  const { whatIsThis } = locale.words.nav;
  return (
    <Link
      className={styles.link}
      href={helpAddress(locale, about)}
      target="_blank"
      rel="noreferrer"
      aria-label={`${whatIsThis} ${of}`}
    >
      {whatIsThis}
    </Link>
  );
}
