/** `Calendars.ReadWrite` of `https://graph.microsoft.com/Calendars.ReadWrite`. */
export function scopeName(scope: string): string {
  return scope.slice(scope.lastIndexOf("/") + 1);
}
