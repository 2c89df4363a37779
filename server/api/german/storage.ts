/** What the store says to whoever looks after the server. */
export const ofStorage: Readonly<Record<string, string>> = {
  "{0} belongs to {1}, not to {2}. Put it back where it came from.":
    "{0} gehört zu {1}, nicht zu {2}. Legen Sie es dorthin zurück, wo es herkam.",
  "{0} could not be flushed. Check the disk, then restart the server.":
    "{0} ließ sich nicht auf die Platte schreiben. Prüfen Sie die Platte, und starten Sie dann den Server neu.",
  "{0} could not be put in its place ({1}). Check the disk, then restart the server: that finishes it.":
    "{0} ließ sich nicht an seinen Platz bringen ({1}). Prüfen Sie die Platte, und starten Sie dann den Server neu: Das bringt es zu Ende.",
  "{0} is being taken over by another process. If there is none, delete {1}.":
    "{0} wird gerade von einem anderen Prozess übernommen. Gibt es keinen, löschen Sie {1}.",
  "{0} is damaged after commit {1}, and commits that were acknowledged cannot be read. Nothing was changed. Restore this folder, or this mailbox, from a backup.":
    "{0} ist nach der Änderung {1} beschädigt, und bestätigte Änderungen sind nicht lesbar. Geändert wurde nichts. Stellen Sie diesen Ordner oder dieses Postfach aus einer Sicherung wieder her.",
  "{0} is damaged in its first line, and commits that were acknowledged cannot be read. Nothing was changed. Restore this folder, or this mailbox, from a backup.":
    "{0} ist in der ersten Zeile beschädigt, und bestätigte Änderungen sind nicht lesbar. Geändert wurde nichts. Stellen Sie diesen Ordner oder dieses Postfach aus einer Sicherung wieder her.",
  "{0} is damaged in its first line. Nothing was changed. Restore the folder it is in from a backup.":
    "{0} ist in der ersten Zeile beschädigt. Geändert wurde nichts. Stellen Sie den Ordner, in dem es liegt, aus einer Sicherung wieder her.",
  "{0} is damaged: {1}, and nothing beside it leads to the last commit. Nothing was changed. Restore this folder from a backup.":
    "{0} ist beschädigt: {1}, und nichts daneben führt zur letzten Änderung. Geändert wurde nichts. Stellen Sie diesen Ordner aus einer Sicherung wieder her.",
  "{0} is in format {1} and this version of Sync to ERP reads format {2}. It was written by a newer version: install that one again.":
    "{0} hat das Format {1}, und diese Version von Sync to ERP liest das Format {2}. Eine neuere Version hat es geschrieben: Installieren Sie diese wieder.",
  '{0} does not open with the key "{1}" of TOKEN_KEYS: it is not the key that sealed it, or the file was altered. Nothing was changed. Put the right key back and restart, or restore this mailbox from a backup.':
    "{0} lässt sich mit dem Schlüssel „{1}“ aus TOKEN_KEYS nicht öffnen: Er ist nicht der, der versiegelt hat, oder die Datei wurde verändert. Geändert wurde nichts. Setzen Sie den richtigen Schlüssel wieder ein und starten Sie neu, oder stellen Sie dieses Postfach aus einer Sicherung wieder her.",
  '{0} is sealed with the key "{1}", and no TOKEN_KEYS were given. Nothing was changed. Start this with the server\'s environment.':
    "{0} ist mit dem Schlüssel „{1}“ versiegelt, und TOKEN_KEYS wurden nicht angegeben. Geändert wurde nichts. Starten Sie dies mit der Umgebung des Servers.",
  '{0} is sealed with the key "{1}", which TOKEN_KEYS lacks. Nothing was changed. Add that key behind the others, and restart.':
    "{0} ist mit dem Schlüssel „{1}“ versiegelt, der in TOKEN_KEYS fehlt. Geändert wurde nichts. Setzen Sie ihn hinter die anderen, und starten Sie neu.",
  '{0} is in use by process {1} on {2} ("{3}", since {4}). Stop that one, or give this one a folder of its own. If it is gone for good, delete {5}.':
    "{0} verwendet Prozess {1} auf {2} („{3}“, seit {4}). Beenden Sie ihn, oder geben Sie diesem einen eigenen Ordner. Gibt es ihn nicht mehr, löschen Sie {5}.",
  "{0} is in use by process {1} on {2} (since {3}). Stop that one, or give this one a folder of its own. If it is gone for good, delete {4}.":
    "{0} verwendet Prozess {1} auf {2} (seit {3}). Beenden Sie ihn, oder geben Sie diesem einen eigenen Ordner. Gibt es ihn nicht mehr, löschen Sie {4}.",
  "{0} was taken by another process just now.":
    "{0} hat gerade eben ein anderer Prozess übernommen.",
  "{0}. Nothing beside it leads to the last commit, and nothing was changed. Restore this folder, or this mailbox, from a backup.":
    "{0}. Nichts daneben führt zur letzten Änderung, und geändert wurde nichts. Stellen Sie diesen Ordner oder dieses Postfach aus einer Sicherung wieder her.",
  "Nothing was written to {0}: the disk is full or read-only ({1}). Make room, or let the server write there; it goes on by itself.":
    "Nach {0} wurde nichts geschrieben: Die Platte ist voll oder schreibgeschützt ({1}). Schaffen Sie Platz, oder lassen Sie den Server dort schreiben; dann geht es von selbst weiter.",
  "Run {0} was overtaken by run {1}.": "Lauf {0} wurde von Lauf {1} überholt.",
  "The store is closed.": "Der Speicher ist geschlossen.",
  "Writing {0} failed ({1}). Check the disk, then restart the server.":
    "{0} ließ sich nicht schreiben ({1}). Prüfen Sie die Platte, und starten Sie dann den Server neu.",
};
