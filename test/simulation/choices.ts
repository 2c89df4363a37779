import type { Flow, Flows } from "../../server/sync/model.ts";
import type { Random } from "./random.ts";
import type { Act, ActKind, Scene, Schedule } from "./schedule.ts";

/** What people do in a scene beside what they always do, each as often as it stands here. */
const actsOf: Readonly<Record<Scene | "plain", readonly ActKind[]>> = {
  plain: ["private", "edit", "remove-copy", "undo", "undo"],
  series: [
    ...(["series", "series", "except", "except", "except", "cancel-day"] as const),
    ...(["move-series", "undo", "split", "split"] as const),
  ],
  days: [
    ...(["undo", "series", "cancel-day", "remove-copy"] as const),
    ...(["remove-series", "edit", "edit"] as const),
    ...(["split", "split", "split", "shift", "shift", "tell"] as const),
  ],
  meeting: [
    ...(["respond", "respond", "respond", "respond-day", "respond-day", "respond-day"] as const),
    ...(["meet", "edit", "edit", "choose", "choose", "release", "remove", "undo"] as const),
    ...(["except", "cancel-day", "move-series", "invite-day"] as const),
  ],
};

const scenes = ["plain", "series", "days", "meeting"] as const;

/** The same story among people who chose more, and with their scene's acts in it. */
export function withChoices(
  schedule: Schedule,
  random: Random,
  scene: Scene | "plain" = random.pick(scenes),
): Schedule {
  const kinds = actsOf[scene];
  const acts = schedule.acts.map((act, at): Act => {
    const first = scene === "meeting" ? "meet" : "series";
    if (at === 0 && scene !== "plain") return { ...act, kind: first, before: 0 };
    // Most of what is said needs something that was said or made before.
    const often = scene === "meeting" ? 0.8 : 0.4;
    return random.chance(often) ? { ...act, kind: random.pick(kinds) } : act;
  });
  return {
    ...schedule,
    ...(scene === "plain" ? {} : { scene }),
    acts,
    mailboxes: scene === "meeting" ? random.pick([2, 3]) : schedule.mailboxes,
    settings: {
      ...schedule.settings,
      // What a meeting's organizer may not write goes back: a rule of its own, held by other tests.
      ...(scene !== "meeting" && random.chance(0.5) ? { flows: flowsOf(random) } : {}),
      privateItems: random.pick(["leaveOut", "busy", "full"]),
    },
  };
}

/** No item can do without its subject and its time: they are never switched off. */
function flowsOf(random: Random): Flows {
  const drawn: readonly (readonly [string, Flow])[] = [
    ["subject", random.pick(["both", "toErp", "toMicrosoft"])],
    ["when", random.pick(["both", "both", "toErp", "toMicrosoft"])],
    ["place", random.pick(["both", "toErp", "toMicrosoft", "none"])],
  ];
  return Object.fromEntries(drawn.filter(([, flow]) => flow !== "both"));
}
