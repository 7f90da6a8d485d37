"""Messages about the journal and the computer in words; a part of the one catalogue in `message_catalogue`."""

from benchapp.domain.codes import MessageCode
from benchapp.domain.messages import Message

M = Message

JOURNAL_TEXTS: dict[MessageCode, str] = {
    M.JOURNAL_NEWER: "{file} was written by a newer version of this program. Install that one; nothing was changed.",
    M.JOURNAL_UNKNOWN_KIND: "The journal contains entries of a newer version ({kind}), and without them doses could "
    "be wrong, so it is open for reading only. Install the newest version of Bench Companion on this computer: it goes "
    "on with this journal. Nothing is lost, and it can still be copied and exported.",
    M.JOURNAL_DAMAGED: "The journal {kind} is damaged: {reason}. Nothing was changed; restore a backup of the file.",
    M.JOURNAL_EDITED: "Entry {sequence} of the journal was changed after it was written.",
    M.JOURNAL_INSERTED: "Entry {sequence} of the journal was put in afterwards.",
    M.JOURNAL_REORDERED: "Entry {sequence} of the journal is not in its place.",
    M.JOURNAL_NOT_READ: "Entry {sequence} of another computer cannot be read by this version of the program. It is "
    "kept and passed on.",
    M.JOURNAL_NUMBER: "Entry {sequence} of the journal has a number that no entry can have at its place.",
    M.JOURNAL_CUT: "Entry {sequence} of the journal is missing.",
    M.JOURNAL_END_UNKNOWN: "The file anchors.json, which shows whether a journal was cut short, could not be read. "
    "It cannot be checked whether the last entries are all there.",
    M.WORDS_NEEDED: "Write in a few words what happened: it is recorded in the journal.",
    M.JOURNAL_SNAPSHOT_DIFFERS: "A saved copy of the state did not fit the journal and was discarded. Start again.",
    M.JOURNAL_RESCUED: "The journal was damaged ({reason}). It is kept as {file}. The backup {backup} with "
    "{entries:entries} was opened instead; later ones read from the damaged file: {salvaged:entries}. Check the last "
    "days on the Journal page.",
    M.JOURNAL_RESCUED_APART: "The journal was damaged ({reason}). It is kept as {file}. The backup {backup} with "
    "{entries:entries} was opened instead; later ones read from the damaged file: {salvaged:entries}. In the place of "
    "{apart:entries} of the damaged file the backup has others; the former are in {file} only. Check the last days on "
    "the Journal page.",
    M.JOURNAL_SALVAGED: "The journal was damaged ({reason}). It is kept as {file}. There was no backup; "
    "{salvaged:entries} could be read from it. Check the last days on the Journal page.",
    M.JOURNAL_LOST: "The journal could not be read ({reason}). It is kept as {file}. There was no backup, so a new one "
    "begins. If you have a copy of the old one, restore it on the Journal page.",
    M.JOURNAL_NOT_THERE: "The journal {file} was not there. The newest backup {backup} with {entries:entries} was "
    "opened instead; later entries that it lacks: {missing}. If you find the file, close this program and put it "
    "back in its place.",
    M.JOURNAL_NOT_THERE_LOST: "The journal {file} with {missing:entries} was not there, and there was no "
    "backup, so a new one begins. If you find the file, close this program and put it back in its place.",
    M.JOURNAL_YEARS_LACKING: "The file {file} with the entries of years that are over is missing or damaged, so "
    "nothing new can be saved; what can be read without it is shown. Put this file back from a copy of the data "
    "folder, then start again.",
    M.JOURNAL_GONE: "The journal {file} was deleted or moved while it was open, so nothing new can be saved. What it "
    "held is still here: write it back.",
    M.JOURNAL_REPLACED: "The journal {file} was replaced by another file, so nothing new can be saved. Start "
    "again to open that file.",
    M.JOURNAL_HELD: "The journal as it was until then, to its last entry, is kept as the backup {backup}. To have it "
    "back, start again and restore that backup on the Journal page.",
    M.HELD_NOT_WHOLE: "Of the journal {file} as it was until then, not every entry could be kept. Those written last "
    "are in {rest} beside it, the others in the backups on the Journal page.",
    M.BACKUP_BAD: "{file} is not a complete journal: entry {sequence} does not fit. Choose another backup.",
    M.BACKUPS_IS_FILE: "{file} is a file, where the folder of the backups is expected. Give it another name; the next "
    "backup makes the folder.",
    M.BACKUP_FAILED: "The backup could not be written to {file}: {reason}. Check the folder and its drive, then try "
    "again.",
    M.BACKUP_NO_ROOM: "There is no room left for the backup in {file}. Free some space there, then try again.",
    M.BACKUP_OF_FAULTY: "The journal {file} has a fault, so its copy is not kept as a backup; the earlier backups "
    "stay. The check on the Journal page says what is wrong.",
    M.STOPPED: "Stopped. Nothing was changed.",
    M.FOLDER_SYNCHRONISED: "The data folder {file} is synchronised by {service}, which may replace the journal while "
    "it is in use. Move it to a folder of this computer, and synchronise the backups instead.",
    M.FOLDER_ON_NETWORK: "The data folder {file} is on a network drive ({service}), where a lost connection can damage "
    "the journal. Move it to a folder of this computer.",
    M.FOLDER_GONE: "The data folder {file} is gone, so nothing can be saved. Plug the drive in again, or export the "
    "journal. Running timers still ring.",
    M.NOT_SAVED: "Not saved: {reason}. What you typed is kept; make room or check the folder, then try again.",
    M.NOT_SAVED_IN_USE: "Not saved: {file} is held by another program, such as a backup or a virus scanner. What you "
    "typed is kept; try again in a moment.",
    M.SETTING_FOR_NOW: "This holds until the program ends: the settings cannot be saved in {file} ({reason}).",
    M.SETTING_NOT_KEPT: "Nothing was changed: the settings cannot be saved in {file} ({reason}).",
    M.READ_ONLY: "{file} can only be read here, so nothing new can be saved. Move the folder where you may write.",
    M.READ_ONLY_OF_ANOTHER: "{file} belongs to {owner}, and you may read it but not write to it: everything can be "
    "looked at, nothing new can be saved. Ask {owner} to share the folder for writing, or use a data folder of your "
    "own.",
    M.READ_ONLY_DRIVE: "{file} is on a drive that can only be read: everything can be looked at, nothing new can be "
    "saved. Copy the folder to a drive that you may write to.",
    M.FILE_OF_ANOTHER: "{file} belongs to {owner}, and you may not read it. Nothing was changed. Ask {owner} to share "
    "the folder with you, or use a data folder of your own.",
    M.FILE_FORBIDDEN: "{file} may not be read by you: its permissions do not allow it. It is not damaged, and nothing "
    "was changed. Allow reading and writing in the properties of the file, then try again.",
    M.FILE_IS_FOLDER: "{file} is a folder, where a file is expected. Nothing was changed. Give that folder another "
    "name, then try again.",
    M.FILE_IN_USE: "{file} is held by another program, such as a backup or a virus scanner, or by this program on "
    "another computer. Nothing was changed. Try again in a moment.",
    M.CANNOT_BE_READ: "{file} cannot be read: {reason}. Nothing was changed. Check the drive and the connection to "
    "it, then try again.",
    M.WRITE_UNFINISHED: "The last write to {file} was cut off and has to be undone before it can be read, but you may "
    "not write there. Let {owner} open it once, or copy the whole folder to where you may write.",
    M.FOLDER_OF_ANOTHER: "The folder {file} belongs to {owner}, and you may not open it. Nothing was changed. Ask "
    "{owner} to share it with you, or use a data folder of your own.",
    M.FOLDER_FORBIDDEN: "The folder {file} may not be opened by you: its permissions do not allow it. Nothing was "
    "changed. Allow it in the properties of the folder, then try again.",
    M.FOLDER_IS_FILE: "{file} is a file, where the data folder is expected. Choose another folder, or give that file "
    "another name.",
    M.FOLDER_NAME_UNREADABLE: "The name of the data folder {file} contains characters that are not UTF-8, so its files "
    "cannot be opened safely. Give the folder another name, then start again.",
    M.FOLDER_UNUSABLE: "The data folder {file} cannot be used: {reason}. Check the drive, or choose another folder.",
    M.JOURNAL_NOT_MENDED: "The journal {file} is damaged ({damage}), and it could not be repaired: {reason}. "
    "Nothing was changed. Make room, or copy the folder to where you may write, then try again.",
    M.LAB_THERE: "{folder} is the folder of a lab already. Join that lab, or choose an empty folder.",
    M.LAB_NOT_HERE: "{folder} is not the folder of a lab: it has no file lab.json. If it is on a drive or a share, "
    "connect that first. Nothing was changed.",
    M.LAB_DAMAGED: "{file} is damaged: {reason}. Copy this file from another computer of the lab.",
    M.LAB_NEWER: "The lab in {folder} uses a newer version of Bench Companion. Install that version on this computer; "
    "until then nothing is exchanged, and nothing is lost.",
    M.LAB_OTHER: "{folder} is now the folder of another lab, “{name}”. Nothing is exchanged with it: connect the right "
    "drive, or leave the lab and join the other one.",
    M.LAB_AWAY: "The folder of the lab {folder} cannot be used at the moment: {reason}. Everything is saved on this "
    "computer, and is exchanged when the folder is there again.",
    M.SEGMENT_CUT: "{file} is not complete yet. It is read again when the rest of it has arrived.",
    M.SEGMENT_UNREADABLE: "{file} cannot be read: it is damaged, or not complete yet. It is tried again.",
    M.SEGMENT_NEWER: "{file} was written by a newer version of Bench Companion. Install that version on this computer.",
    M.SEGMENT_MISNAMED: "{file} was renamed or damaged: it contains other entries than its name "
    "says. It stays where it is, and nothing of it was used.",
    M.SEGMENT_TOO_LARGE: "{file} is larger than any file of this program, and was not used.",
    M.SEGMENT_CHANGED: "Entry {entry} in {file} is not as it was written, and nothing of this file was used.",
    M.SEGMENT_NOT_READ: "{file} cannot be opened at the moment. It is tried again; where a service such as OneDrive "
    "holds the folder, choose “always keep on this device”.",
    M.ENTRY_TWICE: "Two different entries of the lab have the same id, and the later one was not used.",
    M.NEEDED_BY_LATER: "A later entry depends on this one. Undo that one first, or correct this one on the Solutions "
    "page.",
    M.NOTHING_TO_UNDO: "There is nothing to undo.",
    M.UNDO_CLOSED: "This was recorded in a year that is closed, and cannot be undone. Add a note or a correction "
    "instead.",
    M.UNDO_BEFORE_LAB: "This was recorded before this computer joined the lab. Undo goes no further back; "
    "correct it instead.",
    M.UNDO_ELSEWHERE: "This was recorded on another computer. Undo it there.",
    # running
    M.ZONE_UNKNOWN: "The time zone of this computer is not known; times are shown at UTC{offset}, as its clock is set "
    "today. Set the time zone in the settings of the system, or a time after the next change of clocks is an hour off.",
    M.ALREADY_RUNNING: "Bench Companion is running already with this data folder; its window comes forward.",
    M.RUNNING_IN_OTHER_SESSION: "Bench Companion is running already with the data folder {file}, in another session "
    "on this computer (user {owner}), so its window is not on this screen. Close it there first, or use a data folder "
    "of your own.",
    M.RUNNING_UNANSWERED: "The data folder {file} is in use by a program on this computer that does not answer "
    "(process {pid}). Wait a moment and try again; if it hangs, end it first.",
    M.RUNNING_UNNAMED: "The data folder {file} is in use by a program on this computer that does not answer and whose "
    "lock file does not name it. Wait a moment and try again; if it hangs, end it first.",
    M.LOCKED_ELSEWHERE: "The data folder is in use on {host}. Close the program there first.",
    M.CLOCK_CHANGED: "The clock of this computer was set by {by_s:signed_span}. Running timers did not follow it; "
    "check the time shown.",
    M.NO_DISPLAY: "There is no display here, so pictures of every page were made instead: {folder}",
    M.WORK_FAILED: "{what:term} failed because of a fault in the program. Everything that was confirmed is saved. "
    "A report was written to {file}; please give it to whoever looks after the program.",
    M.WORK_FAILED_UNWRITTEN: "{what:term} failed because of a fault in the program ({fault}), and no report of it "
    "could be written to a file. Everything that was confirmed is saved. Please tell whoever looks after the program.",
    M.NO_MEMORY: "{what:term} failed: this computer has too little free memory for it. Close other programs, or take "
    "less at once, then try again.",
}
