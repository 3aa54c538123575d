-- Schema version 2. The log learns what a session asks beyond the grade, and that a card can be
-- reset; cards can be edited without their source taking the edit back; their text can be searched.

-- A check of a column cannot be altered, so the log moves into a table of the new form. The caller
-- has turned foreign keys off; the ids stay, and with them every reference.
create table review_2 (
	id         integer primary key,
	uid        blob not null unique check (length(uid) = 16), -- UUIDv7; its order is the log's order
	card       integer not null references card (id),
	at_ms      integer not null,
	offset_min integer not null,
	day        integer not null,
	grade      integer not null check (grade between 1 and 4 or (kind = 'reset' and grade = 0)),
	took_ms    integer not null check (took_ms >= 0), -- from the question to the grade
	reveal_ms  integer not null default 0 check (reveal_ms >= 0), -- of these, to the answer
	kind       text not null check (kind in ('scheduled', 'repeat', 'extra', 'reset')),
	confidence integer check (confidence between 1 and 3), -- said before the answer: 1 no, 2 maybe, 3 sure
	points     text check (json_valid(points)), -- {"held": [key], "missed": [key]}, a key for each key point
	typed      text, -- the learner's answer in writing, where it is kept
	device     blob not null check (length(device) = 16),
	undone     integer not null default 0 check (undone in (0, 1))
) strict;

insert into review_2 (id, uid, card, at_ms, offset_min, day, grade, took_ms, kind, device, undone)
	select id, uid, card, at_ms, offset_min, day, grade, took_ms, kind, device, undone from review;
drop table review;
alter table review_2 rename to review;

create index review_card on review (card, uid);
create index review_day on review (day);
create index review_confidence on review (day) where confidence is not null;
create index review_points on review (day) where points is not null;

create trigger review_is_never_deleted before delete on review begin
	select raise(abort, 'reviews are never deleted');
end;

create trigger review_changes_only_to_undone before update on review
when new.undone = 0 or old.id <> new.id or old.uid <> new.uid or old.card <> new.card
	or old.at_ms <> new.at_ms or old.offset_min <> new.offset_min or old.day <> new.day
	or old.grade <> new.grade or old.took_ms <> new.took_ms or old.reveal_ms <> new.reveal_ms or old.kind <> new.kind
	or old.confidence is not new.confidence or old.points is not new.points or old.typed is not new.typed
	or old.device <> new.device
begin
	select raise(abort, 'a review can only be marked as undone');
end;

alter table card add column flag_note text not null default '';

-- What the source last gave, {"deck", "question", "answer", "tags"}, where the learner has changed
-- it since; null where the card is as its source has it. The next import tells by it what the
-- source has changed and what the learner.
alter table card add column given text check (json_valid(given));

create index card_flagged on card (deck, source, position, id) where flagged = 1;

-- Decks that were renamed: what a source calls given goes into deck.
create table source_deck (
	source integer not null references source (id),
	given  text not null,
	deck   text not null check (deck <> ''),
	primary key (source, given)
) strict, without rowid;

-- The words of the cards, without the text. It is brought up to date by the next search: with the
-- cards above its last and with those in unindexed. An import need not wait for it.
create virtual table card_words using fts5 (
	question, answer, tags, content = '', contentless_delete = 1, tokenize = "porter unicode61 remove_diacritics 2"
);

create table unindexed (card integer primary key references card (id)) strict;

create trigger card_is_indexed_anew after update of question, answer, tags on card
when old.question <> new.question or old.answer <> new.answer or old.tags <> new.tags
begin
	insert or ignore into unindexed values (new.id);
end;
