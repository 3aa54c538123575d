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

-- The reviews of past study days that retention is of, by deck. They are made when they are first
-- asked for, and count as long as their day is known.
create table day_recall (
	day      integer not null,
	deck     text not null,
	reviews  integer not null,
	recalled integer not null,
	primary key (day, deck)
) strict, without rowid;

create table day_known (day integer primary key) strict;

-- What a day is made of: its reviews, whether each was the first answer to its card, and the cards'
-- decks. A review that comes before others of its card may make them the first, or no longer.
create trigger review_changes_its_day after insert on review begin
	delete from day_known where day = new.day or day in (select day from review where card = new.card and uid > new.uid);
end;

create trigger undone_review_changes_its_day after update on review begin
	delete from day_known where day = new.day or day in (select day from review where card = new.card and uid > new.uid);
end;

create trigger card_changes_its_days after update of deck on card when old.deck <> new.deck begin
	delete from day_known where day in (select day from review where card = new.id);
end;
