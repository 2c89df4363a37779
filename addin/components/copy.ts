/** Puts text on the clipboard; rejects where the page may not, as in some frames. */
export async function copyText(text: string): Promise<void> {
  // Undefined where the page is not allowed to use the clipboard.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard === undefined) throw new Error("no clipboard");
  await clipboard.writeText(text);
}
