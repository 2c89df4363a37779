/**
 * Fluent's icons as the package has them, each loaded when it is first asked for: its index loads
 * five thousand, for every file of tests anew.
 */
const utilities = require("@fluentui/react-icons/utils");

/** `CalendarLtr20Regular` stands in `calendar-ltr`. */
const fileOf = (name) =>
  name
    .replace(/\d*(Regular|Filled|Color|Light)$/u, "")
    .replace(/([a-z])([A-Z\d])|([A-Z])(?=[A-Z][a-z])|(\d)(?=[A-Z])/gu, "$1$3$4-$2")
    .toLowerCase();

module.exports = new Proxy(utilities, {
  get: (known, name) =>
    name in known || typeof name !== "string" || !/^[A-Z]/u.test(name)
      ? known[name]
      : require(`@fluentui/react-icons/svg/${fileOf(name)}`)[name],
});
