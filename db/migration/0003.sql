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

-- The log knows with which answer a card got the leeches' tag, so that taking that answer back takes
-- off this tag and no other.
alter table review add column leech integer not null default 0;

drop trigger review_changes_only_to_undone;

create trigger review_changes_only_to_undone before update on review
when new.undone = 0 or old.id <> new.id or old.uid <> new.uid or old.card <> new.card
	or old.at_ms <> new.at_ms or old.offset_min <> new.offset_min or old.day <> new.day
	or old.grade <> new.grade or old.took_ms <> new.took_ms or old.reveal_ms <> new.reveal_ms or old.kind <> new.kind
	or old.confidence is not new.confidence or old.points is not new.points or old.typed is not new.typed
	or old.device <> new.device or old.leech <> new.leech
begin
	select raise(abort, 'a review can only be marked as undone');
end;
