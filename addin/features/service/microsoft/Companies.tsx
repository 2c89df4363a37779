import {
  Badge,
  Button,
  Link,
  makeStyles,
  mergeClasses,
  typographyStyles,
} from "@fluentui/react-components";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { TenantView } from "../../../../server/api/contract/service/tenants.ts";
import { useService } from "../../../api/service.ts";
import { failureOf } from "../../../failures.ts";
import { Mending } from "../../../components/Mending.tsx";
import { useLocale, useWordsOf } from "../../../locales/locale.ts";
import { CopyLine } from "../../application/CopyLine.tsx";
import { Confirm } from "../Confirm.tsx";
import { useServiceStyles } from "../styles.ts";
import { words as allWords } from "./words.ts";

const useStyles = makeStyles({
  // Below the buttons, with the whole width: the link is long.
  link: { flexBasis: "100%" },
  mending: { ...typographyStyles.caption1, display: "block", overflowWrap: "anywhere" },
});

/** What only who administers everything does with a company. */
export interface CompanyActs {
  readonly busy: boolean;
  readonly onChange: (tenant: TenantView) => void;
  /** Asked for already. */
  readonly onRemove: (tenantId: string) => void;
}

export interface CompaniesProps {
  readonly tenants: readonly TenantView[];
  /** Whether the reader may ask for consent and test. */
  readonly mayAct: boolean;
  readonly acts: CompanyActs | null;
}

export function Companies({ tenants, mayAct, acts }: CompaniesProps) {
  const styles = useServiceStyles();
  return (
    <ul className={styles.list}>
      {tenants.map((tenant) => (
        <li key={tenant.id} className={styles.one}>
          <Company tenant={tenant} mayAct={mayAct} acts={acts} />
        </li>
      ))}
    </ul>
  );
}

function Company({
  tenant,
  mayAct,
  acts,
}: { readonly tenant: TenantView } & Omit<CompaniesProps, "tenants">) {
  const common = useServiceStyles();
  const styles = useStyles();
  const words = useWordsOf(allWords);
  const { time, number } = useLocale();
  const ask = useService();
  const [leaving, setLeaving] = useState(false);
  const { id, name, domains, consent, fixed } = tenant;
  const parameters = { tenantId: id };
  const check = useMutation({
    mutationFn: () => ask("checkTenant", { parameters }),
  });
  const agree = useMutation({
    mutationFn: () => ask("consentLink", { parameters }),
    // The page that asks for it returns to the portal; no frame, such as the pane's, may show it.
    onSuccess: ({ url }) => {
      if (window.top === window.self) location.assign(url);
    },
  });
  const link = useMutation({ mutationFn: () => ask("consentLink", { parameters }) });
  const failure = check.error ?? agree.error ?? link.error;
  return (
    <>
      <span className={common.who}>
        <span className={common.name}>{name}</span>
        <span className={common.small}>
          {[id, ...domains].join(" · ")}
          {fixed && ` · ${words.fixed}`}
        </span>
        <span>{words.people(number(tenant.people))}</span>
        <span className={common.small}>
          {tenant.asApplication ? words.asApplication : words.asPeople}
        </span>
        {!tenant.asApplication && (
          <span className={common.small}>
            {consent === null
              ? words.notConsented
              : words[consent.proved ? "consented" : "notProved"](time(consent.at), consent.by)}
          </span>
        )}
        <span role="status">
          {check.data !== undefined && (
            <Badge appearance="tint" color={check.data.proved ? "success" : "danger"}>
              {check.data.proved ? "✓" : "!"}
            </Badge>
          )}{" "}
          {check.data !== undefined && (check.data.proved ? words.proved : check.data.problem)}
          {check.data?.mending != null && (
            <Mending className={styles.mending} {...check.data.mending} />
          )}
          {failure !== null && failureOf(failure).message}
          {agree.data !== undefined && window.top !== window.self && (
            <Link href={agree.data.url} target="_blank" rel="noreferrer">
              {words.consentPage}
            </Link>
          )}
        </span>
      </span>
      {mayAct && (
        <span className={common.buttons}>
          <Button
            aria-label={words.consent(name)}
            disabledFocusable={agree.isPending}
            onClick={() => agree.mutate()}
          >
            {words.consentShort}
          </Button>
          <Button
            aria-label={words.link(name)}
            disabledFocusable={link.isPending}
            onClick={() => link.mutate()}
          >
            {words.linkShort}
          </Button>
          <Button
            aria-label={words.check(name)}
            disabledFocusable={check.isPending}
            onClick={() => check.mutate()}
          >
            {words.checkShort}
          </Button>
          {acts !== null && !fixed && (
            <>
              <Button aria-label={words.change(name)} onClick={() => acts.onChange(tenant)}>
                {words.changeShort}
              </Button>
              <Button aria-label={words.remove(name)} onClick={() => setLeaving(true)}>
                {words.removeShort}
              </Button>
            </>
          )}
        </span>
      )}
      {link.data !== undefined && (
        <span className={mergeClasses(common.what, styles.link)} role="status">
          <span className={common.small}>{words.linkHint}</span>
          <CopyLine text={link.data.url} />
        </span>
      )}
      {leaving && acts !== null && (
        <Confirm
          title={words.remove(name)}
          about="service-microsoft"
          act={words.removeShort}
          busy={acts.busy}
          onAct={() => {
            setLeaving(false);
            acts.onRemove(id);
          }}
          onClose={() => setLeaving(false)}
        >
          {words.removeText(number(tenant.people))}
        </Confirm>
      )}
    </>
  );
}
