/** Of one and of more. @param count as it is shown: a figure, written the reader's way */
export const either = (count: string, one: string, many: string): string =>
  count === "1" ? one : many;

/** A count and what is counted. */
export const counted = (count: string, one: string, many: string): string =>
  `${count} ${either(count, one, many)}`;
