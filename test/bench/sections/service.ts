/** What an administrator waits for in Service, with ten thousand people to look after. */
import { memberOf, multiply } from "../crowd.ts";
import { quantile, type Section } from "../figure.ts";
import { openStage } from "../stage.ts";
import { createPerson, type Parts } from "../../whole/person.ts";
import type { RouteName } from "../../../server/api/contract/routes.ts";

const few = 1_000;
const many = 10_000;
const linksEach = 20;
/** Looks at each page; the first is told apart, for it reads what the others find at hand. */
const looks = 7;
/** Longer than this a person wonders whether his click arrived. */
const atMostMs = 1_000;

interface Look {
  readonly what: string;
  readonly route: RouteName;
  readonly parts?: Parts;
}

const looked: readonly Look[] = [
  { what: "people, first page", route: "users" },
  {
    what: "people, page 150 by when they last synced",
    route: "users",
    parts: { query: { sort: "lastSync", offset: "7450" } },
  },
  {
    what: "people, one searched",
    route: "users",
    parts: { query: { text: memberOf(777).address } },
  },
  { what: "queue, first page", route: "queue" },
  {
    what: "queue, one searched",
    route: "queue",
    parts: { query: { text: memberOf(777).address } },
  },
  { what: "health", route: "health" },
  { what: "log, newest page", route: "serviceLog" },
];

export const service: Section = {
  title: `Service, ${few} and ${many} mailboxes with ${linksEach} links each`,
  async run(report) {
    const stage = await openStage();
    try {
      const [ada] = stage.people;
      if (ada === undefined) throw new Error("nobody to measure with");
      const { sandbox, serverUrl } = stage;
      const katherine = createPerson("katherine", { sandbox, serverUrl: () => serverUrl });
      await stage.desks.fillErp(ada.user, linksEach);
      await ada.setUp();
      await stage.quiet();
      const ask = async ({ route, parts }: Look): Promise<number> => {
        const startMs = performance.now();
        await katherine.call(route, parts);
        return performance.now() - startMs;
      };
      const medians = async (): Promise<readonly number[]> => {
        const found: number[] = [];
        for (const look of looked) {
          const times: number[] = [];
          for (let more = 0; more < looks; more++) times.push(await ask(look));
          found.push(quantile(times, 0.5));
        }
        return found;
      };
      await multiply(stage, 0, few);
      const withFew = await medians();
      await multiply(stage, few, many);
      const { total } = await katherine.call("users");
      if (total < many) throw new Error(`${total} people are listed`);
      const withMany = await medians();
      for (const [index, { what }] of looked.entries()) {
        const value = withMany[index] ?? NaN;
        report({ name: what, value, unit: "ms", target: { atMost: atMostMs } });
        const times = value / (withFew[index] ?? NaN);
        report({ name: `against a tenth of the people`, value: times, unit: "times" });
      }
      await stage.restart();
      for (const look of looked) {
        report({
          name: `${look.what}: first look after a start`,
          value: await ask(look),
          unit: "ms",
        });
      }
    } finally {
      await stage.stop();
    }
  },
};
