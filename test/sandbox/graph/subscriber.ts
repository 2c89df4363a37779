/** What a subscriber asks for and what it was told. */
import { type Desk, type Json, monday } from "./desk.ts";

const notificationUrl = "https://localhost:3000/api/graph/notifications?key=1";
export const lifecycleNotificationUrl = "https://localhost:3000/api/graph/lifecycle";
export const inMinutes = (minutes: number) => new Date(monday + minutes * 60_000).toISOString();

/** The body of a POST to `/subscriptions`. */
export const wanted = (more: Json = {}): Json => ({
  changeType: "created,updated,deleted",
  notificationUrl,
  lifecycleNotificationUrl,
  resource: "/me/events",
  expirationDateTime: inMinutes(10_000),
  clientState: "secret",
  ...more,
});

/** Every notification that arrived, of changes and of the lifecycle. */
export const told = (desk: Desk): Json[] =>
  desk.posts.flatMap(({ body }) => (JSON.parse(body) as { value: Json[] }).value);
export const kinds = (desk: Desk) => told(desk).map((notification) => notification["changeType"]);
export const lifecycle = (desk: Desk) =>
  told(desk).flatMap(({ lifecycleEvent }) =>
    lifecycleEvent === undefined ? [] : [lifecycleEvent],
  );
