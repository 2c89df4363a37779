import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import type {
  DryRunRequest,
  DryRunSummary,
} from "../../../../server/api/contract/service/dry-runs.ts";
import { useService } from "../../../api/service.ts";
import { saveFile } from "../../../components/saveFile.ts";

/** While it is under way it is looked at so often. */
const whileUnderWayMs = 1_000;
export const pageLength = 50;

export function isUnderWay({ phase }: Pick<DryRunSummary, "phase">): boolean {
  return phase === "looking" || phase === "doing";
}

/** Those that are kept, newest first. */
export function useDryRuns() {
  const ask = useService();
  return useQuery({ queryKey: ["service", "dry-runs"], queryFn: () => ask("dryRuns") });
}

/** Whose mailboxes may be asked for: companies as the rules know them. */
export function useCompanies() {
  const ask = useService();
  return useQuery({ queryKey: ["service", "job-places"], queryFn: () => ask("jobPlaces") });
}

export function useStartDryRun(onStarted: (started: DryRunSummary) => void) {
  const ask = useService();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DryRunRequest) => ask("startDryRun", { body }),
    onSuccess: async (started) => {
      onStarted(started);
      await client.invalidateQueries({ queryKey: ["service", "dry-runs"] });
    },
  });
}

/** One dry run with its mailboxes, page by page; anew every second while it is under way. */
export function useDryRun(dryRunId: string, wanted: Readonly<Record<string, string>>) {
  const ask = useService();
  return useInfiniteQuery({
    queryKey: ["service", "dry-run", dryRunId, wanted],
    initialPageParam: 0,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) =>
      ask("dryRun", {
        parameters: { dryRunId },
        query: { ...wanted, offset: String(pageParam), limit: String(pageLength) },
      }),
    getNextPageParam: ({ matching }, pages) =>
      pages.length * pageLength < matching ? pages.length * pageLength : undefined,
    refetchInterval: ({ state: { data } }) => {
      const newest = data?.pages.at(-1)?.summary;
      return newest !== undefined && isUnderWay(newest) ? whileUnderWayMs : false;
    },
  });
}

export type DryRunAct =
  | { readonly act: "stop" }
  /** With the fingerprint of what its reader was shown. */
  | { readonly act: "carry-out"; readonly fingerprint: string };

export function useActOnDryRun(dryRunId: string) {
  const ask = useService();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: DryRunAct) => ask("actOnDryRun", { parameters: { dryRunId }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["service", "dry-run", dryRunId] }),
  });
}

export interface RowIds {
  readonly tenantId: string;
  readonly mailboxId: string;
}

/** What would happen in one mailbox, page by page. */
export function useMailboxPlan(dryRunId: string, { tenantId, mailboxId }: RowIds) {
  const ask = useService();
  return useInfiniteQuery({
    queryKey: ["service", "dry-run", dryRunId, "plan", tenantId, mailboxId],
    initialPageParam: 0,
    queryFn: ({ pageParam }) =>
      ask("dryRunPlan", {
        parameters: { dryRunId, tenantId, mailboxId },
        query: { offset: String(pageParam), limit: String(pageLength) },
      }),
    getNextPageParam: ({ row }, pages) =>
      row.kept && pages.length * pageLength < row.total ? pages.length * pageLength : undefined,
  });
}

/** The whole of it as a file. */
export function useDryRunFile(dryRunId: string) {
  const ask = useService();
  return useMutation({
    mutationFn: () => ask("dryRunCsv", { parameters: { dryRunId } }),
    onSuccess: ({ name, csv }) => saveFile(name, csv, "text/csv"),
  });
}
