import type { BadgeProps } from "@fluentui/react-components";
import type { DryRunRowState } from "../../../../server/api/contract/service/dry-runs.ts";

export const stateColors: Readonly<Record<DryRunRowState, NonNullable<BadgeProps["color"]>>> = {
  waiting: "subtle",
  off: "subtle",
  quiet: "informative",
  planned: "brand",
  failed: "danger",
  changed: "warning",
  agreed: "success",
};
