#!/bin/bash
# A real loss of power, as near as a machine gets to it without one: the store writes to a file
# system in a loop image; the writer is stopped, the raw image is copied while mounted (so what the
# file system had not sent to its disk is gone), the copy is mounted and must hold everything that
# was acknowledged. Needs root, mkfs and loop devices; takes some five seconds per round.
#   tools/powerloss.sh [rounds] [ext4|xfs ...]
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-8}
kinds=("${@:2}")
[ ${#kinds[@]} -gt 0 ] || kinds=(ext4 xfs)
work=$(mktemp -d)
writer=
cleanup() {
  [ -z "$writer" ] || kill -9 "$writer" 2>/dev/null || true
  for name in disk copy; do umount "$work/$name" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT
mkdir "$work/disk" "$work/copy"
failed=0
for kind in "${kinds[@]}"; do
  command -v "mkfs.$kind" >/dev/null || { echo "$kind: there is no mkfs.$kind here, left out"; continue; }
  for round in $(seq "$rounds"); do
    truncate -s 400M "$work/image"
    "mkfs.$kind" -q "$work/image"
    mount -o loop "$work/image" "$work/disk"
    node --import tsx tools/powerloss.mjs write "$work/disk/store" >"$work/acknowledged" &
    writer=$!
    until [ -s "$work/acknowledged" ]; do sleep 0.1; done
    sleep "$((RANDOM % 3)).$((RANDOM % 10))"
    kill -STOP "$writer"
    cp "$work/acknowledged" "$work/told"
    cp --sparse=always "$work/image" "$work/image.copy"
    kill -9 "$writer"
    wait "$writer" 2>/dev/null || true
    writer=
    umount "$work/disk"
    mount -o loop "$work/image.copy" "$work/copy"
    echo "$kind, round $round:"
    node --import tsx tools/powerloss.mjs check "$work/copy/store" "$work/told" || failed=$((failed + 1))
    umount "$work/copy"
    rm "$work/image" "$work/image.copy"
  done
done
[ "$failed" -eq 0 ] || { echo "$failed rounds lost something"; exit 1; }
