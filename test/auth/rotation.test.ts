import { createRotation, type Rotation } from "../../server/auth/rotation.ts";
import { createSealer, type SealKey } from "../../server/lib/sealer.ts";
import { contextOfSecret } from "../../server/auth/secrets.ts";
import { put, StoreError, type Scope } from "../../server/store/store.ts";
import { ada, afterPaneCall, DAY_MS, principalOf, sealKey, type World } from "./world.ts";

const [old, fresh, foreign] = [sealKey("old", 1), sealKey("new", 2), sealKey("foreign", 3)];
const installation: Scope = { kind: "installation" };
const tenant: Scope = { kind: "tenant", tenantId: ada.tenantId };
const mailbox: Scope = { kind: "mailbox", tenantId: ada.tenantId, mailboxId: ada.id };

/** A server that was restarted with a new key in front, on what the old one had sealed. */
async function restarted(ring: readonly SealKey[] = [fresh, sealKey("one", 1), old]) {
  const world = await afterPaneCall();
  await keep(world, installation, "smtp", old, "mail password");
  await keep(world, tenant, "erp", old, "api key");
  const sealer = createSealer(ring);
  const tokens = world.tokens({ sealer });
  const keyIds = ring.map(({ id }) => id);
  const rotation = createRotation({ store: world.store, sealer, keyIds, tokens });
  return { world, sealer, tokens, rotation };
}

async function keep(world: World, scope: Scope, key: string, by: SealKey, text: string) {
  const sealed = createSealer([by]).seal(contextOfSecret(scope, key), text);
  await world.store.commit(scope, [put("secrets", key, { sealed })]);
}

const counted = async (rotation: Rotation) => Object.fromEntries((await rotation.tally()).byKey);

describe("a new key", () => {
  it("is given everything that older ones sealed, and then nothing is left under them", async () => {
    const { world, sealer, rotation } = await restarted();
    expect(await counted(rotation)).toEqual({ one: 1, old: 2 });
    const reseal = jest.spyOn(world.store, "reseal");
    const { resealed, contents, after } = await rotation.rotate();
    expect(resealed).toBe(3);
    expect(Object.fromEntries(after.byKey)).toEqual({ new: 3 });
    // What else is kept of them lies under it as well.
    expect(contents).toBe(3);
    expect(reseal.mock.calls).toEqual(
      expect.arrayContaining([[installation], [tenant], [mailbox]]),
    );
    const sealed = (await world.store.get(installation, "secrets", "smtp"))?.sealed ?? "";
    const alone = createSealer([fresh]);
    expect(alone.open(contextOfSecret(installation, "smtp"), sealed).text).toBe("mail password");
    expect(sealer.open(contextOfSecret(installation, "smtp"), sealed).stale).toBe(false);
    expect((await rotation.rotate()).resealed).toBe(0);
  });

  it("costs nobody his sign-in: tokens that are refreshed meanwhile are not overwritten", async () => {
    const { world, tokens, rotation } = await restarted();
    world.clock.advance(DAY_MS);
    const [token] = await Promise.all([tokens.tokenFor(principalOf(ada)), rotation.rotate()]);
    expect(token).toMatch(/^eyJ/);
    world.clock.advance(DAY_MS);
    const alone = world.tokens({ sealer: createSealer([fresh]) });
    expect(await alone.tokenFor(principalOf(ada))).toMatch(/^eyJ/);
  });

  it("does not touch what the ring cannot open, and counts it by its key", async () => {
    const { world, rotation } = await restarted();
    await keep(world, tenant, "lost", foreign, "sealed elsewhere");
    const before = await world.store.get(tenant, "secrets", "lost");
    // Copied from another place: it opens for nobody.
    const stolen = await world.store.get(installation, "secrets", "smtp");
    await world.store.commit(tenant, [put("secrets", "stolen", stolen!)]);
    const { resealed, after } = await rotation.rotate();
    expect(resealed).toBe(3);
    expect(Object.fromEntries(after.byKey)).toEqual({ new: 3, foreign: 1, old: 1 });
    expect(await world.store.get(tenant, "secrets", "lost")).toEqual(before);
  });

  it("leaves what somebody enters meanwhile as he entered it", async () => {
    const { world, sealer, rotation } = await restarted();
    const newer = sealer.seal(contextOfSecret(tenant, "erp"), "newer key");
    const get = world.store.get.bind(world.store);
    jest.spyOn(world.store, "get").mockImplementation(async (scope, collection, key) => {
      if (key === "erp")
        await world.store.commit(tenant, [put("secrets", "erp", { sealed: newer })]);
      return get(scope, collection, key);
    });
    await rotation.rotate();
    expect((await get(tenant, "secrets", "erp"))?.sealed).toBe(newer);
  });

  it("goes on where the store refuses a mailbox, and says so", async () => {
    const { world, rotation } = await restarted();
    const list = world.store.list.bind(world.store);
    jest.spyOn(world.store, "list").mockImplementation((scope, collection) => {
      if (scope.kind === mailbox.kind) throw new StoreError("refused", "It is damaged.");
      return list(scope, collection);
    });
    const { resealed, after } = await rotation.rotate();
    expect([resealed, after.refused]).toEqual([2, 1]);
  });
});
