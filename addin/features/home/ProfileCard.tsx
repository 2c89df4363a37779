import { useMutation } from "@tanstack/react-query";
import { Avatar, Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import type { Profile } from "../../../server/api/contract/account.ts";
import { useService } from "../../api/service.ts";
import { Facts } from "../../components/Facts.tsx";
import { FailureNotice } from "../../components/FailureNotice.tsx";
import { saveJson } from "../../components/saveFile.ts";
import { scopeName } from "../../components/scopeName.ts";
import { CardSection } from "../../components/Section.tsx";
import { failureOf } from "../../failures.ts";
import { useLocale, useWords } from "../../locales/locale.ts";

const useStyles = makeStyles({
  person: {
    display: "grid",
    gridTemplateColumns: "auto minmax(0, 1fr)",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalM,
  },
  export: { alignSelf: "start" },
  name: { ...typographyStyles.body1Strong, display: "block" },
  address: {
    ...typographyStyles.caption1,
    display: "block",
    color: tokens.colorNeutralForeground3,
    overflowWrap: "anywhere",
  },
});

/** Scopes that say who somebody is, not what may be done for him. */
const openId = new Set(["openid", "profile", "email", "offline_access"]);

/** Who is signed in, on both sides. */
export function ProfileCard({ profile }: { readonly profile: Profile }) {
  const styles = useStyles();
  const { home } = useWords();
  const { until } = useLocale();
  const { erp, setup } = profile;
  const { pause } = profile.status.calendar;
  const ask = useService();
  const own = useMutation({
    mutationFn: () => ask("exportMine"),
    onSuccess: (answer) => saveJson("sync-to-erp.json", answer),
  });
  const unasked =
    pause === undefined ? home.erpUnavailable : home.erpUnasked[pause.kind](until(pause.until));
  const named = erp.unavailable ? unasked : (erp.user?.name ?? home.erpUserUnknown);
  const erpUser = erp.chosen ? home.erpUserChosen(named) : named;
  const permissions = profile.scopes.map(scopeName).filter((name) => !openId.has(name));
  return (
    <CardSection title={home.profile}>
      <div className={styles.person}>
        <Avatar name={profile.name} size={40} color="colorful" aria-hidden />
        <span>
          <span className={styles.name}>{profile.name}</span>
          <span className={styles.address}>{profile.address}</span>
        </span>
      </div>
      <Facts
        facts={[
          { name: home.erpUser, value: erpUser },
          { name: home.connection, value: erp.connection },
          ...(setup === null ? [] : [{ name: home.timeZone, value: setup.timeZone }]),
          {
            name: home.scopes,
            value: permissions.length === 0 ? home.noScopes : permissions.join(", "),
          },
        ]}
      />
      {own.error !== null && (
        <FailureNotice failure={failureOf(own.error)} onRetry={() => own.mutate()} />
      )}
      <Button
        className={styles.export}
        size="small"
        disabledFocusable={own.isPending}
        onClick={() => own.mutate()}
      >
        {home.exportMine}
      </Button>
    </CardSection>
  );
}
