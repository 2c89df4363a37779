/** For everybody who synchronizes; by the anchor at which each section stands on the help page. */
export const helpForPeople = {
  begin: {
    title: "Beginning",
    text: [
      "Sign in once with your Microsoft work account. Setup then asks where you work, which of your events go to the ERP, and whether your ERP activities come to Outlook.",
      "“Show what would happen” tells first what would be done, and writes nothing. The first sync is silent: nobody receives an invitation or a mail because of it. You can pause it on Home and go on later.",
    ],
  },
  "switch-on": {
    title: "Switching an appointment on",
    text: [
      "Open the appointment, press Sync to ERP in the ribbon, and switch “Sync this event” on. Link the customers, projects or other records that it concerns; what is missing in the ERP can be made right there. The activity type is the one of the first category as it goes to the ERP, unless you choose one; a category that you change or remove later leaves it as it is.",
      "It also works before the appointment is saved: what you choose is linked a few seconds after you save it in Outlook.",
      "Your switch counts more than the rules about which events go by themselves, and more than the window of dates. It never counts more than the rules for private appointments, the direction of changes, or your administrator’s off. Switching off asks what is to become of the copy in the ERP.",
    ],
  },
  happens: {
    title: "What happens then",
    text: [
      "What changes in Outlook or in the ERP is on the other side within seconds. A side that announces nothing is asked now and then instead; Home says so.",
      "Edits of different fields are put together. Nobody is mailed because of syncing: guests hear of what you yourself change in a meeting of yours, as without it.",
      "The first line in the pane says how the appointment stands. “History” lists what was done, “Explain” says why.",
    ],
  },
  meetings: {
    title: "Series and meetings",
    text: [
      "A series is kept the same as a whole, with what its days have for themselves. Where your ERP holds no series, each of its days is an activity of its own.",
      "A meeting that several of you synchronize is one activity, owned by its organizer, whose copy alone carries time and people. Answers go both ways.",
      "A meeting that was made in the ERP comes to Outlook without guests. “Send invitations” shows who is mailed, and mails them. Guests are told that a meeting, or a single day of one, is off only after a click that names them.",
    ],
  },
  conflict: {
    title: "When both sides changed the same",
    text: [
      "Where the same field was changed on both sides, your rule in Setup decides: the newest change wins, one side wins, or you are asked. You are also asked where two changes are too close in time to tell which is newer. Only that field waits; all others are the same already.",
      "Under “Your decision” in the pane keep your value, keep the ERP’s, or write one for both: that is offered for subject, place, text, the time of a single appointment, show-as, importance, privacy and reminder. The time of a series and its single days, the activity type and your ERP’s own fields are kept from one side: they have rules that only Outlook’s and the ERP’s own forms know, so change them there afterwards.",
      "All that wait are listed on Home. The value that lost stays in the log.",
    ],
  },
  deletes: {
    title: "What deleting means",
    text: [
      "Setup decides what a deletion on one side does on the other: delete it there, mark it as cancelled in the ERP, keep it and stop syncing, or make it again. What was edited on the other side meanwhile is not deleted with it.",
      "The window of dates moves on by itself each Monday and reaches up to two weeks further than chosen, so that the days chosen are always inside. An appointment that leaves it is not deleted. Deleting your copy of somebody else’s meeting is declining it.",
      "Where unusually much would be deleted at once, or a side is suddenly empty, those deletions are held back until an administrator has agreed. Home shows them; everything else goes on.",
    ],
  },
  undo: {
    title: "Taking a change back",
    text: [
      "“Undo”, in the history of an appointment and in the log on Home, gives both sides back what they held before one change or before a whole run. It is shown first. What was edited since stays, and is named.",
      "Where both sides had changed something and you decided, undoing that gives each side its own value back, and you are asked again.",
      "An appointment that was deleted is made again on both sides. Where your ERP holds no series, days of one come back in Outlook as single appointments; you are told how many before you agree. An activity that was marked as cancelled becomes active again where your ERP can do that; where it cannot, it stays so and a new one is made, which you are told as well.",
      "That you stopped syncing an appointment and had its copy removed can be undone as well, as long as the appointment stands in Outlook unchanged: the copy is made again as it was, with its records. What the ERP kept with the old copy, and we do not know, does not come back.",
      "The newest 1,000 changes can be taken back, for 30 days or as long as your administrator decided. Those of private appointments cannot: nothing of them is kept. Guests hear of it only where you tick that.",
    ],
  },
  trial: {
    title: "Trying it before it is done",
    text: [
      "“Show what would happen” in Setup reads both sides and lists with reasons what the next run would do with the choices that you have just made. Nothing is written and nothing is saved.",
      "“Do this” does exactly what is shown. If anything changed meanwhile nothing is done, and you see what changed. Where several appointments look alike, tell which belong together; those left for later stay as they are.",
    ],
  },
  private: {
    title: "Private appointments",
    text: [
      "Setup decides what the ERP learns of what is private, personal or confidential: nothing; only when you are busy; or all of it, marked as private there. Your administrator may decide that it is less.",
      "Under “Leave out”, an appointment that becomes private later keeps only its time in the ERP, unless you switched it on yourself. Administrators see nothing of what a private appointment says.",
    ],
  },
  shared: {
    title: "Shared mailboxes and calendars",
    text: [
      "Setup also takes a team’s mailbox, or a colleague’s calendar that you may use. Its appointments go to the ERP under your name, and one person at a time synchronizes each. What is private there is left out.",
      "Giving it up leaves both copies as they are; somebody else can take it.",
    ],
  },
  marks: {
    title: "Categories in your calendar",
    text: [
      "Where you choose so in Setup, what is in the ERP carries the category “In ERP”. Take it off and that appointment is no longer synchronized; put it on and it is. “ERP: needs attention” stands where you have to look.",
    ],
  },
  stop: {
    title: "Pausing and switching off",
    text: [
      "A first or large sync can be paused on Home. The step in hand is finished, and it goes on where it stands as soon as you continue.",
      "Switching the calendar off in Setup leaves on both sides what is there; what you missed is caught up when it is on again. Signing out does not stop syncing: it goes on in the background.",
    ],
  },
  trouble: {
    title: "When something is wrong",
    text: [
      "The first line in the pane, and the state on Home, say what is in the way and who can do something about it. Where the ERP or Microsoft 365 does not answer, changes wait and are carried over when it is back.",
      "What could not be carried over is set aside on Home with its reason. It is tried again when it changes, or when you say so. “Full refresh” on Home compares everything once more.",
      "“About and details for support” in the menu has what your support needs, ready to be copied. It holds no passwords and no content.",
    ],
  },
};
