import { FluentProvider } from "@fluentui/react-components";
import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import type { Failure } from "../../failures.ts";
import { LocaleProvider, useLocale, withFieldNames, type Locale } from "../../locales/locale.ts";
import { ServicesProvider, type Services } from "../../services.ts";
import { isDark, themeFor } from "../../theme.ts";
import { useKnownProfile } from "../account.ts";
import { FailureGuard } from "./FailureGuard.tsx";
import { createQueryClient } from "./queries.ts";

/** Outlook's colours, where we are inside it. */
interface Colours {
  readonly background: string | null;
  readonly dark: boolean | null;
}

export interface ColourSource {
  readonly now: () => Colours;
  readonly onChange: (listener: (colours: Colours) => void) => void;
}

const systemDark = "(prefers-color-scheme: dark)";

function useDark(source: ColourSource): boolean {
  const [colours, setColours] = useState(source.now);
  const [system, setSystem] = useState(() => matchMedia(systemDark).matches);
  useEffect(() => source.onChange(setColours), [source]);
  useEffect(() => {
    const query = matchMedia(systemDark);
    const follow = (): void => setSystem(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  return isDark({ ...colours, systemDark: system });
}

export interface AppProps {
  readonly services: Services;
  readonly locale: Locale;
  readonly colours: ColourSource;
  /** The page; told the last failure, for the details that a person copies, and tells of its own. */
  readonly children: (
    lastFailure: Failure | null,
    onFailure: (failure: Failure) => void,
  ) => ReactNode;
}

/** The words with what the person's ERP calls the fields of its own, as soon as that is known. */
function FieldNames({ children }: { readonly children: ReactNode }) {
  const locale = useLocale();
  const names = useKnownProfile()?.fieldNames;
  const named = useMemo(() => withFieldNames(locale, names ?? {}), [locale, names]);
  return <LocaleProvider value={named}>{children}</LocaleProvider>;
}

/** What every page stands in: colours, language, services, cache. */
export function App({ services, locale, colours, children }: AppProps) {
  const dark = useDark(colours);
  const [lastFailure, setLastFailure] = useState<Failure | null>(null);
  const [client] = useState(() => createQueryClient(setLastFailure));
  return (
    <FluentProvider
      theme={themeFor(dark)}
      style={{ minHeight: "100%", colorScheme: dark ? "dark" : "light" }}
    >
      <LocaleProvider value={locale}>
        <ServicesProvider value={services}>
          <QueryClientProvider client={client}>
            <FailureGuard place="page" onFailure={setLastFailure}>
              <FieldNames>{children(lastFailure, setLastFailure)}</FieldNames>
            </FailureGuard>
          </QueryClientProvider>
        </ServicesProvider>
      </LocaleProvider>
    </FluentProvider>
  );
}
