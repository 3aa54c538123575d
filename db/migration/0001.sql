-- Schema version 1. The review log is the truth; schedule and tally are derived from it and from
-- the cards, and `iq check --rebuild` can make them anew.

create table setting (
	name  text primary key,
	value text not null
) strict, without rowid;

-- Where cards came from. Numbered in the order of their first import, which is the order in which
-- new cards are shown.
create table source (
	id     integer primary key,
	name   text not null unique,
	-- What was last imported, so that an unchanged file is told without reading it again.
	digest     blob, -- SHA-256 of the bytes and of how they were read
	cards      integer not null default 0,
	duplicate  integer not null default 0, -- of the cards, those that another source has
	unanswered integer not null default 0,
	skipped    integer not null default 0
) strict;

create table card (
	id           integer primary key,
	uid          blob not null unique check (length(uid) = 16),
	deck         text not null check (deck <> ''),
	source       integer references source (id), -- null: written by hand
	position     integer not null default 0,     -- line in the source; cards that share one are siblings
	question     text not null check (question <> ''),
	answer       text not null,
	tags         text not null default '[]' check (json_valid(tags)),
	created_ms   integer not null,
	edited_ms    integer not null,
	status       text not null default 'active' check (status in ('active', 'suspended', 'gone', 'deleted')),
	buried_until integer, -- study day on which the card is shown again
	flagged      integer not null default 0 check (flagged in (0, 1)),
	key          integer not null, -- hash of the normalised question, to find equal cards
	reviewed     integer not null default 0 check (reviewed in (0, 1)) -- kept by triggers: has a schedule
) strict;

create index card_place on card (deck, source, position, id);
create index card_source on card (source, position, id);
create index card_key on card (key);
create index card_new on card (source, position, id) where status = 'active' and reviewed = 0;
create index card_new_in_deck on card (deck, source, position, id) where status = 'active' and reviewed = 0;
create index card_buried on card (buried_until) where buried_until is not null;

create table review (
	id         integer primary key,
	uid        blob not null unique check (length(uid) = 16), -- UUIDv7; its order is the log's order
	card       integer not null references card (id),
	at_ms      integer not null,
	offset_min integer not null,
	day        integer not null,
	grade      integer not null check (grade between 1 and 4),
	took_ms    integer not null check (took_ms >= 0),
	kind       text not null check (kind in ('scheduled', 'repeat', 'extra')),
	device     blob not null check (length(device) = 16),
	undone     integer not null default 0 check (undone in (0, 1))
) strict;

create index review_card on review (card, uid);
create index review_day on review (day);

create trigger review_is_never_deleted before delete on review begin
	select raise(abort, 'reviews are never deleted');
end;

create trigger review_changes_only_to_undone before update on review
when new.undone = 0 or old.id <> new.id or old.uid <> new.uid or old.card <> new.card
	or old.at_ms <> new.at_ms or old.offset_min <> new.offset_min or old.day <> new.day
	or old.grade <> new.grade or old.took_ms <> new.took_ms or old.kind <> new.kind or old.device <> new.device
begin
	select raise(abort, 'a review can only be marked as undone');
end;

create table schedule (
	card        integer primary key references card (id),
	due         integer not null,
	interval    integer not null,
	ease        integer not null,
	reps        integer not null,
	lapses      integer not null,
	stability   real not null,
	difficulty  real not null,
	last_day    integer not null,
	last_review integer not null references review (id),
	stage       text generated always as
		(case when interval < 6 then 'learning' when interval < 21 then 'young' else 'mature' end) virtual
) strict;

create index schedule_due on schedule (due, interval, card);

-- How many active cards a deck has at each stage and due day (0 for new ones). Counting cards one
-- by one would grow with the whole table; this grows with decks and days.
create table tally (
	due   integer not null,
	stage text not null,
	deck  text not null,
	n     integer not null,
	primary key (due, stage, deck)
) strict, without rowid;

create trigger card_is_counted after insert on card when new.status = 'active' begin
	insert into tally values (0, 'new', new.deck, 1) on conflict do update set n = n + 1;
end;

create trigger card_is_counted_anew after update of deck, status on card
when old.deck <> new.deck or old.status <> new.status
begin
	update tally set n = n - 1 where old.status = 'active' and deck = old.deck
		and stage = ifnull((select stage from schedule where card = old.id), 'new')
		and due = ifnull((select due from schedule where card = old.id), 0);
	delete from tally where n = 0 and deck = old.deck
		and stage = ifnull((select stage from schedule where card = old.id), 'new')
		and due = ifnull((select due from schedule where card = old.id), 0);
	insert into tally
		select ifnull((select due from schedule where card = new.id), 0),
			ifnull((select stage from schedule where card = new.id), 'new'), new.deck, 1
		where new.status = 'active'
		on conflict do update set n = n + 1;
end;

create trigger schedule_is_counted after insert on schedule begin
	update card set reviewed = 1 where id = new.card;
	update tally set n = n - 1 where stage = 'new' and due = 0
		and deck = (select deck from card where id = new.card and status = 'active');
	delete from tally where n = 0 and stage = 'new' and due = 0
		and deck = (select deck from card where id = new.card);
	insert into tally select new.due, new.stage, deck, 1 from card where id = new.card and status = 'active'
		on conflict do update set n = n + 1;
end;

create trigger schedule_is_counted_anew after update on schedule
when old.due <> new.due or old.interval <> new.interval
begin
	update tally set n = n - 1 where stage = old.stage and due = old.due
		and deck = (select deck from card where id = new.card and status = 'active');
	delete from tally where n = 0 and stage = old.stage and due = old.due
		and deck = (select deck from card where id = new.card);
	insert into tally select new.due, new.stage, deck, 1 from card where id = new.card and status = 'active'
		on conflict do update set n = n + 1;
end;

create trigger schedule_is_uncounted after delete on schedule begin
	update card set reviewed = 0 where id = old.card;
	update tally set n = n - 1 where stage = old.stage and due = old.due
		and deck = (select deck from card where id = old.card and status = 'active');
	delete from tally where n = 0 and stage = old.stage and due = old.due
		and deck = (select deck from card where id = old.card);
	insert into tally select 0, 'new', deck, 1 from card where id = old.card and status = 'active'
		on conflict do update set n = n + 1;
end;
