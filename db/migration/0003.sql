-- Schema version 3. Databases can be merged: reviews by their uids, of each card the newest text and
-- the newest marks.

-- When status, burying or flag were last set (UTC Unix milliseconds), as edited_ms is for the text.
-- Either always grows with a change, also when the clock was set back.
alter table card add column marked_ms integer not null default 0;

alter table source_deck add column renamed_ms integer not null default 0;

-- Reviews that were merged before the card that they are of: each as its line, until the card comes.
create table awaited (
	uid  blob primary key check (length(uid) = 16),
	card blob not null check (length(card) = 16),
	line text not null check (json_valid(line))
) strict, without rowid;

create index awaited_card on awaited (card);
