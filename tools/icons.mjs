/**
 * Draws addin/assets/icon-*.png: a calendar page with the two arrows of synchronization on it. The
 * files are committed; run `node tools/icons.mjs` after changing the drawing.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32, deflateSync } from "node:zlib";

/** 16 32 80: ribbon. 25 32 48: mobile. 64 128: the add-in's own, in lists and in the store. */
const sizes = [16, 25, 32, 48, 64, 80, 128];
/** Points per pixel and direction that are asked for their colour. */
const samples = 8;

const page = [15, 108, 189];
const band = [10, 74, 133];
const white = [255, 255, 255];

/** The drawing is 1 wide and 1 high, y downwards. */
const center = { x: 0.5, y: 0.615 };
const arrow = { radius: 0.225, width: 0.1, head: 0.165, gapDegrees: 47 };

/** Distance to a rectangle with round corners; negative inside. */
function roundBox(x, y, left, top, right, bottom, radius) {
  const dx = Math.abs(x - (left + right) / 2) - (right - left) / 2 + radius;
  const dy = Math.abs(y - (top + bottom) / 2) - (bottom - top) / 2 + radius;
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

/** One half turn with its head; the other arrow is the same, turned by 180 degrees. */
function inArrow(x, y) {
  const dx = x - center.x;
  const dy = y - center.y;
  const gap = (arrow.gapDegrees * Math.PI) / 180;
  const angle = (Math.atan2(dy, dx) + 2 * Math.PI) % Math.PI;
  const fromCenter = Math.hypot(dx, dy);
  if (angle > gap && Math.abs(fromCenter - arrow.radius) < arrow.width / 2) return true;
  // The head: a triangle that begins where the arc ends and points along the circle.
  const along = (gap - angle) * arrow.radius;
  if (along < 0 || along > arrow.head) return false;
  return Math.abs(fromCenter - arrow.radius) < (arrow.head - along) * 0.85;
}

/** Colour at a point; `undefined` where there is nothing. */
function colourAt(x, y) {
  const isPeg =
    roundBox(x, y, 0.25, 0.0, 0.37, 0.19, 0.05) < 0 ||
    roundBox(x, y, 0.63, 0.0, 0.75, 0.19, 0.05) < 0;
  if (isPeg) return band;
  if (roundBox(x, y, 0.03, 0.09, 0.97, 1, 0.15) > 0) return undefined;
  if (y < 0.265) return band;
  return inArrow(x, y) ? white : page;
}

function pixels(size) {
  const bytes = Buffer.alloc(size * size * 4);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const sum = [0, 0, 0];
      let covered = 0;
      for (let point = 0; point < samples * samples; point += 1) {
        const x = (column + ((point % samples) + 0.5) / samples) / size;
        const y = (row + (Math.floor(point / samples) + 0.5) / samples) / size;
        const colour = colourAt(x, y);
        if (colour === undefined) continue;
        covered += 1;
        colour.forEach((part, index) => (sum[index] += part));
      }
      if (covered === 0) continue;
      const alpha = Math.round((covered / samples ** 2) * 255);
      const colour = sum.map((part) => Math.round(part / covered));
      bytes.set([...colour, alpha], (row * size + column) * 4);
    }
  }
  return bytes;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A PNG of 8-bit RGBA without filters. */
function png(size) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const image = pixels(size);
  const rows = Array.from({ length: size }, (_, row) =>
    Buffer.concat([Buffer.of(0), image.subarray(row * size * 4, (row + 1) * size * 4)]),
  );
  return Buffer.concat([
    Buffer.from("89504e470d0a1a0a", "hex"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const folder = resolve(fileURLToPath(new URL("../addin/assets", import.meta.url)));
mkdirSync(folder, { recursive: true });
for (const size of sizes) writeFileSync(join(folder, `icon-${size}.png`), png(size));
