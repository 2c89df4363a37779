export const nav = {
  label: "Sections",
  menu: "More",
  item: "This appointment",
  home: "Home",
  setup: "Setup",
  service: "Service",
  details: "About and details for support",
  help: "Help",
  whatIsThis: "What is this?",
  signOut: "Sign out",
  openPortal: "Open in a browser tab",
};

export const signIn = {
  title: "Welcome to Sync to ERP",
  text: "Your appointments in Outlook and in the ERP, always the same. Sign in once to start.",
  button: "Sign in with Microsoft",
  allow: "Allow access",
  waiting: "Follow the steps in the sign-in window.",
  signedOut: "You are signed out here. Synchronization goes on in the background.",
};

export const open = {
  opening: "Opening your appointment in Outlook…",
  unknown:
    "Perhaps this activity is not synchronized with your calendar: only its owner and people who take part in it have an appointment of it.",
};

export const act = {
  retry: "Try again",
  openSetup: "Open Setup",
  cancel: "Cancel",
  close: "Close",
  loading: "Loading",
};

export const details = {
  title: "Details for support",
  text: "This is what your support needs. It holds no passwords and no content.",
  copy: "Copy details",
  copied: "Copied.",
  copyFailed: "The browser did not allow copying. Select the text and copy it yourself.",
  item: "Open appointment",
  request: "Last failed request",
  quote: (id: string) => `If you ask for help, name this request: ${id}`,
  none: "none",
};

export const licences = {
  open: "Licences",
  back: "Back to the details",
  title: "Licences",
  text: (version: string) =>
    `Sync to ERP ${version} is built with these packages by other people: in what your browser loads, and on the server.`,
  noText: (licence: string) => `The package brings no text of its licence, ${licence}, along.`,
};
