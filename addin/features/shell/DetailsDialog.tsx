import { Button, makeStyles, tokens, typographyStyles } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { Profile } from "../../../server/api/contract/account.ts";
import type { ItemView } from "../../../server/api/contract/items.ts";
import { copyText } from "../../components/copy.ts";
import { Loading } from "../../components/Loading.tsx";
import { Modal } from "../../components/Modal.tsx";
import type { Failure } from "../../failures.ts";
import { useLocale } from "../../locales/locale.ts";
import { useServices } from "../../services.ts";
import { detailLines } from "./details.ts";

const LicenceList = lazy(async () => ({
  default: (await import("./LicenceList.tsx")).LicenceList,
}));

const useStyles = makeStyles({
  text: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: typographyStyles.caption1.fontSize,
    lineHeight: typographyStyles.caption1.lineHeight,
    overflowWrap: "anywhere",
    whiteSpace: "pre-wrap",
    userSelect: "text",
  },
});

export interface DetailsDialogProps {
  readonly onClose: () => void;
  readonly profile: Profile | undefined;
  readonly lastFailure: Failure | null;
}

/**
 * What support needs: versions, where, who, state, last failure; never tokens, never content. And what
 * other people made of it, with their licences.
 */
export function DetailsDialog({ onClose, profile, lastFailure }: DetailsDialogProps) {
  const styles = useStyles();
  const locale = useLocale();
  const { words } = locale;
  const client = useQueryClient();
  const services = useServices();
  const [copied, setCopied] = useState<boolean | null>(null);
  const [licences, setLicences] = useState(false);
  const config = useQuery({ queryKey: ["config"], queryFn: services.config });
  const { details } = words;
  const [open] = client.getQueriesData<ItemView>({ queryKey: ["item"], type: "active" });
  const [now] = useState(() => new Date());
  const facts = {
    version: config.data?.version ?? null,
    host: services.host,
    userAgent: navigator.userAgent,
    language: locale.tag,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    now,
    mailbox: services.mailbox,
    profile,
    item: open?.[1] ?? null,
    lastFailure,
  };
  const text = detailLines(facts, words).join("\n");
  const copy = (): void => {
    copyText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Modal
      title={licences ? words.licences.title : details.title}
      about={null}
      onClose={onClose}
      actions={
        <>
          {!licences && (
            <Button appearance="primary" onClick={copy}>
              {details.copy}
            </Button>
          )}
          {/* One button, which keeps the focus on the way there and back. */}
          <Button onClick={() => setLicences(!licences)}>
            {licences ? words.licences.back : words.licences.open}
          </Button>
          <Button onClick={onClose}>{words.act.close}</Button>
        </>
      }
    >
      {licences ? (
        <>
          {words.licences.text(facts.version ?? "?")}
          <Suspense fallback={<Loading lines={8} />}>
            <LicenceList />
          </Suspense>
        </>
      ) : (
        <>
          {details.text}
          <pre className={styles.text}>{text}</pre>
          <div role="status">
            {copied !== null && (copied ? details.copied : details.copyFailed)}
          </div>
        </>
      )}
    </Modal>
  );
}
