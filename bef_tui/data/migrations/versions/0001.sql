CREATE TABLE audit_answer (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	item VARCHAR NOT NULL, 
	ticked BOOLEAN NOT NULL, 
	"on" DATE NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT "audit_answer.item text" CHECK (typeof("item") = 'text' AND length("item") <= 1000000 AND instr("item", char(0)) = 0), 
	CONSTRAINT "audit_answer.ticked yesno" CHECK (typeof("ticked") = 'integer' AND "ticked" IN (0, 1)), 
	CONSTRAINT "audit_answer.on day" CHECK (typeof("on") = 'text' AND date("on", '+0 days') IS "on"), 
	CONSTRAINT "audit_answer.at instant" CHECK (typeof("at") = 'text' AND length(CAST("at" AS BLOB)) = 26 AND datetime(substr("at", 1, 19), '+0 seconds') IS substr("at", 1, 19) AND substr("at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')
);

CREATE INDEX ix_audit_answer ON audit_answer (item, "on");

CREATE TABLE audit_item (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	item VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	UNIQUE (item), 
	CONSTRAINT "audit_item.item text" CHECK (typeof("item") = 'text' AND length("item") <= 1000000 AND instr("item", char(0)) = 0), 
	CONSTRAINT "audit_item.text text" CHECK (typeof("text") = 'text' AND length("text") <= 1000000 AND instr("text", char(0)) = 0)
);

CREATE TABLE busy_time (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	title VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	source_id VARCHAR, 
	CONSTRAINT "busy_time.starts_at instant" CHECK (typeof("starts_at") = 'text' AND length(CAST("starts_at" AS BLOB)) = 26 AND datetime(substr("starts_at", 1, 19), '+0 seconds') IS substr("starts_at", 1, 19) AND substr("starts_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'), 
	CONSTRAINT "busy_time.ends_at instant" CHECK (typeof("ends_at") = 'text' AND length(CAST("ends_at" AS BLOB)) = 26 AND datetime(substr("ends_at", 1, 19), '+0 seconds') IS substr("ends_at", 1, 19) AND substr("ends_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'), 
	CONSTRAINT "busy_time.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "busy_time.source text" CHECK (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0), 
	CONSTRAINT "busy_time.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0))
);

CREATE INDEX ix_busy_time ON busy_time (starts_at);

CREATE UNIQUE INDEX ux_busy_time_source ON busy_time (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE company (
	name VARCHAR NOT NULL, 
	vision VARCHAR NOT NULL, 
	why VARCHAR NOT NULL, 
	zone VARCHAR NOT NULL, 
	first_weekday INTEGER NOT NULL, 
	currency VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	started_on DATE, 
	CONSTRAINT "company.name text" CHECK (typeof("name") = 'text' AND length("name") <= 1000000 AND instr("name", char(0)) = 0), 
	CONSTRAINT "company.vision text" CHECK (typeof("vision") = 'text' AND length("vision") <= 1000000 AND instr("vision", char(0)) = 0), 
	CONSTRAINT "company.why text" CHECK (typeof("why") = 'text' AND length("why") <= 1000000 AND instr("why", char(0)) = 0), 
	CONSTRAINT "company.zone text" CHECK (typeof("zone") = 'text' AND length("zone") <= 1000000 AND instr("zone", char(0)) = 0), 
	CONSTRAINT "company.first_weekday whole" CHECK (typeof("first_weekday") = 'integer'), 
	CONSTRAINT "company.currency text" CHECK (typeof("currency") = 'text' AND length("currency") <= 1000000 AND instr("currency", char(0)) = 0), 
	CONSTRAINT "company.started_on day" CHECK ("started_on" IS NULL OR (typeof("started_on") = 'text' AND date("started_on", '+0 days') IS "started_on"))
);

CREATE TABLE current_txn (
	id INTEGER NOT NULL, 
	txn_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT "current_txn.txn_id whole" CHECK ("txn_id" IS NULL OR (typeof("txn_id") = 'integer'))
);

CREATE TABLE draft (
	"key" VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY ("key"), 
	CONSTRAINT "draft.key text" CHECK (typeof("key") = 'text' AND length("key") <= 1000000 AND instr("key", char(0)) = 0), 
	CONSTRAINT "draft.text text" CHECK (typeof("text") = 'text' AND length("text") <= 1000000 AND instr("text", char(0)) = 0), 
	CONSTRAINT "draft.at instant" CHECK (typeof("at") = 'text' AND length(CAST("at" AS BLOB)) = 26 AND datetime(substr("at", 1, 19), '+0 seconds') IS substr("at", 1, 19) AND substr("at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')
);

CREATE TABLE firing (
	id INTEGER NOT NULL, 
	rule_id INTEGER NOT NULL, 
	occurrence VARCHAR NOT NULL, 
	fired_at DATETIME NOT NULL, 
	state VARCHAR NOT NULL, 
	attempts INTEGER NOT NULL, 
	error VARCHAR NOT NULL, 
	depth INTEGER NOT NULL, 
	made_table VARCHAR, 
	made_id INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT "firing.rule_id whole" CHECK (typeof("rule_id") = 'integer'), 
	CONSTRAINT "firing.occurrence text" CHECK (typeof("occurrence") = 'text' AND length("occurrence") <= 1000000 AND instr("occurrence", char(0)) = 0), 
	CONSTRAINT "firing.fired_at instant" CHECK (typeof("fired_at") = 'text' AND length(CAST("fired_at" AS BLOB)) = 26 AND datetime(substr("fired_at", 1, 19), '+0 seconds') IS substr("fired_at", 1, 19) AND substr("fired_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'), 
	CONSTRAINT "firing.state word" CHECK ("state" IN ('done', 'failed', 'skipped')), 
	CONSTRAINT "firing.attempts whole" CHECK (typeof("attempts") = 'integer'), 
	CONSTRAINT "firing.error text" CHECK (typeof("error") = 'text' AND length("error") <= 1000000 AND instr("error", char(0)) = 0), 
	CONSTRAINT "firing.depth whole" CHECK (typeof("depth") = 'integer'), 
	CONSTRAINT "firing.made_table text" CHECK ("made_table" IS NULL OR (typeof("made_table") = 'text' AND length("made_table") <= 1000000 AND instr("made_table", char(0)) = 0)), 
	CONSTRAINT "firing.made_id whole" CHECK ("made_id" IS NULL OR (typeof("made_id") = 'integer'))
);

CREATE INDEX ix_firing_failed ON firing (state) WHERE state = 'failed';

CREATE INDEX ix_firing_made ON firing (made_table, made_id);

CREATE UNIQUE INDEX ux_firing ON firing (rule_id, occurrence);

CREATE TABLE judgement (
	id INTEGER NOT NULL, 
	txn_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	body VARCHAR NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT "judgement.txn_id whole" CHECK (typeof("txn_id") = 'integer'), 
	CONSTRAINT "judgement.day day" CHECK (typeof("day") = 'text' AND date("day", '+0 days') IS "day"), 
	CONSTRAINT "judgement.body text" CHECK (typeof("body") = 'text' AND length("body") <= 1000000 AND instr("body", char(0)) = 0)
);

CREATE TABLE person (
	email VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	founder BOOLEAN NOT NULL, 
	active BOOLEAN NOT NULL, 
	UNIQUE (name), 
	CONSTRAINT "person.email text" CHECK (typeof("email") = 'text' AND length("email") <= 1000000 AND instr("email", char(0)) = 0), 
	CONSTRAINT "person.name text" CHECK (typeof("name") = 'text' AND length("name") <= 1000000 AND instr("name", char(0)) = 0), 
	CONSTRAINT "person.founder yesno" CHECK (typeof("founder") = 'integer' AND "founder" IN (0, 1)), 
	CONSTRAINT "person.active yesno" CHECK (typeof("active") = 'integer' AND "active" IN (0, 1))
);

CREATE TABLE pipeline_stage (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	respond_hours INTEGER NOT NULL, 
	UNIQUE (name), 
	CONSTRAINT "pipeline_stage.name text" CHECK (typeof("name") = 'text' AND length("name") <= 1000000 AND instr("name", char(0)) = 0), 
	CONSTRAINT "pipeline_stage.position whole" CHECK (typeof("position") = 'integer'), 
	CONSTRAINT "pipeline_stage.kind word" CHECK ("kind" IN ('open', 'won', 'lost')), 
	CONSTRAINT "pipeline_stage.respond_hours whole" CHECK (typeof("respond_hours") = 'integer'), 
	CONSTRAINT "pipeline_stage.respond_hours range" CHECK ("respond_hours" >= 1)
);

CREATE TABLE review (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	week VARCHAR NOT NULL, 
	mode VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	started_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	closed_on DATE, 
	late BOOLEAN NOT NULL, 
	active_seconds INTEGER NOT NULL, 
	rating INTEGER, 
	numbers VARCHAR NOT NULL, 
	report VARCHAR NOT NULL, 
	shared_on DATE, 
	CONSTRAINT "review.week text" CHECK (typeof("week") = 'text' AND length("week") <= 1000000 AND instr("week", char(0)) = 0), 
	CONSTRAINT "review.mode word" CHECK ("mode" IN ('full', 'express', 'monthly', 'quarterly')), 
	CONSTRAINT "review.state word" CHECK ("state" IN ('open', 'closed')), 
	CONSTRAINT "review.step text" CHECK (typeof("step") = 'text' AND length("step") <= 1000000 AND instr("step", char(0)) = 0), 
	CONSTRAINT "review.started_at instant" CHECK (typeof("started_at") = 'text' AND length(CAST("started_at" AS BLOB)) = 26 AND datetime(substr("started_at", 1, 19), '+0 seconds') IS substr("started_at", 1, 19) AND substr("started_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'), 
	CONSTRAINT "review.closed_at instant" CHECK ("closed_at" IS NULL OR (typeof("closed_at") = 'text' AND length(CAST("closed_at" AS BLOB)) = 26 AND datetime(substr("closed_at", 1, 19), '+0 seconds') IS substr("closed_at", 1, 19) AND substr("closed_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')), 
	CONSTRAINT "review.closed_on day" CHECK ("closed_on" IS NULL OR (typeof("closed_on") = 'text' AND date("closed_on", '+0 days') IS "closed_on")), 
	CONSTRAINT "review.late yesno" CHECK (typeof("late") = 'integer' AND "late" IN (0, 1)), 
	CONSTRAINT "review.active_seconds whole" CHECK (typeof("active_seconds") = 'integer'), 
	CONSTRAINT "review.active_seconds range" CHECK ("active_seconds" >= 0), 
	CONSTRAINT "review.rating whole" CHECK ("rating" IS NULL OR (typeof("rating") = 'integer')), 
	CONSTRAINT "review.rating range" CHECK ("rating" IS NULL OR ("rating" >= 1 AND "rating" <= 10)), 
	CONSTRAINT "review.numbers text" CHECK (typeof("numbers") = 'text' AND length("numbers") <= 1000000 AND instr("numbers", char(0)) = 0), 
	CONSTRAINT "review.report text" CHECK (typeof("report") = 'text' AND length("report") <= 1000000 AND instr("report", char(0)) = 0), 
	CONSTRAINT "review.shared_on day" CHECK ("shared_on" IS NULL OR (typeof("shared_on") = 'text' AND date("shared_on", '+0 days') IS "shared_on"))
);

CREATE INDEX ix_review_closed ON review (state, week);

CREATE UNIQUE INDEX ux_review ON review (week, mode);

CREATE TABLE self_rating (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	category VARCHAR NOT NULL, 
	value INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	at DATETIME NOT NULL, 
	CONSTRAINT "self_rating.category word" CHECK ("category" IN ('clarity', 'communication', 'accountability', 'systems', 'measurement')), 
	CONSTRAINT "self_rating.value whole" CHECK (typeof("value") = 'integer'), 
	CONSTRAINT "self_rating.value range" CHECK ("value" >= 1 AND "value" <= 5), 
	CONSTRAINT "self_rating.on day" CHECK (typeof("on") = 'text' AND date("on", '+0 days') IS "on"), 
	CONSTRAINT "self_rating.at instant" CHECK (typeof("at") = 'text' AND length(CAST("at" AS BLOB)) = 26 AND datetime(substr("at", 1, 19), '+0 seconds') IS substr("at", 1, 19) AND substr("at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')
);

CREATE INDEX ix_self_rating ON self_rating (category, "on");

CREATE TABLE sequence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	active BOOLEAN NOT NULL, 
	UNIQUE (name), 
	CONSTRAINT "sequence.name text" CHECK (typeof("name") = 'text' AND length("name") <= 1000000 AND instr("name", char(0)) = 0), 
	CONSTRAINT "sequence.active yesno" CHECK (typeof("active") = 'integer' AND "active" IN (0, 1))
);

CREATE TABLE task_repeat (
	title_key VARCHAR NOT NULL, 
	third_last_done DATE NOT NULL, 
	PRIMARY KEY (title_key), 
	CONSTRAINT "task_repeat.title_key text" CHECK (typeof("title_key") = 'text' AND length("title_key") <= 1000000 AND instr("title_key", char(0)) = 0), 
	CONSTRAINT "task_repeat.third_last_done day" CHECK (typeof("third_last_done") = 'text' AND date("third_last_done", '+0 days') IS "third_last_done")
);

CREATE INDEX ix_task_repeat_third_last_done ON task_repeat (third_last_done);

CREATE TABLE tick (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT "tick.at instant" CHECK (typeof("at") = 'text' AND length(CAST("at" AS BLOB)) = 26 AND datetime(substr("at", 1, 19), '+0 seconds') IS substr("at", 1, 19) AND substr("at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')
);

CREATE TABLE txn (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	who VARCHAR NOT NULL, 
	session VARCHAR NOT NULL, 
	label VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	"of" INTEGER, 
	PRIMARY KEY (id), 
	FOREIGN KEY("of") REFERENCES txn (id), 
	CONSTRAINT "txn.at instant" CHECK (typeof("at") = 'text' AND length(CAST("at" AS BLOB)) = 26 AND datetime(substr("at", 1, 19), '+0 seconds') IS substr("at", 1, 19) AND substr("at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'), 
	CONSTRAINT "txn.who text" CHECK (typeof("who") = 'text' AND length("who") <= 1000000 AND instr("who", char(0)) = 0), 
	CONSTRAINT "txn.session text" CHECK (typeof("session") = 'text' AND length("session") <= 1000000 AND instr("session", char(0)) = 0), 
	CONSTRAINT "txn.label text" CHECK (typeof("label") = 'text' AND length("label") <= 1000000 AND instr("label", char(0)) = 0), 
	CONSTRAINT "txn.kind word" CHECK ("kind" IN ('do', 'undo', 'redo')), 
	CONSTRAINT "txn.of whole" CHECK ("of" IS NULL OR (typeof("of") = 'integer'))
);

CREATE INDEX ix_txn_of ON txn ("of");

CREATE INDEX ix_txn_session ON txn (session);

CREATE INDEX ix_txn_who ON txn (who);

CREATE TABLE change (
	id INTEGER NOT NULL, 
	txn_id INTEGER, 
	table_name VARCHAR NOT NULL, 
	row_id INTEGER NOT NULL, 
	op VARCHAR NOT NULL, 
	old VARCHAR, 
	new VARCHAR, 
	PRIMARY KEY (id), 
	FOREIGN KEY(txn_id) REFERENCES txn (id), 
	CONSTRAINT "change.txn_id whole" CHECK ("txn_id" IS NULL OR (typeof("txn_id") = 'integer')), 
	CONSTRAINT "change.table_name text" CHECK (typeof("table_name") = 'text' AND length("table_name") <= 1000000 AND instr("table_name", char(0)) = 0), 
	CONSTRAINT "change.row_id whole" CHECK (typeof("row_id") = 'integer'), 
	CONSTRAINT "change.op word" CHECK ("op" IN ('insert', 'update', 'delete')), 
	CONSTRAINT "change.old text" CHECK ("old" IS NULL OR (typeof("old") = 'text' AND length("old") <= 1000000 AND instr("old", char(0)) = 0)), 
	CONSTRAINT "change.new text" CHECK ("new" IS NULL OR (typeof("new") = 'text' AND length("new") <= 1000000 AND instr("new", char(0)) = 0))
);

CREATE INDEX ix_change_row ON change (table_name, row_id);

CREATE INDEX ix_change_txn ON change (txn_id);

CREATE TABLE contact (
	source VARCHAR, 
	source_id VARCHAR, 
	name VARCHAR NOT NULL, 
	company VARCHAR NOT NULL, 
	email VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	ideal_days INTEGER NOT NULL, 
	longest_days INTEGER NOT NULL, 
	note VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	owner_id INTEGER, 
	status VARCHAR NOT NULL, 
	last_touch_on DATE, 
	next_touch_on DATE, 
	sequence_id INTEGER, 
	sequence_position INTEGER, 
	sequence_from DATE, 
	created_on DATE NOT NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	FOREIGN KEY(sequence_id) REFERENCES sequence (id) ON DELETE SET NULL, 
	CONSTRAINT "contact.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "contact.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "contact.name text" CHECK (typeof("name") = 'text' AND length("name") <= 1000000 AND instr("name", char(0)) = 0), 
	CONSTRAINT "contact.company text" CHECK (typeof("company") = 'text' AND length("company") <= 1000000 AND instr("company", char(0)) = 0), 
	CONSTRAINT "contact.email text" CHECK (typeof("email") = 'text' AND length("email") <= 1000000 AND instr("email", char(0)) = 0), 
	CONSTRAINT "contact.phone text" CHECK (typeof("phone") = 'text' AND length("phone") <= 1000000 AND instr("phone", char(0)) = 0), 
	CONSTRAINT "contact.kind word" CHECK ("kind" IN ('lead', 'customer', 'partner', 'other')), 
	CONSTRAINT "contact.ideal_days whole" CHECK (typeof("ideal_days") = 'integer'), 
	CONSTRAINT "contact.ideal_days range" CHECK ("ideal_days" >= 1), 
	CONSTRAINT "contact.longest_days whole" CHECK (typeof("longest_days") = 'integer'), 
	CONSTRAINT "contact.longest_days range" CHECK ("longest_days" >= 1), 
	CONSTRAINT "contact.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "contact.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "contact.status word" CHECK ("status" IN ('open', 'closed')), 
	CONSTRAINT "contact.last_touch_on day" CHECK ("last_touch_on" IS NULL OR (typeof("last_touch_on") = 'text' AND date("last_touch_on", '+0 days') IS "last_touch_on")), 
	CONSTRAINT "contact.next_touch_on day" CHECK ("next_touch_on" IS NULL OR (typeof("next_touch_on") = 'text' AND date("next_touch_on", '+0 days') IS "next_touch_on")), 
	CONSTRAINT "contact.sequence_id whole" CHECK ("sequence_id" IS NULL OR (typeof("sequence_id") = 'integer')), 
	CONSTRAINT "contact.sequence_position whole" CHECK ("sequence_position" IS NULL OR (typeof("sequence_position") = 'integer')), 
	CONSTRAINT "contact.sequence_from day" CHECK ("sequence_from" IS NULL OR (typeof("sequence_from") = 'text' AND date("sequence_from", '+0 days') IS "sequence_from")), 
	CONSTRAINT "contact.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on"), 
	CONSTRAINT "contact.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "contact.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "contact.name text" CHECK (typeof("name") = 'text' AND length("name") <= 1000000 AND instr("name", char(0)) = 0), 
	CONSTRAINT "contact.company text" CHECK (typeof("company") = 'text' AND length("company") <= 1000000 AND instr("company", char(0)) = 0), 
	CONSTRAINT "contact.email text" CHECK (typeof("email") = 'text' AND length("email") <= 1000000 AND instr("email", char(0)) = 0), 
	CONSTRAINT "contact.phone text" CHECK (typeof("phone") = 'text' AND length("phone") <= 1000000 AND instr("phone", char(0)) = 0), 
	CONSTRAINT "contact.kind word" CHECK ("kind" IN ('lead', 'customer', 'partner', 'other')), 
	CONSTRAINT "contact.ideal_days whole" CHECK (typeof("ideal_days") = 'integer'), 
	CONSTRAINT "contact.ideal_days range" CHECK ("ideal_days" >= 1), 
	CONSTRAINT "contact.longest_days whole" CHECK (typeof("longest_days") = 'integer'), 
	CONSTRAINT "contact.longest_days range" CHECK ("longest_days" >= 1), 
	CONSTRAINT "contact.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "contact.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "contact.status word" CHECK ("status" IN ('open', 'closed')), 
	CONSTRAINT "contact.last_touch_on day" CHECK ("last_touch_on" IS NULL OR (typeof("last_touch_on") = 'text' AND date("last_touch_on", '+0 days') IS "last_touch_on")), 
	CONSTRAINT "contact.next_touch_on day" CHECK ("next_touch_on" IS NULL OR (typeof("next_touch_on") = 'text' AND date("next_touch_on", '+0 days') IS "next_touch_on")), 
	CONSTRAINT "contact.sequence_id whole" CHECK ("sequence_id" IS NULL OR (typeof("sequence_id") = 'integer')), 
	CONSTRAINT "contact.sequence_position whole" CHECK ("sequence_position" IS NULL OR (typeof("sequence_position") = 'integer')), 
	CONSTRAINT "contact.sequence_from day" CHECK ("sequence_from" IS NULL OR (typeof("sequence_from") = 'text' AND date("sequence_from", '+0 days') IS "sequence_from")), 
	CONSTRAINT "contact.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on")
);

CREATE INDEX ix_contact_name ON contact (name);

CREATE INDEX ix_contact_open ON contact (next_touch_on, last_touch_on, longest_days) WHERE status = 'open';

CREATE UNIQUE INDEX ux_contact_source ON contact (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE core_process (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	owner_id INTEGER, 
	active BOOLEAN NOT NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	CONSTRAINT "core_process.name text" CHECK (typeof("name") = 'text' AND length("name") <= 1000000 AND instr("name", char(0)) = 0), 
	CONSTRAINT "core_process.position whole" CHECK (typeof("position") = 'integer'), 
	CONSTRAINT "core_process.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "core_process.active yesno" CHECK (typeof("active") = 'integer' AND "active" IN (0, 1))
);

CREATE INDEX ix_core_process_owner_id ON core_process (owner_id);

CREATE TABLE goal (
	horizon VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	why VARCHAR NOT NULL, 
	done_when VARCHAR NOT NULL, 
	parent_id INTEGER, 
	owner_id INTEGER, 
	start DATE, 
	due DATE, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	rank INTEGER, 
	status VARCHAR NOT NULL, 
	first_start DATE, 
	first_due DATE, 
	due_moved_on DATE, 
	grade FLOAT, 
	closed_on DATE, 
	reason VARCHAR NOT NULL, 
	created_on DATE NOT NULL, 
	FOREIGN KEY(parent_id) REFERENCES goal (id) ON DELETE SET NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	CONSTRAINT "goal.horizon word" CHECK ("horizon" IN ('annual', '90-day')), 
	CONSTRAINT "goal.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "goal.why text" CHECK (typeof("why") = 'text' AND length("why") <= 1000000 AND instr("why", char(0)) = 0), 
	CONSTRAINT "goal.done_when text" CHECK (typeof("done_when") = 'text' AND length("done_when") <= 1000000 AND instr("done_when", char(0)) = 0), 
	CONSTRAINT "goal.parent_id whole" CHECK ("parent_id" IS NULL OR (typeof("parent_id") = 'integer')), 
	CONSTRAINT "goal.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "goal.start day" CHECK ("start" IS NULL OR (typeof("start") = 'text' AND date("start", '+0 days') IS "start")), 
	CONSTRAINT "goal.due day" CHECK ("due" IS NULL OR (typeof("due") = 'text' AND date("due", '+0 days') IS "due")), 
	CONSTRAINT "goal.rank whole" CHECK ("rank" IS NULL OR (typeof("rank") = 'integer')), 
	CONSTRAINT "goal.status word" CHECK ("status" IN ('draft', 'active', 'paused', 'done', 'dropped')), 
	CONSTRAINT "goal.first_start day" CHECK ("first_start" IS NULL OR (typeof("first_start") = 'text' AND date("first_start", '+0 days') IS "first_start")), 
	CONSTRAINT "goal.first_due day" CHECK ("first_due" IS NULL OR (typeof("first_due") = 'text' AND date("first_due", '+0 days') IS "first_due")), 
	CONSTRAINT "goal.due_moved_on day" CHECK ("due_moved_on" IS NULL OR (typeof("due_moved_on") = 'text' AND date("due_moved_on", '+0 days') IS "due_moved_on")), 
	CONSTRAINT "goal.grade number" CHECK ("grade" IS NULL OR (typeof("grade") = 'real' AND abs("grade") <= 1e300)), 
	CONSTRAINT "goal.grade range" CHECK ("grade" IS NULL OR ("grade" >= 0 AND "grade" <= 1)), 
	CONSTRAINT "goal.closed_on day" CHECK ("closed_on" IS NULL OR (typeof("closed_on") = 'text' AND date("closed_on", '+0 days') IS "closed_on")), 
	CONSTRAINT "goal.reason text" CHECK (typeof("reason") = 'text' AND length("reason") <= 1000000 AND instr("reason", char(0)) = 0), 
	CONSTRAINT "goal.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on")
);

CREATE INDEX ix_goal_active ON goal (status, horizon, rank);

CREATE INDEX ix_goal_owner_id ON goal (owner_id);

CREATE INDEX ix_goal_parent_id ON goal (parent_id);

CREATE TABLE review_step (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	review_id INTEGER NOT NULL, 
	"key" VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	active_seconds INTEGER NOT NULL, 
	answers VARCHAR NOT NULL, 
	done_at DATETIME, 
	FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE CASCADE, 
	CONSTRAINT "review_step.review_id whole" CHECK (typeof("review_id") = 'integer'), 
	CONSTRAINT "review_step.key text" CHECK (typeof("key") = 'text' AND length("key") <= 1000000 AND instr("key", char(0)) = 0), 
	CONSTRAINT "review_step.position whole" CHECK (typeof("position") = 'integer'), 
	CONSTRAINT "review_step.state word" CHECK ("state" IN ('open', 'done', 'passed')), 
	CONSTRAINT "review_step.active_seconds whole" CHECK (typeof("active_seconds") = 'integer'), 
	CONSTRAINT "review_step.active_seconds range" CHECK ("active_seconds" >= 0), 
	CONSTRAINT "review_step.answers text" CHECK (typeof("answers") = 'text' AND length("answers") <= 1000000 AND instr("answers", char(0)) = 0), 
	CONSTRAINT "review_step.done_at instant" CHECK ("done_at" IS NULL OR (typeof("done_at") = 'text' AND length(CAST("done_at" AS BLOB)) = 26 AND datetime(substr("done_at", 1, 19), '+0 seconds') IS substr("done_at", 1, 19) AND substr("done_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'))
);

CREATE UNIQUE INDEX ux_review_step ON review_step (review_id, "key");

CREATE TABLE rule (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	when_kind VARCHAR NOT NULL, 
	when_detail VARCHAR NOT NULL, 
	then_kind VARCHAR NOT NULL, 
	then_detail VARCHAR NOT NULL, 
	catch_up VARCHAR NOT NULL, 
	owner_id INTEGER, 
	enabled BOOLEAN NOT NULL, 
	failures INTEGER NOT NULL, 
	starts_at DATETIME, 
	created_on DATE NOT NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	CONSTRAINT "rule.name text" CHECK (typeof("name") = 'text' AND length("name") <= 1000000 AND instr("name", char(0)) = 0), 
	CONSTRAINT "rule.when_kind word" CHECK ("when_kind" IN ('schedule', 'task done', 'task overdue', 'deal moved', 'contact cold', 'kpi off track', 'run finished', 'review closed', 'promise missed')), 
	CONSTRAINT "rule.when_detail text" CHECK (typeof("when_detail") = 'text' AND length("when_detail") <= 1000000 AND instr("when_detail", char(0)) = 0), 
	CONSTRAINT "rule.then_kind word" CHECK ("then_kind" IN ('task', 'run', 'follow up', 'issue', 'owner', 'route', 'move', 'note')), 
	CONSTRAINT "rule.then_detail text" CHECK (typeof("then_detail") = 'text' AND length("then_detail") <= 1000000 AND instr("then_detail", char(0)) = 0), 
	CONSTRAINT "rule.catch_up word" CHECK ("catch_up" IN ('all', 'last', 'none')), 
	CONSTRAINT "rule.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "rule.enabled yesno" CHECK (typeof("enabled") = 'integer' AND "enabled" IN (0, 1)), 
	CONSTRAINT "rule.failures whole" CHECK (typeof("failures") = 'integer'), 
	CONSTRAINT "rule.starts_at instant" CHECK ("starts_at" IS NULL OR (typeof("starts_at") = 'text' AND length(CAST("starts_at" AS BLOB)) = 26 AND datetime(substr("starts_at", 1, 19), '+0 seconds') IS substr("starts_at", 1, 19) AND substr("starts_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')), 
	CONSTRAINT "rule.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on")
);

CREATE TABLE score_snapshot (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at DATETIME NOT NULL, 
	"on" DATE NOT NULL, 
	week VARCHAR NOT NULL, 
	moment VARCHAR NOT NULL, 
	review_id INTEGER, 
	total FLOAT NOT NULL, 
	clarity FLOAT NOT NULL, 
	communication FLOAT NOT NULL, 
	accountability FLOAT NOT NULL, 
	systems FLOAT NOT NULL, 
	measurement FLOAT NOT NULL, 
	body VARCHAR NOT NULL, 
	FOREIGN KEY(review_id) REFERENCES review (id) ON DELETE SET NULL, 
	CONSTRAINT "score_snapshot.at instant" CHECK (typeof("at") = 'text' AND length(CAST("at" AS BLOB)) = 26 AND datetime(substr("at", 1, 19), '+0 seconds') IS substr("at", 1, 19) AND substr("at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'), 
	CONSTRAINT "score_snapshot.on day" CHECK (typeof("on") = 'text' AND date("on", '+0 days') IS "on"), 
	CONSTRAINT "score_snapshot.week text" CHECK (typeof("week") = 'text' AND length("week") <= 1000000 AND instr("week", char(0)) = 0), 
	CONSTRAINT "score_snapshot.moment word" CHECK ("moment" IN ('before', 'after', 'day')), 
	CONSTRAINT "score_snapshot.review_id whole" CHECK ("review_id" IS NULL OR (typeof("review_id") = 'integer')), 
	CONSTRAINT "score_snapshot.total number" CHECK (typeof("total") = 'real' AND abs("total") <= 1e300), 
	CONSTRAINT "score_snapshot.clarity number" CHECK (typeof("clarity") = 'real' AND abs("clarity") <= 1e300), 
	CONSTRAINT "score_snapshot.communication number" CHECK (typeof("communication") = 'real' AND abs("communication") <= 1e300), 
	CONSTRAINT "score_snapshot.accountability number" CHECK (typeof("accountability") = 'real' AND abs("accountability") <= 1e300), 
	CONSTRAINT "score_snapshot.systems number" CHECK (typeof("systems") = 'real' AND abs("systems") <= 1e300), 
	CONSTRAINT "score_snapshot.measurement number" CHECK (typeof("measurement") = 'real' AND abs("measurement") <= 1e300), 
	CONSTRAINT "score_snapshot.body text" CHECK (typeof("body") = 'text' AND length("body") <= 1000000 AND instr("body", char(0)) = 0)
);

CREATE INDEX ix_score_snapshot_on ON score_snapshot ("on");

CREATE INDEX ix_score_snapshot_review_id ON score_snapshot (review_id);

CREATE INDEX ix_score_snapshot_week ON score_snapshot (week, moment);

CREATE TABLE sequence_step (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	sequence_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	day INTEGER NOT NULL, 
	channel VARCHAR NOT NULL, 
	template VARCHAR NOT NULL, 
	FOREIGN KEY(sequence_id) REFERENCES sequence (id) ON DELETE CASCADE, 
	CONSTRAINT "sequence_step.sequence_id whole" CHECK (typeof("sequence_id") = 'integer'), 
	CONSTRAINT "sequence_step.position whole" CHECK (typeof("position") = 'integer'), 
	CONSTRAINT "sequence_step.day whole" CHECK (typeof("day") = 'integer'), 
	CONSTRAINT "sequence_step.channel word" CHECK ("channel" IN ('email', 'call', 'message', 'meeting', 'other')), 
	CONSTRAINT "sequence_step.template text" CHECK (typeof("template") = 'text' AND length("template") <= 1000000 AND instr("template", char(0)) = 0)
);

CREATE UNIQUE INDEX ux_sequence_step ON sequence_step (sequence_id, position);

CREATE TABLE action_plan (
	source VARCHAR, 
	source_id VARCHAR, 
	title VARCHAR NOT NULL, 
	goal_id INTEGER, 
	owner_id INTEGER, 
	deadline DATE, 
	done_when VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	rank INTEGER, 
	status VARCHAR NOT NULL, 
	closed_on DATE, 
	reason VARCHAR NOT NULL, 
	created_on DATE NOT NULL, 
	FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	CONSTRAINT "action_plan.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "action_plan.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "action_plan.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "action_plan.goal_id whole" CHECK ("goal_id" IS NULL OR (typeof("goal_id") = 'integer')), 
	CONSTRAINT "action_plan.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "action_plan.deadline day" CHECK ("deadline" IS NULL OR (typeof("deadline") = 'text' AND date("deadline", '+0 days') IS "deadline")), 
	CONSTRAINT "action_plan.done_when text" CHECK (typeof("done_when") = 'text' AND length("done_when") <= 1000000 AND instr("done_when", char(0)) = 0), 
	CONSTRAINT "action_plan.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "action_plan.rank whole" CHECK ("rank" IS NULL OR (typeof("rank") = 'integer')), 
	CONSTRAINT "action_plan.status word" CHECK ("status" IN ('draft', 'active', 'done', 'dropped')), 
	CONSTRAINT "action_plan.closed_on day" CHECK ("closed_on" IS NULL OR (typeof("closed_on") = 'text' AND date("closed_on", '+0 days') IS "closed_on")), 
	CONSTRAINT "action_plan.reason text" CHECK (typeof("reason") = 'text' AND length("reason") <= 1000000 AND instr("reason", char(0)) = 0), 
	CONSTRAINT "action_plan.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on"), 
	CONSTRAINT "action_plan.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "action_plan.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "action_plan.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "action_plan.goal_id whole" CHECK ("goal_id" IS NULL OR (typeof("goal_id") = 'integer')), 
	CONSTRAINT "action_plan.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "action_plan.deadline day" CHECK ("deadline" IS NULL OR (typeof("deadline") = 'text' AND date("deadline", '+0 days') IS "deadline")), 
	CONSTRAINT "action_plan.done_when text" CHECK (typeof("done_when") = 'text' AND length("done_when") <= 1000000 AND instr("done_when", char(0)) = 0), 
	CONSTRAINT "action_plan.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "action_plan.rank whole" CHECK ("rank" IS NULL OR (typeof("rank") = 'integer')), 
	CONSTRAINT "action_plan.status word" CHECK ("status" IN ('draft', 'active', 'done', 'dropped')), 
	CONSTRAINT "action_plan.closed_on day" CHECK ("closed_on" IS NULL OR (typeof("closed_on") = 'text' AND date("closed_on", '+0 days') IS "closed_on")), 
	CONSTRAINT "action_plan.reason text" CHECK (typeof("reason") = 'text' AND length("reason") <= 1000000 AND instr("reason", char(0)) = 0), 
	CONSTRAINT "action_plan.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on")
);

CREATE INDEX ix_action_plan_goal_id ON action_plan (goal_id);

CREATE INDEX ix_action_plan_owner_id ON action_plan (owner_id);

CREATE INDEX ix_action_plan_status ON action_plan (status, rank);

CREATE UNIQUE INDEX ux_action_plan_source ON action_plan (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE deal (
	source VARCHAR, 
	source_id VARCHAR, 
	title VARCHAR NOT NULL, 
	contact_id INTEGER, 
	stage_id INTEGER, 
	value_minor INTEGER, 
	currency VARCHAR NOT NULL, 
	next_step VARCHAR NOT NULL, 
	next_on DATE, 
	owner_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	status VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	opened_on DATE NOT NULL, 
	moved_on DATE NOT NULL, 
	closed_on DATE, 
	FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL, 
	FOREIGN KEY(stage_id) REFERENCES pipeline_stage (id) ON DELETE SET NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	CONSTRAINT "deal.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "deal.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "deal.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "deal.contact_id whole" CHECK ("contact_id" IS NULL OR (typeof("contact_id") = 'integer')), 
	CONSTRAINT "deal.stage_id whole" CHECK ("stage_id" IS NULL OR (typeof("stage_id") = 'integer')), 
	CONSTRAINT "deal.value_minor whole" CHECK ("value_minor" IS NULL OR (typeof("value_minor") = 'integer')), 
	CONSTRAINT "deal.currency text" CHECK (typeof("currency") = 'text' AND length("currency") <= 1000000 AND instr("currency", char(0)) = 0), 
	CONSTRAINT "deal.next_step text" CHECK (typeof("next_step") = 'text' AND length("next_step") <= 1000000 AND instr("next_step", char(0)) = 0), 
	CONSTRAINT "deal.next_on day" CHECK ("next_on" IS NULL OR (typeof("next_on") = 'text' AND date("next_on", '+0 days') IS "next_on")), 
	CONSTRAINT "deal.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "deal.status word" CHECK ("status" IN ('open', 'won', 'lost')), 
	CONSTRAINT "deal.reason text" CHECK (typeof("reason") = 'text' AND length("reason") <= 1000000 AND instr("reason", char(0)) = 0), 
	CONSTRAINT "deal.opened_on day" CHECK (typeof("opened_on") = 'text' AND date("opened_on", '+0 days') IS "opened_on"), 
	CONSTRAINT "deal.moved_on day" CHECK (typeof("moved_on") = 'text' AND date("moved_on", '+0 days') IS "moved_on"), 
	CONSTRAINT "deal.closed_on day" CHECK ("closed_on" IS NULL OR (typeof("closed_on") = 'text' AND date("closed_on", '+0 days') IS "closed_on")), 
	CONSTRAINT "deal.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "deal.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "deal.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "deal.contact_id whole" CHECK ("contact_id" IS NULL OR (typeof("contact_id") = 'integer')), 
	CONSTRAINT "deal.stage_id whole" CHECK ("stage_id" IS NULL OR (typeof("stage_id") = 'integer')), 
	CONSTRAINT "deal.value_minor whole" CHECK ("value_minor" IS NULL OR (typeof("value_minor") = 'integer')), 
	CONSTRAINT "deal.currency text" CHECK (typeof("currency") = 'text' AND length("currency") <= 1000000 AND instr("currency", char(0)) = 0), 
	CONSTRAINT "deal.next_step text" CHECK (typeof("next_step") = 'text' AND length("next_step") <= 1000000 AND instr("next_step", char(0)) = 0), 
	CONSTRAINT "deal.next_on day" CHECK ("next_on" IS NULL OR (typeof("next_on") = 'text' AND date("next_on", '+0 days') IS "next_on")), 
	CONSTRAINT "deal.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "deal.status word" CHECK ("status" IN ('open', 'won', 'lost')), 
	CONSTRAINT "deal.reason text" CHECK (typeof("reason") = 'text' AND length("reason") <= 1000000 AND instr("reason", char(0)) = 0), 
	CONSTRAINT "deal.opened_on day" CHECK (typeof("opened_on") = 'text' AND date("opened_on", '+0 days') IS "opened_on"), 
	CONSTRAINT "deal.moved_on day" CHECK (typeof("moved_on") = 'text' AND date("moved_on", '+0 days') IS "moved_on"), 
	CONSTRAINT "deal.closed_on day" CHECK ("closed_on" IS NULL OR (typeof("closed_on") = 'text' AND date("closed_on", '+0 days') IS "closed_on"))
);

CREATE INDEX ix_deal_contact_id ON deal (contact_id);

CREATE INDEX ix_deal_stage_id ON deal (stage_id);

CREATE INDEX ix_deal_status_stage ON deal (status, stage_id);

CREATE UNIQUE INDEX ux_deal_source ON deal (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE kpi (
	unit VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	direction VARCHAR NOT NULL, 
	cadence VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	owner_id INTEGER, 
	near_pct FLOAT NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	goal_id INTEGER, 
	position INTEGER NOT NULL, 
	active BOOLEAN NOT NULL, 
	created_on DATE NOT NULL, 
	UNIQUE (name), 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL, 
	CONSTRAINT "kpi.unit text" CHECK (typeof("unit") = 'text' AND length("unit") <= 1000000 AND instr("unit", char(0)) = 0), 
	CONSTRAINT "kpi.kind word" CHECK ("kind" IN ('lead', 'lag')), 
	CONSTRAINT "kpi.direction word" CHECK ("direction" IN ('up', 'down')), 
	CONSTRAINT "kpi.cadence word" CHECK ("cadence" IN ('daily', 'weekly', 'monthly')), 
	CONSTRAINT "kpi.name text" CHECK (typeof("name") = 'text' AND length("name") <= 1000000 AND instr("name", char(0)) = 0), 
	CONSTRAINT "kpi.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "kpi.near_pct number" CHECK (typeof("near_pct") = 'real' AND abs("near_pct") <= 1e300), 
	CONSTRAINT "kpi.near_pct range" CHECK ("near_pct" >= 0 AND "near_pct" <= 100), 
	CONSTRAINT "kpi.goal_id whole" CHECK ("goal_id" IS NULL OR (typeof("goal_id") = 'integer')), 
	CONSTRAINT "kpi.position whole" CHECK (typeof("position") = 'integer'), 
	CONSTRAINT "kpi.active yesno" CHECK (typeof("active") = 'integer' AND "active" IN (0, 1)), 
	CONSTRAINT "kpi.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on")
);

CREATE INDEX ix_kpi_goal_id ON kpi (goal_id);

CREATE TABLE sop (
	source VARCHAR, 
	source_id VARCHAR, 
	title VARCHAR NOT NULL, 
	purpose VARCHAR NOT NULL, 
	"trigger" VARCHAR NOT NULL, 
	process_id INTEGER, 
	owner_id INTEGER, 
	review_days INTEGER NOT NULL, 
	cadence VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	status VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	steps INTEGER NOT NULL, 
	reviewed_on DATE, 
	active_since DATE, 
	created_on DATE NOT NULL, 
	FOREIGN KEY(process_id) REFERENCES core_process (id) ON DELETE SET NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	CONSTRAINT "sop.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "sop.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "sop.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "sop.purpose text" CHECK (typeof("purpose") = 'text' AND length("purpose") <= 1000000 AND instr("purpose", char(0)) = 0), 
	CONSTRAINT "sop.trigger text" CHECK (typeof("trigger") = 'text' AND length("trigger") <= 1000000 AND instr("trigger", char(0)) = 0), 
	CONSTRAINT "sop.process_id whole" CHECK ("process_id" IS NULL OR (typeof("process_id") = 'integer')), 
	CONSTRAINT "sop.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "sop.review_days whole" CHECK (typeof("review_days") = 'integer'), 
	CONSTRAINT "sop.review_days range" CHECK ("review_days" >= 1), 
	CONSTRAINT "sop.cadence word" CHECK ("cadence" IN ('', 'daily', 'weekly', 'monthly', 'quarterly')), 
	CONSTRAINT "sop.status word" CHECK ("status" IN ('draft', 'active', 'retired')), 
	CONSTRAINT "sop.revision whole" CHECK (typeof("revision") = 'integer'), 
	CONSTRAINT "sop.steps whole" CHECK (typeof("steps") = 'integer'), 
	CONSTRAINT "sop.reviewed_on day" CHECK ("reviewed_on" IS NULL OR (typeof("reviewed_on") = 'text' AND date("reviewed_on", '+0 days') IS "reviewed_on")), 
	CONSTRAINT "sop.active_since day" CHECK ("active_since" IS NULL OR (typeof("active_since") = 'text' AND date("active_since", '+0 days') IS "active_since")), 
	CONSTRAINT "sop.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on"), 
	CONSTRAINT "sop.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "sop.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "sop.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "sop.purpose text" CHECK (typeof("purpose") = 'text' AND length("purpose") <= 1000000 AND instr("purpose", char(0)) = 0), 
	CONSTRAINT "sop.trigger text" CHECK (typeof("trigger") = 'text' AND length("trigger") <= 1000000 AND instr("trigger", char(0)) = 0), 
	CONSTRAINT "sop.process_id whole" CHECK ("process_id" IS NULL OR (typeof("process_id") = 'integer')), 
	CONSTRAINT "sop.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "sop.review_days whole" CHECK (typeof("review_days") = 'integer'), 
	CONSTRAINT "sop.review_days range" CHECK ("review_days" >= 1), 
	CONSTRAINT "sop.cadence word" CHECK ("cadence" IN ('', 'daily', 'weekly', 'monthly', 'quarterly')), 
	CONSTRAINT "sop.status word" CHECK ("status" IN ('draft', 'active', 'retired')), 
	CONSTRAINT "sop.revision whole" CHECK (typeof("revision") = 'integer'), 
	CONSTRAINT "sop.steps whole" CHECK (typeof("steps") = 'integer'), 
	CONSTRAINT "sop.reviewed_on day" CHECK ("reviewed_on" IS NULL OR (typeof("reviewed_on") = 'text' AND date("reviewed_on", '+0 days') IS "reviewed_on")), 
	CONSTRAINT "sop.active_since day" CHECK ("active_since" IS NULL OR (typeof("active_since") = 'text' AND date("active_since", '+0 days') IS "active_since")), 
	CONSTRAINT "sop.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on")
);

CREATE INDEX ix_sop_owner_id ON sop (owner_id);

CREATE INDEX ix_sop_process_id ON sop (process_id);

CREATE INDEX ix_sop_status ON sop (status);

CREATE UNIQUE INDEX ux_sop_source ON sop (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE commitment (
	source VARCHAR, 
	source_id VARCHAR, 
	outcome VARCHAR NOT NULL, 
	done_when VARCHAR NOT NULL, 
	due DATE, 
	weight INTEGER NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	week VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	owner_id INTEGER, 
	goal_id INTEGER, 
	kpi_id INTEGER, 
	state VARCHAR NOT NULL, 
	frozen_at DATETIME, 
	kept_on DATE, 
	closed_on DATE, 
	reason VARCHAR, 
	note VARCHAR NOT NULL, 
	fate VARCHAR, 
	carried INTEGER NOT NULL, 
	carried_from_id INTEGER, 
	replaces_id INTEGER, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL, 
	FOREIGN KEY(kpi_id) REFERENCES kpi (id) ON DELETE SET NULL, 
	FOREIGN KEY(carried_from_id) REFERENCES commitment (id) ON DELETE SET NULL, 
	FOREIGN KEY(replaces_id) REFERENCES commitment (id) ON DELETE SET NULL, 
	CONSTRAINT "commitment.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "commitment.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "commitment.outcome text" CHECK (typeof("outcome") = 'text' AND length("outcome") <= 1000000 AND instr("outcome", char(0)) = 0), 
	CONSTRAINT "commitment.done_when text" CHECK (typeof("done_when") = 'text' AND length("done_when") <= 1000000 AND instr("done_when", char(0)) = 0), 
	CONSTRAINT "commitment.due day" CHECK ("due" IS NULL OR (typeof("due") = 'text' AND date("due", '+0 days') IS "due")), 
	CONSTRAINT "commitment.weight whole" CHECK (typeof("weight") = 'integer'), 
	CONSTRAINT "commitment.weight range" CHECK ("weight" >= 1 AND "weight" <= 5), 
	CONSTRAINT "commitment.week text" CHECK (typeof("week") = 'text' AND length("week") <= 1000000 AND instr("week", char(0)) = 0), 
	CONSTRAINT "commitment.position whole" CHECK (typeof("position") = 'integer'), 
	CONSTRAINT "commitment.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "commitment.goal_id whole" CHECK ("goal_id" IS NULL OR (typeof("goal_id") = 'integer')), 
	CONSTRAINT "commitment.kpi_id whole" CHECK ("kpi_id" IS NULL OR (typeof("kpi_id") = 'integer')), 
	CONSTRAINT "commitment.state word" CHECK ("state" IN ('draft', 'open', 'kept', 'missed', 'dropped')), 
	CONSTRAINT "commitment.frozen_at instant" CHECK ("frozen_at" IS NULL OR (typeof("frozen_at") = 'text' AND length(CAST("frozen_at" AS BLOB)) = 26 AND datetime(substr("frozen_at", 1, 19), '+0 seconds') IS substr("frozen_at", 1, 19) AND substr("frozen_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')), 
	CONSTRAINT "commitment.kept_on day" CHECK ("kept_on" IS NULL OR (typeof("kept_on") = 'text' AND date("kept_on", '+0 days') IS "kept_on")), 
	CONSTRAINT "commitment.closed_on day" CHECK ("closed_on" IS NULL OR (typeof("closed_on") = 'text' AND date("closed_on", '+0 days') IS "closed_on")), 
	CONSTRAINT "commitment.reason word" CHECK ("reason" IS NULL OR ("reason" IN ('overcommitted', 'blocked', 'interrupted', 'unclear', 'not ready', 'avoided', 'estimate', 'priority changed'))), 
	CONSTRAINT "commitment.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "commitment.fate word" CHECK ("fate" IS NULL OR ("fate" IN ('recommit', 'shrink', 'delegate', 'drop', 'issue'))), 
	CONSTRAINT "commitment.carried whole" CHECK (typeof("carried") = 'integer'), 
	CONSTRAINT "commitment.carried_from_id whole" CHECK ("carried_from_id" IS NULL OR (typeof("carried_from_id") = 'integer')), 
	CONSTRAINT "commitment.replaces_id whole" CHECK ("replaces_id" IS NULL OR (typeof("replaces_id") = 'integer')), 
	CONSTRAINT "commitment.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "commitment.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "commitment.outcome text" CHECK (typeof("outcome") = 'text' AND length("outcome") <= 1000000 AND instr("outcome", char(0)) = 0), 
	CONSTRAINT "commitment.done_when text" CHECK (typeof("done_when") = 'text' AND length("done_when") <= 1000000 AND instr("done_when", char(0)) = 0), 
	CONSTRAINT "commitment.due day" CHECK ("due" IS NULL OR (typeof("due") = 'text' AND date("due", '+0 days') IS "due")), 
	CONSTRAINT "commitment.weight whole" CHECK (typeof("weight") = 'integer'), 
	CONSTRAINT "commitment.weight range" CHECK ("weight" >= 1 AND "weight" <= 5), 
	CONSTRAINT "commitment.week text" CHECK (typeof("week") = 'text' AND length("week") <= 1000000 AND instr("week", char(0)) = 0), 
	CONSTRAINT "commitment.position whole" CHECK (typeof("position") = 'integer'), 
	CONSTRAINT "commitment.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "commitment.goal_id whole" CHECK ("goal_id" IS NULL OR (typeof("goal_id") = 'integer')), 
	CONSTRAINT "commitment.kpi_id whole" CHECK ("kpi_id" IS NULL OR (typeof("kpi_id") = 'integer')), 
	CONSTRAINT "commitment.state word" CHECK ("state" IN ('draft', 'open', 'kept', 'missed', 'dropped')), 
	CONSTRAINT "commitment.frozen_at instant" CHECK ("frozen_at" IS NULL OR (typeof("frozen_at") = 'text' AND length(CAST("frozen_at" AS BLOB)) = 26 AND datetime(substr("frozen_at", 1, 19), '+0 seconds') IS substr("frozen_at", 1, 19) AND substr("frozen_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')), 
	CONSTRAINT "commitment.kept_on day" CHECK ("kept_on" IS NULL OR (typeof("kept_on") = 'text' AND date("kept_on", '+0 days') IS "kept_on")), 
	CONSTRAINT "commitment.closed_on day" CHECK ("closed_on" IS NULL OR (typeof("closed_on") = 'text' AND date("closed_on", '+0 days') IS "closed_on")), 
	CONSTRAINT "commitment.reason word" CHECK ("reason" IS NULL OR ("reason" IN ('overcommitted', 'blocked', 'interrupted', 'unclear', 'not ready', 'avoided', 'estimate', 'priority changed'))), 
	CONSTRAINT "commitment.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "commitment.fate word" CHECK ("fate" IS NULL OR ("fate" IN ('recommit', 'shrink', 'delegate', 'drop', 'issue'))), 
	CONSTRAINT "commitment.carried whole" CHECK (typeof("carried") = 'integer'), 
	CONSTRAINT "commitment.carried_from_id whole" CHECK ("carried_from_id" IS NULL OR (typeof("carried_from_id") = 'integer')), 
	CONSTRAINT "commitment.replaces_id whole" CHECK ("replaces_id" IS NULL OR (typeof("replaces_id") = 'integer'))
);

CREATE INDEX ix_commitment_carried_from_id ON commitment (carried_from_id);

CREATE INDEX ix_commitment_goal_id ON commitment (goal_id);

CREATE INDEX ix_commitment_week ON commitment (week, state);

CREATE UNIQUE INDEX ux_commitment_source ON commitment (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE deal_move (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	deal_id INTEGER NOT NULL, 
	from_stage_id INTEGER, 
	to_stage_id INTEGER, 
	at DATETIME NOT NULL, 
	"on" DATE NOT NULL, 
	FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE CASCADE, 
	FOREIGN KEY(from_stage_id) REFERENCES pipeline_stage (id) ON DELETE SET NULL, 
	FOREIGN KEY(to_stage_id) REFERENCES pipeline_stage (id) ON DELETE SET NULL, 
	CONSTRAINT "deal_move.deal_id whole" CHECK (typeof("deal_id") = 'integer'), 
	CONSTRAINT "deal_move.from_stage_id whole" CHECK ("from_stage_id" IS NULL OR (typeof("from_stage_id") = 'integer')), 
	CONSTRAINT "deal_move.to_stage_id whole" CHECK ("to_stage_id" IS NULL OR (typeof("to_stage_id") = 'integer')), 
	CONSTRAINT "deal_move.at instant" CHECK (typeof("at") = 'text' AND length(CAST("at" AS BLOB)) = 26 AND datetime(substr("at", 1, 19), '+0 seconds') IS substr("at", 1, 19) AND substr("at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'), 
	CONSTRAINT "deal_move.on day" CHECK (typeof("on") = 'text' AND date("on", '+0 days') IS "on")
);

CREATE INDEX ix_deal_move_deal ON deal_move (deal_id, at);

CREATE INDEX ix_deal_move_on ON deal_move ("on");

CREATE TABLE kpi_entry (
	source VARCHAR, 
	source_id VARCHAR, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kpi_id INTEGER NOT NULL, 
	period VARCHAR NOT NULL, 
	ends_on DATE NOT NULL, 
	value FLOAT, 
	why VARCHAR NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	first_recorded_at DATETIME NOT NULL, 
	FOREIGN KEY(kpi_id) REFERENCES kpi (id) ON DELETE CASCADE, 
	CONSTRAINT "kpi_entry.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "kpi_entry.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "kpi_entry.kpi_id whole" CHECK (typeof("kpi_id") = 'integer'), 
	CONSTRAINT "kpi_entry.period text" CHECK (typeof("period") = 'text' AND length("period") <= 1000000 AND instr("period", char(0)) = 0), 
	CONSTRAINT "kpi_entry.ends_on day" CHECK (typeof("ends_on") = 'text' AND date("ends_on", '+0 days') IS "ends_on"), 
	CONSTRAINT "kpi_entry.value number" CHECK ("value" IS NULL OR (typeof("value") = 'real' AND abs("value") <= 1e300)), 
	CONSTRAINT "kpi_entry.why text" CHECK (typeof("why") = 'text' AND length("why") <= 1000000 AND instr("why", char(0)) = 0), 
	CONSTRAINT "kpi_entry.recorded_at instant" CHECK (typeof("recorded_at") = 'text' AND length(CAST("recorded_at" AS BLOB)) = 26 AND datetime(substr("recorded_at", 1, 19), '+0 seconds') IS substr("recorded_at", 1, 19) AND substr("recorded_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'), 
	CONSTRAINT "kpi_entry.first_recorded_at instant" CHECK (typeof("first_recorded_at") = 'text' AND length(CAST("first_recorded_at" AS BLOB)) = 26 AND datetime(substr("first_recorded_at", 1, 19), '+0 seconds') IS substr("first_recorded_at", 1, 19) AND substr("first_recorded_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')
);

CREATE INDEX ix_kpi_entry_ends ON kpi_entry (kpi_id, ends_on, value);

CREATE UNIQUE INDEX ux_kpi_entry ON kpi_entry (kpi_id, period);

CREATE TABLE milestone (
	title VARCHAR NOT NULL, 
	due DATE, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	plan_id INTEGER NOT NULL, 
	owner_id INTEGER, 
	done_at DATETIME, 
	done_on DATE, 
	FOREIGN KEY(plan_id) REFERENCES action_plan (id) ON DELETE CASCADE, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	CONSTRAINT "milestone.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "milestone.due day" CHECK ("due" IS NULL OR (typeof("due") = 'text' AND date("due", '+0 days') IS "due")), 
	CONSTRAINT "milestone.plan_id whole" CHECK (typeof("plan_id") = 'integer'), 
	CONSTRAINT "milestone.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "milestone.done_at instant" CHECK ("done_at" IS NULL OR (typeof("done_at") = 'text' AND length(CAST("done_at" AS BLOB)) = 26 AND datetime(substr("done_at", 1, 19), '+0 seconds') IS substr("done_at", 1, 19) AND substr("done_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')), 
	CONSTRAINT "milestone.done_on day" CHECK ("done_on" IS NULL OR (typeof("done_on") = 'text' AND date("done_on", '+0 days') IS "done_on"))
);

CREATE INDEX ix_milestone_open_due ON milestone (done_on, due);

CREATE INDEX ix_milestone_owner_id ON milestone (owner_id);

CREATE INDEX ix_milestone_plan_id ON milestone (plan_id);

CREATE TABLE sop_revision (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	sop_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	body VARCHAR NOT NULL, 
	steps INTEGER NOT NULL, 
	note VARCHAR NOT NULL, 
	author_id INTEGER, 
	saved_at DATETIME NOT NULL, 
	saved_on DATE NOT NULL, 
	FOREIGN KEY(sop_id) REFERENCES sop (id) ON DELETE CASCADE, 
	FOREIGN KEY(author_id) REFERENCES person (id) ON DELETE SET NULL, 
	CONSTRAINT "sop_revision.sop_id whole" CHECK (typeof("sop_id") = 'integer'), 
	CONSTRAINT "sop_revision.number whole" CHECK (typeof("number") = 'integer'), 
	CONSTRAINT "sop_revision.body text" CHECK (typeof("body") = 'text' AND length("body") <= 1000000 AND instr("body", char(0)) = 0), 
	CONSTRAINT "sop_revision.steps whole" CHECK (typeof("steps") = 'integer'), 
	CONSTRAINT "sop_revision.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "sop_revision.author_id whole" CHECK ("author_id" IS NULL OR (typeof("author_id") = 'integer')), 
	CONSTRAINT "sop_revision.saved_at instant" CHECK (typeof("saved_at") = 'text' AND length(CAST("saved_at" AS BLOB)) = 26 AND datetime(substr("saved_at", 1, 19), '+0 seconds') IS substr("saved_at", 1, 19) AND substr("saved_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'), 
	CONSTRAINT "sop_revision.saved_on day" CHECK (typeof("saved_on") = 'text' AND date("saved_on", '+0 days') IS "saved_on")
);

CREATE INDEX ix_sop_revision_saved_on ON sop_revision (saved_on);

CREATE UNIQUE INDEX ux_sop_revision ON sop_revision (sop_id, number);

CREATE TABLE target (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kpi_id INTEGER NOT NULL, 
	goal_id INTEGER, 
	baseline FLOAT, 
	value FLOAT NOT NULL, 
	from_on DATE NOT NULL, 
	FOREIGN KEY(kpi_id) REFERENCES kpi (id) ON DELETE CASCADE, 
	FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL, 
	CONSTRAINT "target.kpi_id whole" CHECK (typeof("kpi_id") = 'integer'), 
	CONSTRAINT "target.goal_id whole" CHECK ("goal_id" IS NULL OR (typeof("goal_id") = 'integer')), 
	CONSTRAINT "target.baseline number" CHECK ("baseline" IS NULL OR (typeof("baseline") = 'real' AND abs("baseline") <= 1e300)), 
	CONSTRAINT "target.value number" CHECK (typeof("value") = 'real' AND abs("value") <= 1e300), 
	CONSTRAINT "target.from_on day" CHECK (typeof("from_on") = 'text' AND date("from_on", '+0 days') IS "from_on")
);

CREATE INDEX ix_target_goal_id ON target (goal_id);

CREATE INDEX ix_target_kpi_from ON target (kpi_id, from_on);

CREATE TABLE touch (
	source VARCHAR, 
	source_id VARCHAR, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	contact_id INTEGER NOT NULL, 
	deal_id INTEGER, 
	at DATETIME NOT NULL, 
	"on" DATE NOT NULL, 
	channel VARCHAR NOT NULL, 
	direction VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	reply_due DATETIME, 
	replied_at DATETIME, 
	FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE, 
	FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE SET NULL, 
	CONSTRAINT "touch.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "touch.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "touch.contact_id whole" CHECK (typeof("contact_id") = 'integer'), 
	CONSTRAINT "touch.deal_id whole" CHECK ("deal_id" IS NULL OR (typeof("deal_id") = 'integer')), 
	CONSTRAINT "touch.at instant" CHECK (typeof("at") = 'text' AND length(CAST("at" AS BLOB)) = 26 AND datetime(substr("at", 1, 19), '+0 seconds') IS substr("at", 1, 19) AND substr("at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'), 
	CONSTRAINT "touch.on day" CHECK (typeof("on") = 'text' AND date("on", '+0 days') IS "on"), 
	CONSTRAINT "touch.channel word" CHECK ("channel" IN ('email', 'call', 'message', 'meeting', 'other')), 
	CONSTRAINT "touch.direction word" CHECK ("direction" IN ('in', 'out')), 
	CONSTRAINT "touch.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "touch.reply_due instant" CHECK ("reply_due" IS NULL OR (typeof("reply_due") = 'text' AND length(CAST("reply_due" AS BLOB)) = 26 AND datetime(substr("reply_due", 1, 19), '+0 seconds') IS substr("reply_due", 1, 19) AND substr("reply_due", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')), 
	CONSTRAINT "touch.replied_at instant" CHECK ("replied_at" IS NULL OR (typeof("replied_at") = 'text' AND length(CAST("replied_at" AS BLOB)) = 26 AND datetime(substr("replied_at", 1, 19), '+0 seconds') IS substr("replied_at", 1, 19) AND substr("replied_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'))
);

CREATE INDEX ix_touch_contact ON touch (contact_id, at);

CREATE INDEX ix_touch_deal_id ON touch (deal_id);

CREATE INDEX ix_touch_minute ON touch ("on", at) WHERE source IS NULL;

CREATE INDEX ix_touch_owed ON touch (reply_due) WHERE reply_due IS NOT NULL AND replied_at IS NULL;

CREATE INDEX ix_touch_promised ON touch ("on") WHERE reply_due IS NOT NULL;

CREATE UNIQUE INDEX ux_touch_source ON touch (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE workflow_run (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	sop_id INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	subject VARCHAR NOT NULL, 
	contact_id INTEGER, 
	deal_id INTEGER, 
	goal_id INTEGER, 
	owner_id INTEGER, 
	occurrence VARCHAR, 
	due DATE, 
	status VARCHAR NOT NULL, 
	started_at DATETIME, 
	finished_at DATETIME, 
	finished_on DATE, 
	reason VARCHAR NOT NULL, 
	rubber_stamp BOOLEAN NOT NULL, 
	FOREIGN KEY(sop_id) REFERENCES sop (id) ON DELETE CASCADE, 
	FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL, 
	FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE SET NULL, 
	FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	CONSTRAINT "workflow_run.sop_id whole" CHECK (typeof("sop_id") = 'integer'), 
	CONSTRAINT "workflow_run.revision whole" CHECK (typeof("revision") = 'integer'), 
	CONSTRAINT "workflow_run.subject text" CHECK (typeof("subject") = 'text' AND length("subject") <= 1000000 AND instr("subject", char(0)) = 0), 
	CONSTRAINT "workflow_run.contact_id whole" CHECK ("contact_id" IS NULL OR (typeof("contact_id") = 'integer')), 
	CONSTRAINT "workflow_run.deal_id whole" CHECK ("deal_id" IS NULL OR (typeof("deal_id") = 'integer')), 
	CONSTRAINT "workflow_run.goal_id whole" CHECK ("goal_id" IS NULL OR (typeof("goal_id") = 'integer')), 
	CONSTRAINT "workflow_run.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "workflow_run.occurrence text" CHECK ("occurrence" IS NULL OR (typeof("occurrence") = 'text' AND length("occurrence") <= 1000000 AND instr("occurrence", char(0)) = 0)), 
	CONSTRAINT "workflow_run.due day" CHECK ("due" IS NULL OR (typeof("due") = 'text' AND date("due", '+0 days') IS "due")), 
	CONSTRAINT "workflow_run.status word" CHECK ("status" IN ('due', 'running', 'paused', 'done', 'abandoned')), 
	CONSTRAINT "workflow_run.started_at instant" CHECK ("started_at" IS NULL OR (typeof("started_at") = 'text' AND length(CAST("started_at" AS BLOB)) = 26 AND datetime(substr("started_at", 1, 19), '+0 seconds') IS substr("started_at", 1, 19) AND substr("started_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')), 
	CONSTRAINT "workflow_run.finished_at instant" CHECK ("finished_at" IS NULL OR (typeof("finished_at") = 'text' AND length(CAST("finished_at" AS BLOB)) = 26 AND datetime(substr("finished_at", 1, 19), '+0 seconds') IS substr("finished_at", 1, 19) AND substr("finished_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')), 
	CONSTRAINT "workflow_run.finished_on day" CHECK ("finished_on" IS NULL OR (typeof("finished_on") = 'text' AND date("finished_on", '+0 days') IS "finished_on")), 
	CONSTRAINT "workflow_run.reason text" CHECK (typeof("reason") = 'text' AND length("reason") <= 1000000 AND instr("reason", char(0)) = 0), 
	CONSTRAINT "workflow_run.rubber_stamp yesno" CHECK (typeof("rubber_stamp") = 'integer' AND "rubber_stamp" IN (0, 1))
);

CREATE INDEX ix_workflow_run_due ON workflow_run (due, status);

CREATE INDEX ix_workflow_run_finished ON workflow_run (finished_on, sop_id, status);

CREATE INDEX ix_workflow_run_sop ON workflow_run (sop_id, finished_on);

CREATE INDEX ix_workflow_run_sop_due ON workflow_run (sop_id, due, rubber_stamp);

CREATE INDEX ix_workflow_run_status ON workflow_run (status, due);

CREATE UNIQUE INDEX ux_workflow_run_occurrence ON workflow_run (sop_id, occurrence);

CREATE TABLE follow_up (
	source VARCHAR, 
	source_id VARCHAR, 
	contact_id INTEGER NOT NULL, 
	deal_id INTEGER, 
	due DATE NOT NULL, 
	channel VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	owner_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	first_due DATE NOT NULL, 
	state VARCHAR NOT NULL, 
	done_on DATE, 
	touch_id INTEGER, 
	created_on DATE NOT NULL, 
	FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE, 
	FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE SET NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	FOREIGN KEY(touch_id) REFERENCES touch (id) ON DELETE SET NULL, 
	CONSTRAINT "follow_up.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "follow_up.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "follow_up.contact_id whole" CHECK (typeof("contact_id") = 'integer'), 
	CONSTRAINT "follow_up.deal_id whole" CHECK ("deal_id" IS NULL OR (typeof("deal_id") = 'integer')), 
	CONSTRAINT "follow_up.due day" CHECK (typeof("due") = 'text' AND date("due", '+0 days') IS "due"), 
	CONSTRAINT "follow_up.channel word" CHECK ("channel" IN ('email', 'call', 'message', 'meeting', 'other')), 
	CONSTRAINT "follow_up.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "follow_up.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "follow_up.first_due day" CHECK (typeof("first_due") = 'text' AND date("first_due", '+0 days') IS "first_due"), 
	CONSTRAINT "follow_up.state word" CHECK ("state" IN ('open', 'done', 'dropped')), 
	CONSTRAINT "follow_up.done_on day" CHECK ("done_on" IS NULL OR (typeof("done_on") = 'text' AND date("done_on", '+0 days') IS "done_on")), 
	CONSTRAINT "follow_up.touch_id whole" CHECK ("touch_id" IS NULL OR (typeof("touch_id") = 'integer')), 
	CONSTRAINT "follow_up.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on"), 
	CONSTRAINT "follow_up.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "follow_up.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "follow_up.contact_id whole" CHECK (typeof("contact_id") = 'integer'), 
	CONSTRAINT "follow_up.deal_id whole" CHECK ("deal_id" IS NULL OR (typeof("deal_id") = 'integer')), 
	CONSTRAINT "follow_up.due day" CHECK (typeof("due") = 'text' AND date("due", '+0 days') IS "due"), 
	CONSTRAINT "follow_up.channel word" CHECK ("channel" IN ('email', 'call', 'message', 'meeting', 'other')), 
	CONSTRAINT "follow_up.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "follow_up.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "follow_up.first_due day" CHECK (typeof("first_due") = 'text' AND date("first_due", '+0 days') IS "first_due"), 
	CONSTRAINT "follow_up.state word" CHECK ("state" IN ('open', 'done', 'dropped')), 
	CONSTRAINT "follow_up.done_on day" CHECK ("done_on" IS NULL OR (typeof("done_on") = 'text' AND date("done_on", '+0 days') IS "done_on")), 
	CONSTRAINT "follow_up.touch_id whole" CHECK ("touch_id" IS NULL OR (typeof("touch_id") = 'integer')), 
	CONSTRAINT "follow_up.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on")
);

CREATE INDEX ix_follow_up_contact_id ON follow_up (contact_id);

CREATE INDEX ix_follow_up_due ON follow_up (first_due, state, done_on);

CREATE INDEX ix_follow_up_open ON follow_up (due) WHERE state = 'open';

CREATE UNIQUE INDEX ux_follow_up_source ON follow_up (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE run_step (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	run_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	depth INTEGER NOT NULL, 
	text VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	done_at DATETIME, 
	FOREIGN KEY(run_id) REFERENCES workflow_run (id) ON DELETE CASCADE, 
	CONSTRAINT "run_step.run_id whole" CHECK (typeof("run_id") = 'integer'), 
	CONSTRAINT "run_step.position whole" CHECK (typeof("position") = 'integer'), 
	CONSTRAINT "run_step.depth whole" CHECK (typeof("depth") = 'integer'), 
	CONSTRAINT "run_step.text text" CHECK (typeof("text") = 'text' AND length("text") <= 1000000 AND instr("text", char(0)) = 0), 
	CONSTRAINT "run_step.state word" CHECK ("state" IN ('open', 'done', 'skipped')), 
	CONSTRAINT "run_step.reason text" CHECK (typeof("reason") = 'text' AND length("reason") <= 1000000 AND instr("reason", char(0)) = 0), 
	CONSTRAINT "run_step.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "run_step.done_at instant" CHECK ("done_at" IS NULL OR (typeof("done_at") = 'text' AND length(CAST("done_at" AS BLOB)) = 26 AND datetime(substr("done_at", 1, 19), '+0 seconds') IS substr("done_at", 1, 19) AND substr("done_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]'))
);

CREATE INDEX ix_run_step_skipped ON run_step (done_at, run_id) WHERE state = 'skipped';

CREATE UNIQUE INDEX ux_run_step ON run_step (run_id, position);

CREATE TABLE run_total (
	run_id INTEGER NOT NULL, 
	steps INTEGER NOT NULL, 
	done INTEGER NOT NULL, 
	skipped INTEGER NOT NULL, 
	excused INTEGER NOT NULL, 
	PRIMARY KEY (run_id), 
	FOREIGN KEY(run_id) REFERENCES workflow_run (id) ON DELETE CASCADE, 
	CONSTRAINT "run_total.steps whole" CHECK (typeof("steps") = 'integer'), 
	CONSTRAINT "run_total.done whole" CHECK (typeof("done") = 'integer'), 
	CONSTRAINT "run_total.skipped whole" CHECK (typeof("skipped") = 'integer'), 
	CONSTRAINT "run_total.excused whole" CHECK (typeof("excused") = 'integer')
);

CREATE TABLE task (
	source VARCHAR, 
	source_id VARCHAR, 
	title VARCHAR NOT NULL, 
	plan_id INTEGER, 
	milestone_id INTEGER, 
	goal_id INTEGER, 
	contact_id INTEGER, 
	owner_id INTEGER, 
	due DATE, 
	planned_on DATE, 
	done_when VARCHAR NOT NULL, 
	priority INTEGER, 
	tags VARCHAR NOT NULL, 
	note VARCHAR NOT NULL, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	rule_id INTEGER, 
	title_key VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	done_at DATETIME, 
	done_on DATE, 
	dropped_on DATE, 
	reason VARCHAR NOT NULL, 
	created_on DATE NOT NULL, 
	FOREIGN KEY(plan_id) REFERENCES action_plan (id) ON DELETE SET NULL, 
	FOREIGN KEY(milestone_id) REFERENCES milestone (id) ON DELETE SET NULL, 
	FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL, 
	FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	FOREIGN KEY(rule_id) REFERENCES rule (id) ON DELETE SET NULL, 
	CONSTRAINT "task.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "task.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "task.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "task.plan_id whole" CHECK ("plan_id" IS NULL OR (typeof("plan_id") = 'integer')), 
	CONSTRAINT "task.milestone_id whole" CHECK ("milestone_id" IS NULL OR (typeof("milestone_id") = 'integer')), 
	CONSTRAINT "task.goal_id whole" CHECK ("goal_id" IS NULL OR (typeof("goal_id") = 'integer')), 
	CONSTRAINT "task.contact_id whole" CHECK ("contact_id" IS NULL OR (typeof("contact_id") = 'integer')), 
	CONSTRAINT "task.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "task.due day" CHECK ("due" IS NULL OR (typeof("due") = 'text' AND date("due", '+0 days') IS "due")), 
	CONSTRAINT "task.planned_on day" CHECK ("planned_on" IS NULL OR (typeof("planned_on") = 'text' AND date("planned_on", '+0 days') IS "planned_on")), 
	CONSTRAINT "task.done_when text" CHECK (typeof("done_when") = 'text' AND length("done_when") <= 1000000 AND instr("done_when", char(0)) = 0), 
	CONSTRAINT "task.priority whole" CHECK ("priority" IS NULL OR (typeof("priority") = 'integer')), 
	CONSTRAINT "task.priority range" CHECK ("priority" IS NULL OR ("priority" >= 1 AND "priority" <= 3)), 
	CONSTRAINT "task.tags text" CHECK (typeof("tags") = 'text' AND length("tags") <= 1000000 AND instr("tags", char(0)) = 0), 
	CONSTRAINT "task.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "task.rule_id whole" CHECK ("rule_id" IS NULL OR (typeof("rule_id") = 'integer')), 
	CONSTRAINT "task.title_key text" CHECK (typeof("title_key") = 'text' AND length("title_key") <= 1000000 AND instr("title_key", char(0)) = 0), 
	CONSTRAINT "task.status word" CHECK ("status" IN ('open', 'done', 'dropped')), 
	CONSTRAINT "task.done_at instant" CHECK ("done_at" IS NULL OR (typeof("done_at") = 'text' AND length(CAST("done_at" AS BLOB)) = 26 AND datetime(substr("done_at", 1, 19), '+0 seconds') IS substr("done_at", 1, 19) AND substr("done_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')), 
	CONSTRAINT "task.done_on day" CHECK ("done_on" IS NULL OR (typeof("done_on") = 'text' AND date("done_on", '+0 days') IS "done_on")), 
	CONSTRAINT "task.dropped_on day" CHECK ("dropped_on" IS NULL OR (typeof("dropped_on") = 'text' AND date("dropped_on", '+0 days') IS "dropped_on")), 
	CONSTRAINT "task.reason text" CHECK (typeof("reason") = 'text' AND length("reason") <= 1000000 AND instr("reason", char(0)) = 0), 
	CONSTRAINT "task.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on"), 
	CONSTRAINT "task.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "task.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "task.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "task.plan_id whole" CHECK ("plan_id" IS NULL OR (typeof("plan_id") = 'integer')), 
	CONSTRAINT "task.milestone_id whole" CHECK ("milestone_id" IS NULL OR (typeof("milestone_id") = 'integer')), 
	CONSTRAINT "task.goal_id whole" CHECK ("goal_id" IS NULL OR (typeof("goal_id") = 'integer')), 
	CONSTRAINT "task.contact_id whole" CHECK ("contact_id" IS NULL OR (typeof("contact_id") = 'integer')), 
	CONSTRAINT "task.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "task.due day" CHECK ("due" IS NULL OR (typeof("due") = 'text' AND date("due", '+0 days') IS "due")), 
	CONSTRAINT "task.planned_on day" CHECK ("planned_on" IS NULL OR (typeof("planned_on") = 'text' AND date("planned_on", '+0 days') IS "planned_on")), 
	CONSTRAINT "task.done_when text" CHECK (typeof("done_when") = 'text' AND length("done_when") <= 1000000 AND instr("done_when", char(0)) = 0), 
	CONSTRAINT "task.priority whole" CHECK ("priority" IS NULL OR (typeof("priority") = 'integer')), 
	CONSTRAINT "task.priority range" CHECK ("priority" IS NULL OR ("priority" >= 1 AND "priority" <= 3)), 
	CONSTRAINT "task.tags text" CHECK (typeof("tags") = 'text' AND length("tags") <= 1000000 AND instr("tags", char(0)) = 0), 
	CONSTRAINT "task.note text" CHECK (typeof("note") = 'text' AND length("note") <= 1000000 AND instr("note", char(0)) = 0), 
	CONSTRAINT "task.rule_id whole" CHECK ("rule_id" IS NULL OR (typeof("rule_id") = 'integer')), 
	CONSTRAINT "task.title_key text" CHECK (typeof("title_key") = 'text' AND length("title_key") <= 1000000 AND instr("title_key", char(0)) = 0), 
	CONSTRAINT "task.status word" CHECK ("status" IN ('open', 'done', 'dropped')), 
	CONSTRAINT "task.done_at instant" CHECK ("done_at" IS NULL OR (typeof("done_at") = 'text' AND length(CAST("done_at" AS BLOB)) = 26 AND datetime(substr("done_at", 1, 19), '+0 seconds') IS substr("done_at", 1, 19) AND substr("done_at", 20) GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')), 
	CONSTRAINT "task.done_on day" CHECK ("done_on" IS NULL OR (typeof("done_on") = 'text' AND date("done_on", '+0 days') IS "done_on")), 
	CONSTRAINT "task.dropped_on day" CHECK ("dropped_on" IS NULL OR (typeof("dropped_on") = 'text' AND date("dropped_on", '+0 days') IS "dropped_on")), 
	CONSTRAINT "task.reason text" CHECK (typeof("reason") = 'text' AND length("reason") <= 1000000 AND instr("reason", char(0)) = 0), 
	CONSTRAINT "task.created_on day" CHECK (typeof("created_on") = 'text' AND date("created_on", '+0 days') IS "created_on")
);

CREATE INDEX ix_task_contact_id ON task (contact_id);

CREATE INDEX ix_task_done ON task (done_on, source, plan_id, milestone_id, goal_id);

CREATE INDEX ix_task_done_due ON task (due) WHERE status = 'done';

CREATE INDEX ix_task_done_planned ON task (planned_on) WHERE status = 'done';

CREATE INDEX ix_task_goal_id ON task (goal_id);

CREATE INDEX ix_task_milestone_id ON task (milestone_id);

CREATE INDEX ix_task_open_due ON task (due, id, source) WHERE status = 'open';

CREATE INDEX ix_task_open_order ON task (priority, due, id, planned_on) WHERE status = 'open';

CREATE INDEX ix_task_open_planned ON task (planned_on, id, due) WHERE status = 'open';

CREATE INDEX ix_task_plan_id ON task (plan_id);

CREATE INDEX ix_task_ruled ON task (title_key) WHERE rule_id IS NOT NULL;

CREATE INDEX ix_task_title_done ON task (title_key, done_on, source);

CREATE UNIQUE INDEX ux_task_source ON task (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE issue (
	source VARCHAR, 
	source_id VARCHAR, 
	title VARCHAR NOT NULL, 
	impact INTEGER NOT NULL, 
	cause VARCHAR NOT NULL, 
	decision VARCHAR NOT NULL, 
	goal_id INTEGER, 
	kpi_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	sop_id INTEGER, 
	commitment_id INTEGER, 
	owner_id INTEGER, 
	action_id INTEGER, 
	raised_in VARCHAR NOT NULL, 
	raised_on DATE NOT NULL, 
	status VARCHAR NOT NULL, 
	decided_on DATE, 
	closed_on DATE, 
	FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL, 
	FOREIGN KEY(kpi_id) REFERENCES kpi (id) ON DELETE SET NULL, 
	FOREIGN KEY(sop_id) REFERENCES sop (id) ON DELETE SET NULL, 
	FOREIGN KEY(commitment_id) REFERENCES commitment (id) ON DELETE SET NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	FOREIGN KEY(action_id) REFERENCES task (id) ON DELETE SET NULL, 
	CONSTRAINT "issue.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "issue.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "issue.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "issue.impact whole" CHECK (typeof("impact") = 'integer'), 
	CONSTRAINT "issue.impact range" CHECK ("impact" >= 1 AND "impact" <= 3), 
	CONSTRAINT "issue.cause text" CHECK (typeof("cause") = 'text' AND length("cause") <= 1000000 AND instr("cause", char(0)) = 0), 
	CONSTRAINT "issue.decision text" CHECK (typeof("decision") = 'text' AND length("decision") <= 1000000 AND instr("decision", char(0)) = 0), 
	CONSTRAINT "issue.goal_id whole" CHECK ("goal_id" IS NULL OR (typeof("goal_id") = 'integer')), 
	CONSTRAINT "issue.kpi_id whole" CHECK ("kpi_id" IS NULL OR (typeof("kpi_id") = 'integer')), 
	CONSTRAINT "issue.sop_id whole" CHECK ("sop_id" IS NULL OR (typeof("sop_id") = 'integer')), 
	CONSTRAINT "issue.commitment_id whole" CHECK ("commitment_id" IS NULL OR (typeof("commitment_id") = 'integer')), 
	CONSTRAINT "issue.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "issue.action_id whole" CHECK ("action_id" IS NULL OR (typeof("action_id") = 'integer')), 
	CONSTRAINT "issue.raised_in text" CHECK (typeof("raised_in") = 'text' AND length("raised_in") <= 1000000 AND instr("raised_in", char(0)) = 0), 
	CONSTRAINT "issue.raised_on day" CHECK (typeof("raised_on") = 'text' AND date("raised_on", '+0 days') IS "raised_on"), 
	CONSTRAINT "issue.status word" CHECK ("status" IN ('open', 'decided', 'parked', 'closed')), 
	CONSTRAINT "issue.decided_on day" CHECK ("decided_on" IS NULL OR (typeof("decided_on") = 'text' AND date("decided_on", '+0 days') IS "decided_on")), 
	CONSTRAINT "issue.closed_on day" CHECK ("closed_on" IS NULL OR (typeof("closed_on") = 'text' AND date("closed_on", '+0 days') IS "closed_on")), 
	CONSTRAINT "issue.source text" CHECK ("source" IS NULL OR (typeof("source") = 'text' AND length("source") <= 1000000 AND instr("source", char(0)) = 0)), 
	CONSTRAINT "issue.source_id text" CHECK ("source_id" IS NULL OR (typeof("source_id") = 'text' AND length("source_id") <= 1000000 AND instr("source_id", char(0)) = 0)), 
	CONSTRAINT "issue.title text" CHECK (typeof("title") = 'text' AND length("title") <= 1000000 AND instr("title", char(0)) = 0), 
	CONSTRAINT "issue.impact whole" CHECK (typeof("impact") = 'integer'), 
	CONSTRAINT "issue.impact range" CHECK ("impact" >= 1 AND "impact" <= 3), 
	CONSTRAINT "issue.cause text" CHECK (typeof("cause") = 'text' AND length("cause") <= 1000000 AND instr("cause", char(0)) = 0), 
	CONSTRAINT "issue.decision text" CHECK (typeof("decision") = 'text' AND length("decision") <= 1000000 AND instr("decision", char(0)) = 0), 
	CONSTRAINT "issue.goal_id whole" CHECK ("goal_id" IS NULL OR (typeof("goal_id") = 'integer')), 
	CONSTRAINT "issue.kpi_id whole" CHECK ("kpi_id" IS NULL OR (typeof("kpi_id") = 'integer')), 
	CONSTRAINT "issue.sop_id whole" CHECK ("sop_id" IS NULL OR (typeof("sop_id") = 'integer')), 
	CONSTRAINT "issue.commitment_id whole" CHECK ("commitment_id" IS NULL OR (typeof("commitment_id") = 'integer')), 
	CONSTRAINT "issue.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "issue.action_id whole" CHECK ("action_id" IS NULL OR (typeof("action_id") = 'integer')), 
	CONSTRAINT "issue.raised_in text" CHECK (typeof("raised_in") = 'text' AND length("raised_in") <= 1000000 AND instr("raised_in", char(0)) = 0), 
	CONSTRAINT "issue.raised_on day" CHECK (typeof("raised_on") = 'text' AND date("raised_on", '+0 days') IS "raised_on"), 
	CONSTRAINT "issue.status word" CHECK ("status" IN ('open', 'decided', 'parked', 'closed')), 
	CONSTRAINT "issue.decided_on day" CHECK ("decided_on" IS NULL OR (typeof("decided_on") = 'text' AND date("decided_on", '+0 days') IS "decided_on")), 
	CONSTRAINT "issue.closed_on day" CHECK ("closed_on" IS NULL OR (typeof("closed_on") = 'text' AND date("closed_on", '+0 days') IS "closed_on"))
);

CREATE INDEX ix_issue_action_id ON issue (action_id);

CREATE INDEX ix_issue_decided ON issue (decided_on);

CREATE INDEX ix_issue_kpi_id ON issue (kpi_id);

CREATE INDEX ix_issue_raised ON issue (raised_on);

CREATE INDEX ix_issue_status ON issue (status, raised_on);

CREATE UNIQUE INDEX ux_issue_source ON issue (source, source_id) WHERE source IS NOT NULL;

CREATE TABLE experiment (
	hypothesis VARCHAR NOT NULL, 
	change VARCHAR NOT NULL, 
	check_on DATE, 
	kpi_id INTEGER, 
	owner_id INTEGER, 
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	issue_id INTEGER, 
	sop_id INTEGER, 
	started_on DATE NOT NULL, 
	status VARCHAR NOT NULL, 
	verdict VARCHAR, 
	learned VARCHAR NOT NULL, 
	closed_on DATE, 
	FOREIGN KEY(kpi_id) REFERENCES kpi (id) ON DELETE SET NULL, 
	FOREIGN KEY(owner_id) REFERENCES person (id) ON DELETE SET NULL, 
	FOREIGN KEY(issue_id) REFERENCES issue (id) ON DELETE SET NULL, 
	FOREIGN KEY(sop_id) REFERENCES sop (id) ON DELETE SET NULL, 
	CONSTRAINT "experiment.hypothesis text" CHECK (typeof("hypothesis") = 'text' AND length("hypothesis") <= 1000000 AND instr("hypothesis", char(0)) = 0), 
	CONSTRAINT "experiment.change text" CHECK (typeof("change") = 'text' AND length("change") <= 1000000 AND instr("change", char(0)) = 0), 
	CONSTRAINT "experiment.check_on day" CHECK ("check_on" IS NULL OR (typeof("check_on") = 'text' AND date("check_on", '+0 days') IS "check_on")), 
	CONSTRAINT "experiment.kpi_id whole" CHECK ("kpi_id" IS NULL OR (typeof("kpi_id") = 'integer')), 
	CONSTRAINT "experiment.owner_id whole" CHECK ("owner_id" IS NULL OR (typeof("owner_id") = 'integer')), 
	CONSTRAINT "experiment.issue_id whole" CHECK ("issue_id" IS NULL OR (typeof("issue_id") = 'integer')), 
	CONSTRAINT "experiment.sop_id whole" CHECK ("sop_id" IS NULL OR (typeof("sop_id") = 'integer')), 
	CONSTRAINT "experiment.started_on day" CHECK (typeof("started_on") = 'text' AND date("started_on", '+0 days') IS "started_on"), 
	CONSTRAINT "experiment.status word" CHECK ("status" IN ('running', 'concluded')), 
	CONSTRAINT "experiment.verdict word" CHECK ("verdict" IS NULL OR ("verdict" IN ('adopt', 'adapt', 'abandon'))), 
	CONSTRAINT "experiment.learned text" CHECK (typeof("learned") = 'text' AND length("learned") <= 1000000 AND instr("learned", char(0)) = 0), 
	CONSTRAINT "experiment.closed_on day" CHECK ("closed_on" IS NULL OR (typeof("closed_on") = 'text' AND date("closed_on", '+0 days') IS "closed_on"))
);

CREATE INDEX ix_experiment_status ON experiment (status, check_on);

INSERT INTO current_txn (id, txn_id) VALUES (1, NULL);

CREATE TRIGGER history_change_update BEFORE UPDATE ON change
BEGIN
  SELECT RAISE(ABORT, 'history is append-only');
END;

CREATE TRIGGER history_change_delete BEFORE DELETE ON change
BEGIN
  SELECT RAISE(ABORT, 'history is append-only');
END;

CREATE TRIGGER history_txn_update BEFORE UPDATE ON txn
BEGIN
  SELECT RAISE(ABORT, 'history is append-only');
END;

CREATE TRIGGER history_txn_delete BEFORE DELETE ON txn
WHEN OLD.id IS NOT (SELECT txn_id FROM current_txn) OR EXISTS (SELECT 1 FROM change WHERE txn_id = OLD.id)
BEGIN
  SELECT RAISE(ABORT, 'history is append-only');
END;

CREATE TRIGGER history_outside AFTER INSERT ON change WHEN NEW.txn_id IS NULL
BEGIN
  UPDATE judgement SET txn_id = -1;
END;

CREATE TRIGGER journal_audit_answer_insert AFTER INSERT ON audit_answer
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'audit_answer',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'item',NEW.item,'ticked',NEW.ticked,'on',NEW."on",'at',NEW.at));
END;

CREATE TRIGGER journal_audit_answer_update AFTER UPDATE ON audit_answer
WHEN (OLD.item,OLD.ticked,OLD."on",OLD.at)
IS NOT (NEW.item,NEW.ticked,NEW."on",NEW.at)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'audit_answer',NEW.id,'update',
'{'||substr(iif(OLD.item IS NEW.item,'',',"item":'||json_quote(OLD.item))
||iif(OLD.ticked IS NEW.ticked,'',',"ticked":'||json_quote(OLD.ticked))
||iif(OLD."on" IS NEW."on",'',',"on":'||json_quote(OLD."on"))
||iif(OLD.at IS NEW.at,'',',"at":'||json_quote(OLD.at)),2)||'}',
'{'||substr(iif(OLD.item IS NEW.item,'',',"item":'||json_quote(NEW.item))
||iif(OLD.ticked IS NEW.ticked,'',',"ticked":'||json_quote(NEW.ticked))
||iif(OLD."on" IS NEW."on",'',',"on":'||json_quote(NEW."on"))
||iif(OLD.at IS NEW.at,'',',"at":'||json_quote(NEW.at)),2)||'}');
END;

CREATE TRIGGER journal_audit_answer_delete AFTER DELETE ON audit_answer
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'audit_answer',OLD.id,'delete',
json_object('id',OLD.id,'item',OLD.item,'ticked',OLD.ticked,'on',OLD."on",'at',OLD.at),
NULL);
END;

CREATE TRIGGER journal_audit_answer_key BEFORE UPDATE OF id ON audit_answer
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_audit_item_insert AFTER INSERT ON audit_item
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'audit_item',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'item',NEW.item,'text',NEW.text));
END;

CREATE TRIGGER journal_audit_item_update AFTER UPDATE ON audit_item
WHEN (OLD.item,OLD.text)
IS NOT (NEW.item,NEW.text)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'audit_item',NEW.id,'update',
'{'||substr(iif(OLD.item IS NEW.item,'',',"item":'||json_quote(OLD.item))
||iif(OLD.text IS NEW.text,'',',"text":'||json_quote(OLD.text)),2)||'}',
'{'||substr(iif(OLD.item IS NEW.item,'',',"item":'||json_quote(NEW.item))
||iif(OLD.text IS NEW.text,'',',"text":'||json_quote(NEW.text)),2)||'}');
END;

CREATE TRIGGER journal_audit_item_delete AFTER DELETE ON audit_item
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'audit_item',OLD.id,'delete',
json_object('id',OLD.id,'item',OLD.item,'text',OLD.text),
NULL);
END;

CREATE TRIGGER journal_audit_item_key BEFORE UPDATE OF id ON audit_item
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_busy_time_insert AFTER INSERT ON busy_time
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'busy_time',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'starts_at',NEW.starts_at,'ends_at',NEW.ends_at,'title',NEW.title,'source',NEW.source,'source_id',NEW.source_id));
END;

CREATE TRIGGER journal_busy_time_update AFTER UPDATE ON busy_time
WHEN (OLD.starts_at,OLD.ends_at,OLD.title,OLD.source,OLD.source_id)
IS NOT (NEW.starts_at,NEW.ends_at,NEW.title,NEW.source,NEW.source_id)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'busy_time',NEW.id,'update',
'{'||substr(iif(OLD.starts_at IS NEW.starts_at,'',',"starts_at":'||json_quote(OLD.starts_at))
||iif(OLD.ends_at IS NEW.ends_at,'',',"ends_at":'||json_quote(OLD.ends_at))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(OLD.title))
||iif(OLD.source IS NEW.source,'',',"source":'||json_quote(OLD.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(OLD.source_id)),2)||'}',
'{'||substr(iif(OLD.starts_at IS NEW.starts_at,'',',"starts_at":'||json_quote(NEW.starts_at))
||iif(OLD.ends_at IS NEW.ends_at,'',',"ends_at":'||json_quote(NEW.ends_at))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(NEW.title))
||iif(OLD.source IS NEW.source,'',',"source":'||json_quote(NEW.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(NEW.source_id)),2)||'}');
END;

CREATE TRIGGER journal_busy_time_delete AFTER DELETE ON busy_time
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'busy_time',OLD.id,'delete',
json_object('id',OLD.id,'starts_at',OLD.starts_at,'ends_at',OLD.ends_at,'title',OLD.title,'source',OLD.source,'source_id',OLD.source_id),
NULL);
END;

CREATE TRIGGER journal_busy_time_key BEFORE UPDATE OF id ON busy_time
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_company_insert AFTER INSERT ON company
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'company',NEW.id,'insert',
NULL,
json_object('name',NEW.name,'vision',NEW.vision,'why',NEW.why,'zone',NEW.zone,'first_weekday',NEW.first_weekday,'currency',NEW.currency,'id',NEW.id,'started_on',NEW.started_on));
END;

CREATE TRIGGER journal_company_update AFTER UPDATE ON company
WHEN (OLD.name,OLD.vision,OLD.why,OLD.zone,OLD.first_weekday,OLD.currency,OLD.started_on)
IS NOT (NEW.name,NEW.vision,NEW.why,NEW.zone,NEW.first_weekday,NEW.currency,NEW.started_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'company',NEW.id,'update',
'{'||substr(iif(OLD.name IS NEW.name,'',',"name":'||json_quote(OLD.name))
||iif(OLD.vision IS NEW.vision,'',',"vision":'||json_quote(OLD.vision))
||iif(OLD.why IS NEW.why,'',',"why":'||json_quote(OLD.why))
||iif(OLD.zone IS NEW.zone,'',',"zone":'||json_quote(OLD.zone))
||iif(OLD.first_weekday IS NEW.first_weekday,'',',"first_weekday":'||json_quote(OLD.first_weekday))
||iif(OLD.currency IS NEW.currency,'',',"currency":'||json_quote(OLD.currency))
||iif(OLD.started_on IS NEW.started_on,'',',"started_on":'||json_quote(OLD.started_on)),2)||'}',
'{'||substr(iif(OLD.name IS NEW.name,'',',"name":'||json_quote(NEW.name))
||iif(OLD.vision IS NEW.vision,'',',"vision":'||json_quote(NEW.vision))
||iif(OLD.why IS NEW.why,'',',"why":'||json_quote(NEW.why))
||iif(OLD.zone IS NEW.zone,'',',"zone":'||json_quote(NEW.zone))
||iif(OLD.first_weekday IS NEW.first_weekday,'',',"first_weekday":'||json_quote(NEW.first_weekday))
||iif(OLD.currency IS NEW.currency,'',',"currency":'||json_quote(NEW.currency))
||iif(OLD.started_on IS NEW.started_on,'',',"started_on":'||json_quote(NEW.started_on)),2)||'}');
END;

CREATE TRIGGER journal_company_delete AFTER DELETE ON company
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'company',OLD.id,'delete',
json_object('name',OLD.name,'vision',OLD.vision,'why',OLD.why,'zone',OLD.zone,'first_weekday',OLD.first_weekday,'currency',OLD.currency,'id',OLD.id,'started_on',OLD.started_on),
NULL);
END;

CREATE TRIGGER journal_company_key BEFORE UPDATE OF id ON company
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_person_insert AFTER INSERT ON person
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'person',NEW.id,'insert',
NULL,
json_object('email',NEW.email,'id',NEW.id,'name',NEW.name,'founder',NEW.founder,'active',NEW.active));
END;

CREATE TRIGGER journal_person_update AFTER UPDATE ON person
WHEN (OLD.email,OLD.name,OLD.founder,OLD.active)
IS NOT (NEW.email,NEW.name,NEW.founder,NEW.active)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'person',NEW.id,'update',
'{'||substr(iif(OLD.email IS NEW.email,'',',"email":'||json_quote(OLD.email))
||iif(OLD.name IS NEW.name,'',',"name":'||json_quote(OLD.name))
||iif(OLD.founder IS NEW.founder,'',',"founder":'||json_quote(OLD.founder))
||iif(OLD.active IS NEW.active,'',',"active":'||json_quote(OLD.active)),2)||'}',
'{'||substr(iif(OLD.email IS NEW.email,'',',"email":'||json_quote(NEW.email))
||iif(OLD.name IS NEW.name,'',',"name":'||json_quote(NEW.name))
||iif(OLD.founder IS NEW.founder,'',',"founder":'||json_quote(NEW.founder))
||iif(OLD.active IS NEW.active,'',',"active":'||json_quote(NEW.active)),2)||'}');
END;

CREATE TRIGGER journal_person_delete AFTER DELETE ON person
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'person',OLD.id,'delete',
json_object('email',OLD.email,'id',OLD.id,'name',OLD.name,'founder',OLD.founder,'active',OLD.active),
NULL);
END;

CREATE TRIGGER journal_person_key BEFORE UPDATE OF id ON person
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_pipeline_stage_insert AFTER INSERT ON pipeline_stage
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'pipeline_stage',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'name',NEW.name,'position',NEW.position,'kind',NEW.kind,'respond_hours',NEW.respond_hours));
END;

CREATE TRIGGER journal_pipeline_stage_update AFTER UPDATE ON pipeline_stage
WHEN (OLD.name,OLD.position,OLD.kind,OLD.respond_hours)
IS NOT (NEW.name,NEW.position,NEW.kind,NEW.respond_hours)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'pipeline_stage',NEW.id,'update',
'{'||substr(iif(OLD.name IS NEW.name,'',',"name":'||json_quote(OLD.name))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(OLD.position))
||iif(OLD.kind IS NEW.kind,'',',"kind":'||json_quote(OLD.kind))
||iif(OLD.respond_hours IS NEW.respond_hours,'',',"respond_hours":'||json_quote(OLD.respond_hours)),2)||'}',
'{'||substr(iif(OLD.name IS NEW.name,'',',"name":'||json_quote(NEW.name))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(NEW.position))
||iif(OLD.kind IS NEW.kind,'',',"kind":'||json_quote(NEW.kind))
||iif(OLD.respond_hours IS NEW.respond_hours,'',',"respond_hours":'||json_quote(NEW.respond_hours)),2)||'}');
END;

CREATE TRIGGER journal_pipeline_stage_delete AFTER DELETE ON pipeline_stage
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'pipeline_stage',OLD.id,'delete',
json_object('id',OLD.id,'name',OLD.name,'position',OLD.position,'kind',OLD.kind,'respond_hours',OLD.respond_hours),
NULL);
END;

CREATE TRIGGER journal_pipeline_stage_key BEFORE UPDATE OF id ON pipeline_stage
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_review_insert AFTER INSERT ON review
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'review',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'week',NEW.week,'mode',NEW.mode,'state',NEW.state,'step',NEW.step,'started_at',NEW.started_at,'closed_at',NEW.closed_at,'closed_on',NEW.closed_on,'late',NEW.late,'active_seconds',NEW.active_seconds,'rating',NEW.rating,'numbers',NEW.numbers,'report',NEW.report,'shared_on',NEW.shared_on));
END;

CREATE TRIGGER journal_review_update AFTER UPDATE ON review
WHEN (OLD.week,OLD.mode,OLD.state,OLD.step,OLD.started_at,OLD.closed_at,OLD.closed_on,OLD.late,OLD.active_seconds,OLD.rating,OLD.numbers,OLD.report,OLD.shared_on)
IS NOT (NEW.week,NEW.mode,NEW.state,NEW.step,NEW.started_at,NEW.closed_at,NEW.closed_on,NEW.late,NEW.active_seconds,NEW.rating,NEW.numbers,NEW.report,NEW.shared_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'review',NEW.id,'update',
'{'||substr(iif(OLD.week IS NEW.week,'',',"week":'||json_quote(OLD.week))
||iif(OLD.mode IS NEW.mode,'',',"mode":'||json_quote(OLD.mode))
||iif(OLD.state IS NEW.state,'',',"state":'||json_quote(OLD.state))
||iif(OLD.step IS NEW.step,'',',"step":'||json_quote(OLD.step))
||iif(OLD.started_at IS NEW.started_at,'',',"started_at":'||json_quote(OLD.started_at))
||iif(OLD.closed_at IS NEW.closed_at,'',',"closed_at":'||json_quote(OLD.closed_at))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(OLD.closed_on))
||iif(OLD.late IS NEW.late,'',',"late":'||json_quote(OLD.late))
||iif(OLD.active_seconds IS NEW.active_seconds,'',',"active_seconds":'||json_quote(OLD.active_seconds))
||iif(OLD.rating IS NEW.rating,'',',"rating":'||json_quote(OLD.rating))
||iif(OLD.numbers IS NEW.numbers,'',',"numbers":'||json_quote(OLD.numbers))
||iif(OLD.report IS NEW.report,'',',"report":'||json_quote(OLD.report))
||iif(OLD.shared_on IS NEW.shared_on,'',',"shared_on":'||json_quote(OLD.shared_on)),2)||'}',
'{'||substr(iif(OLD.week IS NEW.week,'',',"week":'||json_quote(NEW.week))
||iif(OLD.mode IS NEW.mode,'',',"mode":'||json_quote(NEW.mode))
||iif(OLD.state IS NEW.state,'',',"state":'||json_quote(NEW.state))
||iif(OLD.step IS NEW.step,'',',"step":'||json_quote(NEW.step))
||iif(OLD.started_at IS NEW.started_at,'',',"started_at":'||json_quote(NEW.started_at))
||iif(OLD.closed_at IS NEW.closed_at,'',',"closed_at":'||json_quote(NEW.closed_at))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(NEW.closed_on))
||iif(OLD.late IS NEW.late,'',',"late":'||json_quote(NEW.late))
||iif(OLD.active_seconds IS NEW.active_seconds,'',',"active_seconds":'||json_quote(NEW.active_seconds))
||iif(OLD.rating IS NEW.rating,'',',"rating":'||json_quote(NEW.rating))
||iif(OLD.numbers IS NEW.numbers,'',',"numbers":'||json_quote(NEW.numbers))
||iif(OLD.report IS NEW.report,'',',"report":'||json_quote(NEW.report))
||iif(OLD.shared_on IS NEW.shared_on,'',',"shared_on":'||json_quote(NEW.shared_on)),2)||'}');
END;

CREATE TRIGGER journal_review_delete AFTER DELETE ON review
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'review',OLD.id,'delete',
json_object('id',OLD.id,'week',OLD.week,'mode',OLD.mode,'state',OLD.state,'step',OLD.step,'started_at',OLD.started_at,'closed_at',OLD.closed_at,'closed_on',OLD.closed_on,'late',OLD.late,'active_seconds',OLD.active_seconds,'rating',OLD.rating,'numbers',OLD.numbers,'report',OLD.report,'shared_on',OLD.shared_on),
NULL);
END;

CREATE TRIGGER journal_review_key BEFORE UPDATE OF id ON review
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_self_rating_insert AFTER INSERT ON self_rating
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'self_rating',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'category',NEW.category,'value',NEW.value,'on',NEW."on",'at',NEW.at));
END;

CREATE TRIGGER journal_self_rating_update AFTER UPDATE ON self_rating
WHEN (OLD.category,OLD.value,OLD."on",OLD.at)
IS NOT (NEW.category,NEW.value,NEW."on",NEW.at)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'self_rating',NEW.id,'update',
'{'||substr(iif(OLD.category IS NEW.category,'',',"category":'||json_quote(OLD.category))
||iif(OLD.value IS NEW.value,'',',"value":'||json_quote(OLD.value))
||iif(OLD."on" IS NEW."on",'',',"on":'||json_quote(OLD."on"))
||iif(OLD.at IS NEW.at,'',',"at":'||json_quote(OLD.at)),2)||'}',
'{'||substr(iif(OLD.category IS NEW.category,'',',"category":'||json_quote(NEW.category))
||iif(OLD.value IS NEW.value,'',',"value":'||json_quote(NEW.value))
||iif(OLD."on" IS NEW."on",'',',"on":'||json_quote(NEW."on"))
||iif(OLD.at IS NEW.at,'',',"at":'||json_quote(NEW.at)),2)||'}');
END;

CREATE TRIGGER journal_self_rating_delete AFTER DELETE ON self_rating
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'self_rating',OLD.id,'delete',
json_object('id',OLD.id,'category',OLD.category,'value',OLD.value,'on',OLD."on",'at',OLD.at),
NULL);
END;

CREATE TRIGGER journal_self_rating_key BEFORE UPDATE OF id ON self_rating
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_sequence_insert AFTER INSERT ON sequence
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sequence',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'name',NEW.name,'active',NEW.active));
END;

CREATE TRIGGER journal_sequence_update AFTER UPDATE ON sequence
WHEN (OLD.name,OLD.active)
IS NOT (NEW.name,NEW.active)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sequence',NEW.id,'update',
'{'||substr(iif(OLD.name IS NEW.name,'',',"name":'||json_quote(OLD.name))
||iif(OLD.active IS NEW.active,'',',"active":'||json_quote(OLD.active)),2)||'}',
'{'||substr(iif(OLD.name IS NEW.name,'',',"name":'||json_quote(NEW.name))
||iif(OLD.active IS NEW.active,'',',"active":'||json_quote(NEW.active)),2)||'}');
END;

CREATE TRIGGER journal_sequence_delete AFTER DELETE ON sequence
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sequence',OLD.id,'delete',
json_object('id',OLD.id,'name',OLD.name,'active',OLD.active),
NULL);
END;

CREATE TRIGGER journal_sequence_key BEFORE UPDATE OF id ON sequence
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_contact_insert AFTER INSERT ON contact
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'contact',NEW.id,'insert',
NULL,
json_object('source',NEW.source,'source_id',NEW.source_id,'name',NEW.name,'company',NEW.company,'email',NEW.email,'phone',NEW.phone,'kind',NEW.kind,'ideal_days',NEW.ideal_days,'longest_days',NEW.longest_days,'note',NEW.note,'id',NEW.id,'owner_id',NEW.owner_id,'status',NEW.status,'last_touch_on',NEW.last_touch_on,'next_touch_on',NEW.next_touch_on,'sequence_id',NEW.sequence_id,'sequence_position',NEW.sequence_position,'sequence_from',NEW.sequence_from,'created_on',NEW.created_on));
END;

CREATE TRIGGER journal_contact_update AFTER UPDATE ON contact
WHEN (OLD.source,OLD.source_id,OLD.name,OLD.company,OLD.email,OLD.phone,OLD.kind,OLD.ideal_days,OLD.longest_days,OLD.note,OLD.owner_id,OLD.status,OLD.last_touch_on,OLD.next_touch_on,OLD.sequence_id,OLD.sequence_position,OLD.sequence_from,OLD.created_on)
IS NOT (NEW.source,NEW.source_id,NEW.name,NEW.company,NEW.email,NEW.phone,NEW.kind,NEW.ideal_days,NEW.longest_days,NEW.note,NEW.owner_id,NEW.status,NEW.last_touch_on,NEW.next_touch_on,NEW.sequence_id,NEW.sequence_position,NEW.sequence_from,NEW.created_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'contact',NEW.id,'update',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(OLD.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(OLD.source_id))
||iif(OLD.name IS NEW.name,'',',"name":'||json_quote(OLD.name))
||iif(OLD.company IS NEW.company,'',',"company":'||json_quote(OLD.company))
||iif(OLD.email IS NEW.email,'',',"email":'||json_quote(OLD.email))
||iif(OLD.phone IS NEW.phone,'',',"phone":'||json_quote(OLD.phone))
||iif(OLD.kind IS NEW.kind,'',',"kind":'||json_quote(OLD.kind))
||iif(OLD.ideal_days IS NEW.ideal_days,'',',"ideal_days":'||json_quote(OLD.ideal_days))
||iif(OLD.longest_days IS NEW.longest_days,'',',"longest_days":'||json_quote(OLD.longest_days))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(OLD.note))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(OLD.status))
||iif(OLD.last_touch_on IS NEW.last_touch_on,'',',"last_touch_on":'||json_quote(OLD.last_touch_on))
||iif(OLD.next_touch_on IS NEW.next_touch_on,'',',"next_touch_on":'||json_quote(OLD.next_touch_on))
||iif(OLD.sequence_id IS NEW.sequence_id,'',',"sequence_id":'||json_quote(OLD.sequence_id))
||iif(OLD.sequence_position IS NEW.sequence_position,'',',"sequence_position":'||json_quote(OLD.sequence_position))
||iif(OLD.sequence_from IS NEW.sequence_from,'',',"sequence_from":'||json_quote(OLD.sequence_from))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(OLD.created_on)),2)||'}',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(NEW.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(NEW.source_id))
||iif(OLD.name IS NEW.name,'',',"name":'||json_quote(NEW.name))
||iif(OLD.company IS NEW.company,'',',"company":'||json_quote(NEW.company))
||iif(OLD.email IS NEW.email,'',',"email":'||json_quote(NEW.email))
||iif(OLD.phone IS NEW.phone,'',',"phone":'||json_quote(NEW.phone))
||iif(OLD.kind IS NEW.kind,'',',"kind":'||json_quote(NEW.kind))
||iif(OLD.ideal_days IS NEW.ideal_days,'',',"ideal_days":'||json_quote(NEW.ideal_days))
||iif(OLD.longest_days IS NEW.longest_days,'',',"longest_days":'||json_quote(NEW.longest_days))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(NEW.note))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(NEW.status))
||iif(OLD.last_touch_on IS NEW.last_touch_on,'',',"last_touch_on":'||json_quote(NEW.last_touch_on))
||iif(OLD.next_touch_on IS NEW.next_touch_on,'',',"next_touch_on":'||json_quote(NEW.next_touch_on))
||iif(OLD.sequence_id IS NEW.sequence_id,'',',"sequence_id":'||json_quote(NEW.sequence_id))
||iif(OLD.sequence_position IS NEW.sequence_position,'',',"sequence_position":'||json_quote(NEW.sequence_position))
||iif(OLD.sequence_from IS NEW.sequence_from,'',',"sequence_from":'||json_quote(NEW.sequence_from))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(NEW.created_on)),2)||'}');
END;

CREATE TRIGGER journal_contact_delete AFTER DELETE ON contact
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'contact',OLD.id,'delete',
json_object('source',OLD.source,'source_id',OLD.source_id,'name',OLD.name,'company',OLD.company,'email',OLD.email,'phone',OLD.phone,'kind',OLD.kind,'ideal_days',OLD.ideal_days,'longest_days',OLD.longest_days,'note',OLD.note,'id',OLD.id,'owner_id',OLD.owner_id,'status',OLD.status,'last_touch_on',OLD.last_touch_on,'next_touch_on',OLD.next_touch_on,'sequence_id',OLD.sequence_id,'sequence_position',OLD.sequence_position,'sequence_from',OLD.sequence_from,'created_on',OLD.created_on),
NULL);
END;

CREATE TRIGGER journal_contact_key BEFORE UPDATE OF id ON contact
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_core_process_insert AFTER INSERT ON core_process
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'core_process',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'name',NEW.name,'position',NEW.position,'owner_id',NEW.owner_id,'active',NEW.active));
END;

CREATE TRIGGER journal_core_process_update AFTER UPDATE ON core_process
WHEN (OLD.name,OLD.position,OLD.owner_id,OLD.active)
IS NOT (NEW.name,NEW.position,NEW.owner_id,NEW.active)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'core_process',NEW.id,'update',
'{'||substr(iif(OLD.name IS NEW.name,'',',"name":'||json_quote(OLD.name))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(OLD.position))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.active IS NEW.active,'',',"active":'||json_quote(OLD.active)),2)||'}',
'{'||substr(iif(OLD.name IS NEW.name,'',',"name":'||json_quote(NEW.name))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(NEW.position))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.active IS NEW.active,'',',"active":'||json_quote(NEW.active)),2)||'}');
END;

CREATE TRIGGER journal_core_process_delete AFTER DELETE ON core_process
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'core_process',OLD.id,'delete',
json_object('id',OLD.id,'name',OLD.name,'position',OLD.position,'owner_id',OLD.owner_id,'active',OLD.active),
NULL);
END;

CREATE TRIGGER journal_core_process_key BEFORE UPDATE OF id ON core_process
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_goal_insert AFTER INSERT ON goal
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'goal',NEW.id,'insert',
NULL,
json_object('horizon',NEW.horizon,'title',NEW.title,'why',NEW.why,'done_when',NEW.done_when,'parent_id',NEW.parent_id,'owner_id',NEW.owner_id,'start',NEW.start,'due',NEW.due,'id',NEW.id,'rank',NEW.rank,'status',NEW.status,'first_start',NEW.first_start,'first_due',NEW.first_due,'due_moved_on',NEW.due_moved_on,'grade',json(iif(NEW.grade IS NULL,'null',printf('%!.20g',NEW.grade))),'closed_on',NEW.closed_on,'reason',NEW.reason,'created_on',NEW.created_on));
END;

CREATE TRIGGER journal_goal_update AFTER UPDATE ON goal
WHEN (OLD.horizon,OLD.title,OLD.why,OLD.done_when,OLD.parent_id,OLD.owner_id,OLD.start,OLD.due,OLD.rank,OLD.status,OLD.first_start,OLD.first_due,OLD.due_moved_on,OLD.grade,OLD.closed_on,OLD.reason,OLD.created_on)
IS NOT (NEW.horizon,NEW.title,NEW.why,NEW.done_when,NEW.parent_id,NEW.owner_id,NEW.start,NEW.due,NEW.rank,NEW.status,NEW.first_start,NEW.first_due,NEW.due_moved_on,NEW.grade,NEW.closed_on,NEW.reason,NEW.created_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'goal',NEW.id,'update',
'{'||substr(iif(OLD.horizon IS NEW.horizon,'',',"horizon":'||json_quote(OLD.horizon))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(OLD.title))
||iif(OLD.why IS NEW.why,'',',"why":'||json_quote(OLD.why))
||iif(OLD.done_when IS NEW.done_when,'',',"done_when":'||json_quote(OLD.done_when))
||iif(OLD.parent_id IS NEW.parent_id,'',',"parent_id":'||json_quote(OLD.parent_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.start IS NEW.start,'',',"start":'||json_quote(OLD.start))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(OLD.due))
||iif(OLD.rank IS NEW.rank,'',',"rank":'||json_quote(OLD.rank))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(OLD.status))
||iif(OLD.first_start IS NEW.first_start,'',',"first_start":'||json_quote(OLD.first_start))
||iif(OLD.first_due IS NEW.first_due,'',',"first_due":'||json_quote(OLD.first_due))
||iif(OLD.due_moved_on IS NEW.due_moved_on,'',',"due_moved_on":'||json_quote(OLD.due_moved_on))
||iif(OLD.grade IS NEW.grade,'',',"grade":'||iif(OLD.grade IS NULL,'null',printf('%!.20g',OLD.grade)))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(OLD.closed_on))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(OLD.reason))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(OLD.created_on)),2)||'}',
'{'||substr(iif(OLD.horizon IS NEW.horizon,'',',"horizon":'||json_quote(NEW.horizon))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(NEW.title))
||iif(OLD.why IS NEW.why,'',',"why":'||json_quote(NEW.why))
||iif(OLD.done_when IS NEW.done_when,'',',"done_when":'||json_quote(NEW.done_when))
||iif(OLD.parent_id IS NEW.parent_id,'',',"parent_id":'||json_quote(NEW.parent_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.start IS NEW.start,'',',"start":'||json_quote(NEW.start))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(NEW.due))
||iif(OLD.rank IS NEW.rank,'',',"rank":'||json_quote(NEW.rank))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(NEW.status))
||iif(OLD.first_start IS NEW.first_start,'',',"first_start":'||json_quote(NEW.first_start))
||iif(OLD.first_due IS NEW.first_due,'',',"first_due":'||json_quote(NEW.first_due))
||iif(OLD.due_moved_on IS NEW.due_moved_on,'',',"due_moved_on":'||json_quote(NEW.due_moved_on))
||iif(OLD.grade IS NEW.grade,'',',"grade":'||iif(NEW.grade IS NULL,'null',printf('%!.20g',NEW.grade)))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(NEW.closed_on))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(NEW.reason))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(NEW.created_on)),2)||'}');
END;

CREATE TRIGGER journal_goal_delete AFTER DELETE ON goal
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'goal',OLD.id,'delete',
json_object('horizon',OLD.horizon,'title',OLD.title,'why',OLD.why,'done_when',OLD.done_when,'parent_id',OLD.parent_id,'owner_id',OLD.owner_id,'start',OLD.start,'due',OLD.due,'id',OLD.id,'rank',OLD.rank,'status',OLD.status,'first_start',OLD.first_start,'first_due',OLD.first_due,'due_moved_on',OLD.due_moved_on,'grade',json(iif(OLD.grade IS NULL,'null',printf('%!.20g',OLD.grade))),'closed_on',OLD.closed_on,'reason',OLD.reason,'created_on',OLD.created_on),
NULL);
END;

CREATE TRIGGER journal_goal_key BEFORE UPDATE OF id ON goal
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_review_step_insert AFTER INSERT ON review_step
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'review_step',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'review_id',NEW.review_id,'key',NEW."key",'position',NEW.position,'state',NEW.state,'active_seconds',NEW.active_seconds,'answers',NEW.answers,'done_at',NEW.done_at));
END;

CREATE TRIGGER journal_review_step_update AFTER UPDATE ON review_step
WHEN (OLD.review_id,OLD."key",OLD.position,OLD.state,OLD.active_seconds,OLD.answers,OLD.done_at)
IS NOT (NEW.review_id,NEW."key",NEW.position,NEW.state,NEW.active_seconds,NEW.answers,NEW.done_at)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'review_step',NEW.id,'update',
'{'||substr(iif(OLD.review_id IS NEW.review_id,'',',"review_id":'||json_quote(OLD.review_id))
||iif(OLD."key" IS NEW."key",'',',"key":'||json_quote(OLD."key"))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(OLD.position))
||iif(OLD.state IS NEW.state,'',',"state":'||json_quote(OLD.state))
||iif(OLD.active_seconds IS NEW.active_seconds,'',',"active_seconds":'||json_quote(OLD.active_seconds))
||iif(OLD.answers IS NEW.answers,'',',"answers":'||json_quote(OLD.answers))
||iif(OLD.done_at IS NEW.done_at,'',',"done_at":'||json_quote(OLD.done_at)),2)||'}',
'{'||substr(iif(OLD.review_id IS NEW.review_id,'',',"review_id":'||json_quote(NEW.review_id))
||iif(OLD."key" IS NEW."key",'',',"key":'||json_quote(NEW."key"))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(NEW.position))
||iif(OLD.state IS NEW.state,'',',"state":'||json_quote(NEW.state))
||iif(OLD.active_seconds IS NEW.active_seconds,'',',"active_seconds":'||json_quote(NEW.active_seconds))
||iif(OLD.answers IS NEW.answers,'',',"answers":'||json_quote(NEW.answers))
||iif(OLD.done_at IS NEW.done_at,'',',"done_at":'||json_quote(NEW.done_at)),2)||'}');
END;

CREATE TRIGGER journal_review_step_delete AFTER DELETE ON review_step
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'review_step',OLD.id,'delete',
json_object('id',OLD.id,'review_id',OLD.review_id,'key',OLD."key",'position',OLD.position,'state',OLD.state,'active_seconds',OLD.active_seconds,'answers',OLD.answers,'done_at',OLD.done_at),
NULL);
END;

CREATE TRIGGER journal_review_step_key BEFORE UPDATE OF id ON review_step
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_rule_insert AFTER INSERT ON rule
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'rule',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'name',NEW.name,'when_kind',NEW.when_kind,'when_detail',NEW.when_detail,'then_kind',NEW.then_kind,'then_detail',NEW.then_detail,'catch_up',NEW.catch_up,'owner_id',NEW.owner_id,'enabled',NEW.enabled,'failures',NEW.failures,'starts_at',NEW.starts_at,'created_on',NEW.created_on));
END;

CREATE TRIGGER journal_rule_update AFTER UPDATE ON rule
WHEN (OLD.name,OLD.when_kind,OLD.when_detail,OLD.then_kind,OLD.then_detail,OLD.catch_up,OLD.owner_id,OLD.enabled,OLD.failures,OLD.starts_at,OLD.created_on)
IS NOT (NEW.name,NEW.when_kind,NEW.when_detail,NEW.then_kind,NEW.then_detail,NEW.catch_up,NEW.owner_id,NEW.enabled,NEW.failures,NEW.starts_at,NEW.created_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'rule',NEW.id,'update',
'{'||substr(iif(OLD.name IS NEW.name,'',',"name":'||json_quote(OLD.name))
||iif(OLD.when_kind IS NEW.when_kind,'',',"when_kind":'||json_quote(OLD.when_kind))
||iif(OLD.when_detail IS NEW.when_detail,'',',"when_detail":'||json_quote(OLD.when_detail))
||iif(OLD.then_kind IS NEW.then_kind,'',',"then_kind":'||json_quote(OLD.then_kind))
||iif(OLD.then_detail IS NEW.then_detail,'',',"then_detail":'||json_quote(OLD.then_detail))
||iif(OLD.catch_up IS NEW.catch_up,'',',"catch_up":'||json_quote(OLD.catch_up))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.enabled IS NEW.enabled,'',',"enabled":'||json_quote(OLD.enabled))
||iif(OLD.failures IS NEW.failures,'',',"failures":'||json_quote(OLD.failures))
||iif(OLD.starts_at IS NEW.starts_at,'',',"starts_at":'||json_quote(OLD.starts_at))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(OLD.created_on)),2)||'}',
'{'||substr(iif(OLD.name IS NEW.name,'',',"name":'||json_quote(NEW.name))
||iif(OLD.when_kind IS NEW.when_kind,'',',"when_kind":'||json_quote(NEW.when_kind))
||iif(OLD.when_detail IS NEW.when_detail,'',',"when_detail":'||json_quote(NEW.when_detail))
||iif(OLD.then_kind IS NEW.then_kind,'',',"then_kind":'||json_quote(NEW.then_kind))
||iif(OLD.then_detail IS NEW.then_detail,'',',"then_detail":'||json_quote(NEW.then_detail))
||iif(OLD.catch_up IS NEW.catch_up,'',',"catch_up":'||json_quote(NEW.catch_up))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.enabled IS NEW.enabled,'',',"enabled":'||json_quote(NEW.enabled))
||iif(OLD.failures IS NEW.failures,'',',"failures":'||json_quote(NEW.failures))
||iif(OLD.starts_at IS NEW.starts_at,'',',"starts_at":'||json_quote(NEW.starts_at))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(NEW.created_on)),2)||'}');
END;

CREATE TRIGGER journal_rule_delete AFTER DELETE ON rule
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'rule',OLD.id,'delete',
json_object('id',OLD.id,'name',OLD.name,'when_kind',OLD.when_kind,'when_detail',OLD.when_detail,'then_kind',OLD.then_kind,'then_detail',OLD.then_detail,'catch_up',OLD.catch_up,'owner_id',OLD.owner_id,'enabled',OLD.enabled,'failures',OLD.failures,'starts_at',OLD.starts_at,'created_on',OLD.created_on),
NULL);
END;

CREATE TRIGGER journal_rule_key BEFORE UPDATE OF id ON rule
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_score_snapshot_insert AFTER INSERT ON score_snapshot
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'score_snapshot',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'at',NEW.at,'on',NEW."on",'week',NEW.week,'moment',NEW.moment,'review_id',NEW.review_id,'total',json(iif(NEW.total IS NULL,'null',printf('%!.20g',NEW.total))),'clarity',json(iif(NEW.clarity IS NULL,'null',printf('%!.20g',NEW.clarity))),'communication',json(iif(NEW.communication IS NULL,'null',printf('%!.20g',NEW.communication))),'accountability',json(iif(NEW.accountability IS NULL,'null',printf('%!.20g',NEW.accountability))),'systems',json(iif(NEW.systems IS NULL,'null',printf('%!.20g',NEW.systems))),'measurement',json(iif(NEW.measurement IS NULL,'null',printf('%!.20g',NEW.measurement))),'body',NEW.body));
END;

CREATE TRIGGER journal_score_snapshot_update AFTER UPDATE ON score_snapshot
WHEN (OLD.at,OLD."on",OLD.week,OLD.moment,OLD.review_id,OLD.total,OLD.clarity,OLD.communication,OLD.accountability,OLD.systems,OLD.measurement,OLD.body)
IS NOT (NEW.at,NEW."on",NEW.week,NEW.moment,NEW.review_id,NEW.total,NEW.clarity,NEW.communication,NEW.accountability,NEW.systems,NEW.measurement,NEW.body)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'score_snapshot',NEW.id,'update',
'{'||substr(iif(OLD.at IS NEW.at,'',',"at":'||json_quote(OLD.at))
||iif(OLD."on" IS NEW."on",'',',"on":'||json_quote(OLD."on"))
||iif(OLD.week IS NEW.week,'',',"week":'||json_quote(OLD.week))
||iif(OLD.moment IS NEW.moment,'',',"moment":'||json_quote(OLD.moment))
||iif(OLD.review_id IS NEW.review_id,'',',"review_id":'||json_quote(OLD.review_id))
||iif(OLD.total IS NEW.total,'',',"total":'||iif(OLD.total IS NULL,'null',printf('%!.20g',OLD.total)))
||iif(OLD.clarity IS NEW.clarity,'',',"clarity":'||iif(OLD.clarity IS NULL,'null',printf('%!.20g',OLD.clarity)))
||iif(OLD.communication IS NEW.communication,'',',"communication":'||iif(OLD.communication IS NULL,'null',printf('%!.20g',OLD.communication)))
||iif(OLD.accountability IS NEW.accountability,'',',"accountability":'||iif(OLD.accountability IS NULL,'null',printf('%!.20g',OLD.accountability)))
||iif(OLD.systems IS NEW.systems,'',',"systems":'||iif(OLD.systems IS NULL,'null',printf('%!.20g',OLD.systems)))
||iif(OLD.measurement IS NEW.measurement,'',',"measurement":'||iif(OLD.measurement IS NULL,'null',printf('%!.20g',OLD.measurement)))
||iif(OLD.body IS NEW.body,'',',"body":'||json_quote(OLD.body)),2)||'}',
'{'||substr(iif(OLD.at IS NEW.at,'',',"at":'||json_quote(NEW.at))
||iif(OLD."on" IS NEW."on",'',',"on":'||json_quote(NEW."on"))
||iif(OLD.week IS NEW.week,'',',"week":'||json_quote(NEW.week))
||iif(OLD.moment IS NEW.moment,'',',"moment":'||json_quote(NEW.moment))
||iif(OLD.review_id IS NEW.review_id,'',',"review_id":'||json_quote(NEW.review_id))
||iif(OLD.total IS NEW.total,'',',"total":'||iif(NEW.total IS NULL,'null',printf('%!.20g',NEW.total)))
||iif(OLD.clarity IS NEW.clarity,'',',"clarity":'||iif(NEW.clarity IS NULL,'null',printf('%!.20g',NEW.clarity)))
||iif(OLD.communication IS NEW.communication,'',',"communication":'||iif(NEW.communication IS NULL,'null',printf('%!.20g',NEW.communication)))
||iif(OLD.accountability IS NEW.accountability,'',',"accountability":'||iif(NEW.accountability IS NULL,'null',printf('%!.20g',NEW.accountability)))
||iif(OLD.systems IS NEW.systems,'',',"systems":'||iif(NEW.systems IS NULL,'null',printf('%!.20g',NEW.systems)))
||iif(OLD.measurement IS NEW.measurement,'',',"measurement":'||iif(NEW.measurement IS NULL,'null',printf('%!.20g',NEW.measurement)))
||iif(OLD.body IS NEW.body,'',',"body":'||json_quote(NEW.body)),2)||'}');
END;

CREATE TRIGGER journal_score_snapshot_delete AFTER DELETE ON score_snapshot
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'score_snapshot',OLD.id,'delete',
json_object('id',OLD.id,'at',OLD.at,'on',OLD."on",'week',OLD.week,'moment',OLD.moment,'review_id',OLD.review_id,'total',json(iif(OLD.total IS NULL,'null',printf('%!.20g',OLD.total))),'clarity',json(iif(OLD.clarity IS NULL,'null',printf('%!.20g',OLD.clarity))),'communication',json(iif(OLD.communication IS NULL,'null',printf('%!.20g',OLD.communication))),'accountability',json(iif(OLD.accountability IS NULL,'null',printf('%!.20g',OLD.accountability))),'systems',json(iif(OLD.systems IS NULL,'null',printf('%!.20g',OLD.systems))),'measurement',json(iif(OLD.measurement IS NULL,'null',printf('%!.20g',OLD.measurement))),'body',OLD.body),
NULL);
END;

CREATE TRIGGER journal_score_snapshot_key BEFORE UPDATE OF id ON score_snapshot
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_sequence_step_insert AFTER INSERT ON sequence_step
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sequence_step',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'sequence_id',NEW.sequence_id,'position',NEW.position,'day',NEW.day,'channel',NEW.channel,'template',NEW.template));
END;

CREATE TRIGGER journal_sequence_step_update AFTER UPDATE ON sequence_step
WHEN (OLD.sequence_id,OLD.position,OLD.day,OLD.channel,OLD.template)
IS NOT (NEW.sequence_id,NEW.position,NEW.day,NEW.channel,NEW.template)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sequence_step',NEW.id,'update',
'{'||substr(iif(OLD.sequence_id IS NEW.sequence_id,'',',"sequence_id":'||json_quote(OLD.sequence_id))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(OLD.position))
||iif(OLD.day IS NEW.day,'',',"day":'||json_quote(OLD.day))
||iif(OLD.channel IS NEW.channel,'',',"channel":'||json_quote(OLD.channel))
||iif(OLD.template IS NEW.template,'',',"template":'||json_quote(OLD.template)),2)||'}',
'{'||substr(iif(OLD.sequence_id IS NEW.sequence_id,'',',"sequence_id":'||json_quote(NEW.sequence_id))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(NEW.position))
||iif(OLD.day IS NEW.day,'',',"day":'||json_quote(NEW.day))
||iif(OLD.channel IS NEW.channel,'',',"channel":'||json_quote(NEW.channel))
||iif(OLD.template IS NEW.template,'',',"template":'||json_quote(NEW.template)),2)||'}');
END;

CREATE TRIGGER journal_sequence_step_delete AFTER DELETE ON sequence_step
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sequence_step',OLD.id,'delete',
json_object('id',OLD.id,'sequence_id',OLD.sequence_id,'position',OLD.position,'day',OLD.day,'channel',OLD.channel,'template',OLD.template),
NULL);
END;

CREATE TRIGGER journal_sequence_step_key BEFORE UPDATE OF id ON sequence_step
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_action_plan_insert AFTER INSERT ON action_plan
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'action_plan',NEW.id,'insert',
NULL,
json_object('source',NEW.source,'source_id',NEW.source_id,'title',NEW.title,'goal_id',NEW.goal_id,'owner_id',NEW.owner_id,'deadline',NEW.deadline,'done_when',NEW.done_when,'note',NEW.note,'id',NEW.id,'rank',NEW.rank,'status',NEW.status,'closed_on',NEW.closed_on,'reason',NEW.reason,'created_on',NEW.created_on));
END;

CREATE TRIGGER journal_action_plan_update AFTER UPDATE ON action_plan
WHEN (OLD.source,OLD.source_id,OLD.title,OLD.goal_id,OLD.owner_id,OLD.deadline,OLD.done_when,OLD.note,OLD.rank,OLD.status,OLD.closed_on,OLD.reason,OLD.created_on)
IS NOT (NEW.source,NEW.source_id,NEW.title,NEW.goal_id,NEW.owner_id,NEW.deadline,NEW.done_when,NEW.note,NEW.rank,NEW.status,NEW.closed_on,NEW.reason,NEW.created_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'action_plan',NEW.id,'update',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(OLD.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(OLD.source_id))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(OLD.title))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(OLD.goal_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.deadline IS NEW.deadline,'',',"deadline":'||json_quote(OLD.deadline))
||iif(OLD.done_when IS NEW.done_when,'',',"done_when":'||json_quote(OLD.done_when))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(OLD.note))
||iif(OLD.rank IS NEW.rank,'',',"rank":'||json_quote(OLD.rank))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(OLD.status))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(OLD.closed_on))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(OLD.reason))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(OLD.created_on)),2)||'}',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(NEW.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(NEW.source_id))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(NEW.title))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(NEW.goal_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.deadline IS NEW.deadline,'',',"deadline":'||json_quote(NEW.deadline))
||iif(OLD.done_when IS NEW.done_when,'',',"done_when":'||json_quote(NEW.done_when))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(NEW.note))
||iif(OLD.rank IS NEW.rank,'',',"rank":'||json_quote(NEW.rank))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(NEW.status))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(NEW.closed_on))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(NEW.reason))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(NEW.created_on)),2)||'}');
END;

CREATE TRIGGER journal_action_plan_delete AFTER DELETE ON action_plan
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'action_plan',OLD.id,'delete',
json_object('source',OLD.source,'source_id',OLD.source_id,'title',OLD.title,'goal_id',OLD.goal_id,'owner_id',OLD.owner_id,'deadline',OLD.deadline,'done_when',OLD.done_when,'note',OLD.note,'id',OLD.id,'rank',OLD.rank,'status',OLD.status,'closed_on',OLD.closed_on,'reason',OLD.reason,'created_on',OLD.created_on),
NULL);
END;

CREATE TRIGGER journal_action_plan_key BEFORE UPDATE OF id ON action_plan
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_deal_insert AFTER INSERT ON deal
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'deal',NEW.id,'insert',
NULL,
json_object('source',NEW.source,'source_id',NEW.source_id,'title',NEW.title,'contact_id',NEW.contact_id,'stage_id',NEW.stage_id,'value_minor',NEW.value_minor,'currency',NEW.currency,'next_step',NEW.next_step,'next_on',NEW.next_on,'owner_id',NEW.owner_id,'id',NEW.id,'status',NEW.status,'reason',NEW.reason,'opened_on',NEW.opened_on,'moved_on',NEW.moved_on,'closed_on',NEW.closed_on));
END;

CREATE TRIGGER journal_deal_update AFTER UPDATE ON deal
WHEN (OLD.source,OLD.source_id,OLD.title,OLD.contact_id,OLD.stage_id,OLD.value_minor,OLD.currency,OLD.next_step,OLD.next_on,OLD.owner_id,OLD.status,OLD.reason,OLD.opened_on,OLD.moved_on,OLD.closed_on)
IS NOT (NEW.source,NEW.source_id,NEW.title,NEW.contact_id,NEW.stage_id,NEW.value_minor,NEW.currency,NEW.next_step,NEW.next_on,NEW.owner_id,NEW.status,NEW.reason,NEW.opened_on,NEW.moved_on,NEW.closed_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'deal',NEW.id,'update',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(OLD.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(OLD.source_id))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(OLD.title))
||iif(OLD.contact_id IS NEW.contact_id,'',',"contact_id":'||json_quote(OLD.contact_id))
||iif(OLD.stage_id IS NEW.stage_id,'',',"stage_id":'||json_quote(OLD.stage_id))
||iif(OLD.value_minor IS NEW.value_minor,'',',"value_minor":'||json_quote(OLD.value_minor))
||iif(OLD.currency IS NEW.currency,'',',"currency":'||json_quote(OLD.currency))
||iif(OLD.next_step IS NEW.next_step,'',',"next_step":'||json_quote(OLD.next_step))
||iif(OLD.next_on IS NEW.next_on,'',',"next_on":'||json_quote(OLD.next_on))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(OLD.status))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(OLD.reason))
||iif(OLD.opened_on IS NEW.opened_on,'',',"opened_on":'||json_quote(OLD.opened_on))
||iif(OLD.moved_on IS NEW.moved_on,'',',"moved_on":'||json_quote(OLD.moved_on))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(OLD.closed_on)),2)||'}',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(NEW.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(NEW.source_id))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(NEW.title))
||iif(OLD.contact_id IS NEW.contact_id,'',',"contact_id":'||json_quote(NEW.contact_id))
||iif(OLD.stage_id IS NEW.stage_id,'',',"stage_id":'||json_quote(NEW.stage_id))
||iif(OLD.value_minor IS NEW.value_minor,'',',"value_minor":'||json_quote(NEW.value_minor))
||iif(OLD.currency IS NEW.currency,'',',"currency":'||json_quote(NEW.currency))
||iif(OLD.next_step IS NEW.next_step,'',',"next_step":'||json_quote(NEW.next_step))
||iif(OLD.next_on IS NEW.next_on,'',',"next_on":'||json_quote(NEW.next_on))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(NEW.status))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(NEW.reason))
||iif(OLD.opened_on IS NEW.opened_on,'',',"opened_on":'||json_quote(NEW.opened_on))
||iif(OLD.moved_on IS NEW.moved_on,'',',"moved_on":'||json_quote(NEW.moved_on))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(NEW.closed_on)),2)||'}');
END;

CREATE TRIGGER journal_deal_delete AFTER DELETE ON deal
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'deal',OLD.id,'delete',
json_object('source',OLD.source,'source_id',OLD.source_id,'title',OLD.title,'contact_id',OLD.contact_id,'stage_id',OLD.stage_id,'value_minor',OLD.value_minor,'currency',OLD.currency,'next_step',OLD.next_step,'next_on',OLD.next_on,'owner_id',OLD.owner_id,'id',OLD.id,'status',OLD.status,'reason',OLD.reason,'opened_on',OLD.opened_on,'moved_on',OLD.moved_on,'closed_on',OLD.closed_on),
NULL);
END;

CREATE TRIGGER journal_deal_key BEFORE UPDATE OF id ON deal
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_kpi_insert AFTER INSERT ON kpi
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'kpi',NEW.id,'insert',
NULL,
json_object('unit',NEW.unit,'kind',NEW.kind,'direction',NEW.direction,'cadence',NEW.cadence,'name',NEW.name,'owner_id',NEW.owner_id,'near_pct',json(iif(NEW.near_pct IS NULL,'null',printf('%!.20g',NEW.near_pct))),'id',NEW.id,'goal_id',NEW.goal_id,'position',NEW.position,'active',NEW.active,'created_on',NEW.created_on));
END;

CREATE TRIGGER journal_kpi_update AFTER UPDATE ON kpi
WHEN (OLD.unit,OLD.kind,OLD.direction,OLD.cadence,OLD.name,OLD.owner_id,OLD.near_pct,OLD.goal_id,OLD.position,OLD.active,OLD.created_on)
IS NOT (NEW.unit,NEW.kind,NEW.direction,NEW.cadence,NEW.name,NEW.owner_id,NEW.near_pct,NEW.goal_id,NEW.position,NEW.active,NEW.created_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'kpi',NEW.id,'update',
'{'||substr(iif(OLD.unit IS NEW.unit,'',',"unit":'||json_quote(OLD.unit))
||iif(OLD.kind IS NEW.kind,'',',"kind":'||json_quote(OLD.kind))
||iif(OLD.direction IS NEW.direction,'',',"direction":'||json_quote(OLD.direction))
||iif(OLD.cadence IS NEW.cadence,'',',"cadence":'||json_quote(OLD.cadence))
||iif(OLD.name IS NEW.name,'',',"name":'||json_quote(OLD.name))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.near_pct IS NEW.near_pct,'',',"near_pct":'||iif(OLD.near_pct IS NULL,'null',printf('%!.20g',OLD.near_pct)))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(OLD.goal_id))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(OLD.position))
||iif(OLD.active IS NEW.active,'',',"active":'||json_quote(OLD.active))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(OLD.created_on)),2)||'}',
'{'||substr(iif(OLD.unit IS NEW.unit,'',',"unit":'||json_quote(NEW.unit))
||iif(OLD.kind IS NEW.kind,'',',"kind":'||json_quote(NEW.kind))
||iif(OLD.direction IS NEW.direction,'',',"direction":'||json_quote(NEW.direction))
||iif(OLD.cadence IS NEW.cadence,'',',"cadence":'||json_quote(NEW.cadence))
||iif(OLD.name IS NEW.name,'',',"name":'||json_quote(NEW.name))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.near_pct IS NEW.near_pct,'',',"near_pct":'||iif(NEW.near_pct IS NULL,'null',printf('%!.20g',NEW.near_pct)))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(NEW.goal_id))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(NEW.position))
||iif(OLD.active IS NEW.active,'',',"active":'||json_quote(NEW.active))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(NEW.created_on)),2)||'}');
END;

CREATE TRIGGER journal_kpi_delete AFTER DELETE ON kpi
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'kpi',OLD.id,'delete',
json_object('unit',OLD.unit,'kind',OLD.kind,'direction',OLD.direction,'cadence',OLD.cadence,'name',OLD.name,'owner_id',OLD.owner_id,'near_pct',json(iif(OLD.near_pct IS NULL,'null',printf('%!.20g',OLD.near_pct))),'id',OLD.id,'goal_id',OLD.goal_id,'position',OLD.position,'active',OLD.active,'created_on',OLD.created_on),
NULL);
END;

CREATE TRIGGER journal_kpi_key BEFORE UPDATE OF id ON kpi
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_sop_insert AFTER INSERT ON sop
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sop',NEW.id,'insert',
NULL,
json_object('source',NEW.source,'source_id',NEW.source_id,'title',NEW.title,'purpose',NEW.purpose,'trigger',NEW."trigger",'process_id',NEW.process_id,'owner_id',NEW.owner_id,'review_days',NEW.review_days,'cadence',NEW.cadence,'id',NEW.id,'status',NEW.status,'revision',NEW.revision,'steps',NEW.steps,'reviewed_on',NEW.reviewed_on,'active_since',NEW.active_since,'created_on',NEW.created_on));
END;

CREATE TRIGGER journal_sop_update AFTER UPDATE ON sop
WHEN (OLD.source,OLD.source_id,OLD.title,OLD.purpose,OLD."trigger",OLD.process_id,OLD.owner_id,OLD.review_days,OLD.cadence,OLD.status,OLD.revision,OLD.steps,OLD.reviewed_on,OLD.active_since,OLD.created_on)
IS NOT (NEW.source,NEW.source_id,NEW.title,NEW.purpose,NEW."trigger",NEW.process_id,NEW.owner_id,NEW.review_days,NEW.cadence,NEW.status,NEW.revision,NEW.steps,NEW.reviewed_on,NEW.active_since,NEW.created_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sop',NEW.id,'update',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(OLD.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(OLD.source_id))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(OLD.title))
||iif(OLD.purpose IS NEW.purpose,'',',"purpose":'||json_quote(OLD.purpose))
||iif(OLD."trigger" IS NEW."trigger",'',',"trigger":'||json_quote(OLD."trigger"))
||iif(OLD.process_id IS NEW.process_id,'',',"process_id":'||json_quote(OLD.process_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.review_days IS NEW.review_days,'',',"review_days":'||json_quote(OLD.review_days))
||iif(OLD.cadence IS NEW.cadence,'',',"cadence":'||json_quote(OLD.cadence))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(OLD.status))
||iif(OLD.revision IS NEW.revision,'',',"revision":'||json_quote(OLD.revision))
||iif(OLD.steps IS NEW.steps,'',',"steps":'||json_quote(OLD.steps))
||iif(OLD.reviewed_on IS NEW.reviewed_on,'',',"reviewed_on":'||json_quote(OLD.reviewed_on))
||iif(OLD.active_since IS NEW.active_since,'',',"active_since":'||json_quote(OLD.active_since))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(OLD.created_on)),2)||'}',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(NEW.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(NEW.source_id))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(NEW.title))
||iif(OLD.purpose IS NEW.purpose,'',',"purpose":'||json_quote(NEW.purpose))
||iif(OLD."trigger" IS NEW."trigger",'',',"trigger":'||json_quote(NEW."trigger"))
||iif(OLD.process_id IS NEW.process_id,'',',"process_id":'||json_quote(NEW.process_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.review_days IS NEW.review_days,'',',"review_days":'||json_quote(NEW.review_days))
||iif(OLD.cadence IS NEW.cadence,'',',"cadence":'||json_quote(NEW.cadence))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(NEW.status))
||iif(OLD.revision IS NEW.revision,'',',"revision":'||json_quote(NEW.revision))
||iif(OLD.steps IS NEW.steps,'',',"steps":'||json_quote(NEW.steps))
||iif(OLD.reviewed_on IS NEW.reviewed_on,'',',"reviewed_on":'||json_quote(NEW.reviewed_on))
||iif(OLD.active_since IS NEW.active_since,'',',"active_since":'||json_quote(NEW.active_since))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(NEW.created_on)),2)||'}');
END;

CREATE TRIGGER journal_sop_delete AFTER DELETE ON sop
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sop',OLD.id,'delete',
json_object('source',OLD.source,'source_id',OLD.source_id,'title',OLD.title,'purpose',OLD.purpose,'trigger',OLD."trigger",'process_id',OLD.process_id,'owner_id',OLD.owner_id,'review_days',OLD.review_days,'cadence',OLD.cadence,'id',OLD.id,'status',OLD.status,'revision',OLD.revision,'steps',OLD.steps,'reviewed_on',OLD.reviewed_on,'active_since',OLD.active_since,'created_on',OLD.created_on),
NULL);
END;

CREATE TRIGGER journal_sop_key BEFORE UPDATE OF id ON sop
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_commitment_insert AFTER INSERT ON commitment
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'commitment',NEW.id,'insert',
NULL,
json_object('source',NEW.source,'source_id',NEW.source_id,'outcome',NEW.outcome,'done_when',NEW.done_when,'due',NEW.due,'weight',NEW.weight,'id',NEW.id,'week',NEW.week,'position',NEW.position,'owner_id',NEW.owner_id,'goal_id',NEW.goal_id,'kpi_id',NEW.kpi_id,'state',NEW.state,'frozen_at',NEW.frozen_at,'kept_on',NEW.kept_on,'closed_on',NEW.closed_on,'reason',NEW.reason,'note',NEW.note,'fate',NEW.fate,'carried',NEW.carried,'carried_from_id',NEW.carried_from_id,'replaces_id',NEW.replaces_id));
END;

CREATE TRIGGER journal_commitment_update AFTER UPDATE ON commitment
WHEN (OLD.source,OLD.source_id,OLD.outcome,OLD.done_when,OLD.due,OLD.weight,OLD.week,OLD.position,OLD.owner_id,OLD.goal_id,OLD.kpi_id,OLD.state,OLD.frozen_at,OLD.kept_on,OLD.closed_on,OLD.reason,OLD.note,OLD.fate,OLD.carried,OLD.carried_from_id,OLD.replaces_id)
IS NOT (NEW.source,NEW.source_id,NEW.outcome,NEW.done_when,NEW.due,NEW.weight,NEW.week,NEW.position,NEW.owner_id,NEW.goal_id,NEW.kpi_id,NEW.state,NEW.frozen_at,NEW.kept_on,NEW.closed_on,NEW.reason,NEW.note,NEW.fate,NEW.carried,NEW.carried_from_id,NEW.replaces_id)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'commitment',NEW.id,'update',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(OLD.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(OLD.source_id))
||iif(OLD.outcome IS NEW.outcome,'',',"outcome":'||json_quote(OLD.outcome))
||iif(OLD.done_when IS NEW.done_when,'',',"done_when":'||json_quote(OLD.done_when))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(OLD.due))
||iif(OLD.weight IS NEW.weight,'',',"weight":'||json_quote(OLD.weight))
||iif(OLD.week IS NEW.week,'',',"week":'||json_quote(OLD.week))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(OLD.position))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(OLD.goal_id))
||iif(OLD.kpi_id IS NEW.kpi_id,'',',"kpi_id":'||json_quote(OLD.kpi_id))
||iif(OLD.state IS NEW.state,'',',"state":'||json_quote(OLD.state))
||iif(OLD.frozen_at IS NEW.frozen_at,'',',"frozen_at":'||json_quote(OLD.frozen_at))
||iif(OLD.kept_on IS NEW.kept_on,'',',"kept_on":'||json_quote(OLD.kept_on))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(OLD.closed_on))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(OLD.reason))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(OLD.note))
||iif(OLD.fate IS NEW.fate,'',',"fate":'||json_quote(OLD.fate))
||iif(OLD.carried IS NEW.carried,'',',"carried":'||json_quote(OLD.carried))
||iif(OLD.carried_from_id IS NEW.carried_from_id,'',',"carried_from_id":'||json_quote(OLD.carried_from_id))
||iif(OLD.replaces_id IS NEW.replaces_id,'',',"replaces_id":'||json_quote(OLD.replaces_id)),2)||'}',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(NEW.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(NEW.source_id))
||iif(OLD.outcome IS NEW.outcome,'',',"outcome":'||json_quote(NEW.outcome))
||iif(OLD.done_when IS NEW.done_when,'',',"done_when":'||json_quote(NEW.done_when))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(NEW.due))
||iif(OLD.weight IS NEW.weight,'',',"weight":'||json_quote(NEW.weight))
||iif(OLD.week IS NEW.week,'',',"week":'||json_quote(NEW.week))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(NEW.position))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(NEW.goal_id))
||iif(OLD.kpi_id IS NEW.kpi_id,'',',"kpi_id":'||json_quote(NEW.kpi_id))
||iif(OLD.state IS NEW.state,'',',"state":'||json_quote(NEW.state))
||iif(OLD.frozen_at IS NEW.frozen_at,'',',"frozen_at":'||json_quote(NEW.frozen_at))
||iif(OLD.kept_on IS NEW.kept_on,'',',"kept_on":'||json_quote(NEW.kept_on))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(NEW.closed_on))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(NEW.reason))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(NEW.note))
||iif(OLD.fate IS NEW.fate,'',',"fate":'||json_quote(NEW.fate))
||iif(OLD.carried IS NEW.carried,'',',"carried":'||json_quote(NEW.carried))
||iif(OLD.carried_from_id IS NEW.carried_from_id,'',',"carried_from_id":'||json_quote(NEW.carried_from_id))
||iif(OLD.replaces_id IS NEW.replaces_id,'',',"replaces_id":'||json_quote(NEW.replaces_id)),2)||'}');
END;

CREATE TRIGGER journal_commitment_delete AFTER DELETE ON commitment
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'commitment',OLD.id,'delete',
json_object('source',OLD.source,'source_id',OLD.source_id,'outcome',OLD.outcome,'done_when',OLD.done_when,'due',OLD.due,'weight',OLD.weight,'id',OLD.id,'week',OLD.week,'position',OLD.position,'owner_id',OLD.owner_id,'goal_id',OLD.goal_id,'kpi_id',OLD.kpi_id,'state',OLD.state,'frozen_at',OLD.frozen_at,'kept_on',OLD.kept_on,'closed_on',OLD.closed_on,'reason',OLD.reason,'note',OLD.note,'fate',OLD.fate,'carried',OLD.carried,'carried_from_id',OLD.carried_from_id,'replaces_id',OLD.replaces_id),
NULL);
END;

CREATE TRIGGER journal_commitment_key BEFORE UPDATE OF id ON commitment
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_deal_move_insert AFTER INSERT ON deal_move
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'deal_move',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'deal_id',NEW.deal_id,'from_stage_id',NEW.from_stage_id,'to_stage_id',NEW.to_stage_id,'at',NEW.at,'on',NEW."on"));
END;

CREATE TRIGGER journal_deal_move_update AFTER UPDATE ON deal_move
WHEN (OLD.deal_id,OLD.from_stage_id,OLD.to_stage_id,OLD.at,OLD."on")
IS NOT (NEW.deal_id,NEW.from_stage_id,NEW.to_stage_id,NEW.at,NEW."on")
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'deal_move',NEW.id,'update',
'{'||substr(iif(OLD.deal_id IS NEW.deal_id,'',',"deal_id":'||json_quote(OLD.deal_id))
||iif(OLD.from_stage_id IS NEW.from_stage_id,'',',"from_stage_id":'||json_quote(OLD.from_stage_id))
||iif(OLD.to_stage_id IS NEW.to_stage_id,'',',"to_stage_id":'||json_quote(OLD.to_stage_id))
||iif(OLD.at IS NEW.at,'',',"at":'||json_quote(OLD.at))
||iif(OLD."on" IS NEW."on",'',',"on":'||json_quote(OLD."on")),2)||'}',
'{'||substr(iif(OLD.deal_id IS NEW.deal_id,'',',"deal_id":'||json_quote(NEW.deal_id))
||iif(OLD.from_stage_id IS NEW.from_stage_id,'',',"from_stage_id":'||json_quote(NEW.from_stage_id))
||iif(OLD.to_stage_id IS NEW.to_stage_id,'',',"to_stage_id":'||json_quote(NEW.to_stage_id))
||iif(OLD.at IS NEW.at,'',',"at":'||json_quote(NEW.at))
||iif(OLD."on" IS NEW."on",'',',"on":'||json_quote(NEW."on")),2)||'}');
END;

CREATE TRIGGER journal_deal_move_delete AFTER DELETE ON deal_move
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'deal_move',OLD.id,'delete',
json_object('id',OLD.id,'deal_id',OLD.deal_id,'from_stage_id',OLD.from_stage_id,'to_stage_id',OLD.to_stage_id,'at',OLD.at,'on',OLD."on"),
NULL);
END;

CREATE TRIGGER journal_deal_move_key BEFORE UPDATE OF id ON deal_move
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_kpi_entry_insert AFTER INSERT ON kpi_entry
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'kpi_entry',NEW.id,'insert',
NULL,
json_object('source',NEW.source,'source_id',NEW.source_id,'id',NEW.id,'kpi_id',NEW.kpi_id,'period',NEW.period,'ends_on',NEW.ends_on,'value',json(iif(NEW.value IS NULL,'null',printf('%!.20g',NEW.value))),'why',NEW.why,'recorded_at',NEW.recorded_at,'first_recorded_at',NEW.first_recorded_at));
END;

CREATE TRIGGER journal_kpi_entry_update AFTER UPDATE ON kpi_entry
WHEN (OLD.source,OLD.source_id,OLD.kpi_id,OLD.period,OLD.ends_on,OLD.value,OLD.why,OLD.recorded_at,OLD.first_recorded_at)
IS NOT (NEW.source,NEW.source_id,NEW.kpi_id,NEW.period,NEW.ends_on,NEW.value,NEW.why,NEW.recorded_at,NEW.first_recorded_at)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'kpi_entry',NEW.id,'update',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(OLD.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(OLD.source_id))
||iif(OLD.kpi_id IS NEW.kpi_id,'',',"kpi_id":'||json_quote(OLD.kpi_id))
||iif(OLD.period IS NEW.period,'',',"period":'||json_quote(OLD.period))
||iif(OLD.ends_on IS NEW.ends_on,'',',"ends_on":'||json_quote(OLD.ends_on))
||iif(OLD.value IS NEW.value,'',',"value":'||iif(OLD.value IS NULL,'null',printf('%!.20g',OLD.value)))
||iif(OLD.why IS NEW.why,'',',"why":'||json_quote(OLD.why))
||iif(OLD.recorded_at IS NEW.recorded_at,'',',"recorded_at":'||json_quote(OLD.recorded_at))
||iif(OLD.first_recorded_at IS NEW.first_recorded_at,'',',"first_recorded_at":'||json_quote(OLD.first_recorded_at)),2)||'}',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(NEW.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(NEW.source_id))
||iif(OLD.kpi_id IS NEW.kpi_id,'',',"kpi_id":'||json_quote(NEW.kpi_id))
||iif(OLD.period IS NEW.period,'',',"period":'||json_quote(NEW.period))
||iif(OLD.ends_on IS NEW.ends_on,'',',"ends_on":'||json_quote(NEW.ends_on))
||iif(OLD.value IS NEW.value,'',',"value":'||iif(NEW.value IS NULL,'null',printf('%!.20g',NEW.value)))
||iif(OLD.why IS NEW.why,'',',"why":'||json_quote(NEW.why))
||iif(OLD.recorded_at IS NEW.recorded_at,'',',"recorded_at":'||json_quote(NEW.recorded_at))
||iif(OLD.first_recorded_at IS NEW.first_recorded_at,'',',"first_recorded_at":'||json_quote(NEW.first_recorded_at)),2)||'}');
END;

CREATE TRIGGER journal_kpi_entry_delete AFTER DELETE ON kpi_entry
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'kpi_entry',OLD.id,'delete',
json_object('source',OLD.source,'source_id',OLD.source_id,'id',OLD.id,'kpi_id',OLD.kpi_id,'period',OLD.period,'ends_on',OLD.ends_on,'value',json(iif(OLD.value IS NULL,'null',printf('%!.20g',OLD.value))),'why',OLD.why,'recorded_at',OLD.recorded_at,'first_recorded_at',OLD.first_recorded_at),
NULL);
END;

CREATE TRIGGER journal_kpi_entry_key BEFORE UPDATE OF id ON kpi_entry
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_milestone_insert AFTER INSERT ON milestone
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'milestone',NEW.id,'insert',
NULL,
json_object('title',NEW.title,'due',NEW.due,'id',NEW.id,'plan_id',NEW.plan_id,'owner_id',NEW.owner_id,'done_at',NEW.done_at,'done_on',NEW.done_on));
END;

CREATE TRIGGER journal_milestone_update AFTER UPDATE ON milestone
WHEN (OLD.title,OLD.due,OLD.plan_id,OLD.owner_id,OLD.done_at,OLD.done_on)
IS NOT (NEW.title,NEW.due,NEW.plan_id,NEW.owner_id,NEW.done_at,NEW.done_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'milestone',NEW.id,'update',
'{'||substr(iif(OLD.title IS NEW.title,'',',"title":'||json_quote(OLD.title))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(OLD.due))
||iif(OLD.plan_id IS NEW.plan_id,'',',"plan_id":'||json_quote(OLD.plan_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.done_at IS NEW.done_at,'',',"done_at":'||json_quote(OLD.done_at))
||iif(OLD.done_on IS NEW.done_on,'',',"done_on":'||json_quote(OLD.done_on)),2)||'}',
'{'||substr(iif(OLD.title IS NEW.title,'',',"title":'||json_quote(NEW.title))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(NEW.due))
||iif(OLD.plan_id IS NEW.plan_id,'',',"plan_id":'||json_quote(NEW.plan_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.done_at IS NEW.done_at,'',',"done_at":'||json_quote(NEW.done_at))
||iif(OLD.done_on IS NEW.done_on,'',',"done_on":'||json_quote(NEW.done_on)),2)||'}');
END;

CREATE TRIGGER journal_milestone_delete AFTER DELETE ON milestone
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'milestone',OLD.id,'delete',
json_object('title',OLD.title,'due',OLD.due,'id',OLD.id,'plan_id',OLD.plan_id,'owner_id',OLD.owner_id,'done_at',OLD.done_at,'done_on',OLD.done_on),
NULL);
END;

CREATE TRIGGER journal_milestone_key BEFORE UPDATE OF id ON milestone
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_sop_revision_insert AFTER INSERT ON sop_revision
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sop_revision',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'sop_id',NEW.sop_id,'number',NEW.number,'body',NEW.body,'steps',NEW.steps,'note',NEW.note,'author_id',NEW.author_id,'saved_at',NEW.saved_at,'saved_on',NEW.saved_on));
END;

CREATE TRIGGER journal_sop_revision_update AFTER UPDATE ON sop_revision
WHEN (OLD.sop_id,OLD.number,OLD.body,OLD.steps,OLD.note,OLD.author_id,OLD.saved_at,OLD.saved_on)
IS NOT (NEW.sop_id,NEW.number,NEW.body,NEW.steps,NEW.note,NEW.author_id,NEW.saved_at,NEW.saved_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sop_revision',NEW.id,'update',
'{'||substr(iif(OLD.sop_id IS NEW.sop_id,'',',"sop_id":'||json_quote(OLD.sop_id))
||iif(OLD.number IS NEW.number,'',',"number":'||json_quote(OLD.number))
||iif(OLD.body IS NEW.body,'',',"body":'||json_quote(OLD.body))
||iif(OLD.steps IS NEW.steps,'',',"steps":'||json_quote(OLD.steps))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(OLD.note))
||iif(OLD.author_id IS NEW.author_id,'',',"author_id":'||json_quote(OLD.author_id))
||iif(OLD.saved_at IS NEW.saved_at,'',',"saved_at":'||json_quote(OLD.saved_at))
||iif(OLD.saved_on IS NEW.saved_on,'',',"saved_on":'||json_quote(OLD.saved_on)),2)||'}',
'{'||substr(iif(OLD.sop_id IS NEW.sop_id,'',',"sop_id":'||json_quote(NEW.sop_id))
||iif(OLD.number IS NEW.number,'',',"number":'||json_quote(NEW.number))
||iif(OLD.body IS NEW.body,'',',"body":'||json_quote(NEW.body))
||iif(OLD.steps IS NEW.steps,'',',"steps":'||json_quote(NEW.steps))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(NEW.note))
||iif(OLD.author_id IS NEW.author_id,'',',"author_id":'||json_quote(NEW.author_id))
||iif(OLD.saved_at IS NEW.saved_at,'',',"saved_at":'||json_quote(NEW.saved_at))
||iif(OLD.saved_on IS NEW.saved_on,'',',"saved_on":'||json_quote(NEW.saved_on)),2)||'}');
END;

CREATE TRIGGER journal_sop_revision_delete AFTER DELETE ON sop_revision
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'sop_revision',OLD.id,'delete',
json_object('id',OLD.id,'sop_id',OLD.sop_id,'number',OLD.number,'body',OLD.body,'steps',OLD.steps,'note',OLD.note,'author_id',OLD.author_id,'saved_at',OLD.saved_at,'saved_on',OLD.saved_on),
NULL);
END;

CREATE TRIGGER journal_sop_revision_key BEFORE UPDATE OF id ON sop_revision
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_target_insert AFTER INSERT ON target
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'target',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'kpi_id',NEW.kpi_id,'goal_id',NEW.goal_id,'baseline',json(iif(NEW.baseline IS NULL,'null',printf('%!.20g',NEW.baseline))),'value',json(iif(NEW.value IS NULL,'null',printf('%!.20g',NEW.value))),'from_on',NEW.from_on));
END;

CREATE TRIGGER journal_target_update AFTER UPDATE ON target
WHEN (OLD.kpi_id,OLD.goal_id,OLD.baseline,OLD.value,OLD.from_on)
IS NOT (NEW.kpi_id,NEW.goal_id,NEW.baseline,NEW.value,NEW.from_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'target',NEW.id,'update',
'{'||substr(iif(OLD.kpi_id IS NEW.kpi_id,'',',"kpi_id":'||json_quote(OLD.kpi_id))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(OLD.goal_id))
||iif(OLD.baseline IS NEW.baseline,'',',"baseline":'||iif(OLD.baseline IS NULL,'null',printf('%!.20g',OLD.baseline)))
||iif(OLD.value IS NEW.value,'',',"value":'||iif(OLD.value IS NULL,'null',printf('%!.20g',OLD.value)))
||iif(OLD.from_on IS NEW.from_on,'',',"from_on":'||json_quote(OLD.from_on)),2)||'}',
'{'||substr(iif(OLD.kpi_id IS NEW.kpi_id,'',',"kpi_id":'||json_quote(NEW.kpi_id))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(NEW.goal_id))
||iif(OLD.baseline IS NEW.baseline,'',',"baseline":'||iif(NEW.baseline IS NULL,'null',printf('%!.20g',NEW.baseline)))
||iif(OLD.value IS NEW.value,'',',"value":'||iif(NEW.value IS NULL,'null',printf('%!.20g',NEW.value)))
||iif(OLD.from_on IS NEW.from_on,'',',"from_on":'||json_quote(NEW.from_on)),2)||'}');
END;

CREATE TRIGGER journal_target_delete AFTER DELETE ON target
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'target',OLD.id,'delete',
json_object('id',OLD.id,'kpi_id',OLD.kpi_id,'goal_id',OLD.goal_id,'baseline',json(iif(OLD.baseline IS NULL,'null',printf('%!.20g',OLD.baseline))),'value',json(iif(OLD.value IS NULL,'null',printf('%!.20g',OLD.value))),'from_on',OLD.from_on),
NULL);
END;

CREATE TRIGGER journal_target_key BEFORE UPDATE OF id ON target
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_touch_insert AFTER INSERT ON touch
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'touch',NEW.id,'insert',
NULL,
json_object('source',NEW.source,'source_id',NEW.source_id,'id',NEW.id,'contact_id',NEW.contact_id,'deal_id',NEW.deal_id,'at',NEW.at,'on',NEW."on",'channel',NEW.channel,'direction',NEW.direction,'note',NEW.note,'reply_due',NEW.reply_due,'replied_at',NEW.replied_at));
END;

CREATE TRIGGER journal_touch_update AFTER UPDATE ON touch
WHEN (OLD.source,OLD.source_id,OLD.contact_id,OLD.deal_id,OLD.at,OLD."on",OLD.channel,OLD.direction,OLD.note,OLD.reply_due,OLD.replied_at)
IS NOT (NEW.source,NEW.source_id,NEW.contact_id,NEW.deal_id,NEW.at,NEW."on",NEW.channel,NEW.direction,NEW.note,NEW.reply_due,NEW.replied_at)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'touch',NEW.id,'update',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(OLD.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(OLD.source_id))
||iif(OLD.contact_id IS NEW.contact_id,'',',"contact_id":'||json_quote(OLD.contact_id))
||iif(OLD.deal_id IS NEW.deal_id,'',',"deal_id":'||json_quote(OLD.deal_id))
||iif(OLD.at IS NEW.at,'',',"at":'||json_quote(OLD.at))
||iif(OLD."on" IS NEW."on",'',',"on":'||json_quote(OLD."on"))
||iif(OLD.channel IS NEW.channel,'',',"channel":'||json_quote(OLD.channel))
||iif(OLD.direction IS NEW.direction,'',',"direction":'||json_quote(OLD.direction))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(OLD.note))
||iif(OLD.reply_due IS NEW.reply_due,'',',"reply_due":'||json_quote(OLD.reply_due))
||iif(OLD.replied_at IS NEW.replied_at,'',',"replied_at":'||json_quote(OLD.replied_at)),2)||'}',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(NEW.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(NEW.source_id))
||iif(OLD.contact_id IS NEW.contact_id,'',',"contact_id":'||json_quote(NEW.contact_id))
||iif(OLD.deal_id IS NEW.deal_id,'',',"deal_id":'||json_quote(NEW.deal_id))
||iif(OLD.at IS NEW.at,'',',"at":'||json_quote(NEW.at))
||iif(OLD."on" IS NEW."on",'',',"on":'||json_quote(NEW."on"))
||iif(OLD.channel IS NEW.channel,'',',"channel":'||json_quote(NEW.channel))
||iif(OLD.direction IS NEW.direction,'',',"direction":'||json_quote(NEW.direction))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(NEW.note))
||iif(OLD.reply_due IS NEW.reply_due,'',',"reply_due":'||json_quote(NEW.reply_due))
||iif(OLD.replied_at IS NEW.replied_at,'',',"replied_at":'||json_quote(NEW.replied_at)),2)||'}');
END;

CREATE TRIGGER journal_touch_delete AFTER DELETE ON touch
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'touch',OLD.id,'delete',
json_object('source',OLD.source,'source_id',OLD.source_id,'id',OLD.id,'contact_id',OLD.contact_id,'deal_id',OLD.deal_id,'at',OLD.at,'on',OLD."on",'channel',OLD.channel,'direction',OLD.direction,'note',OLD.note,'reply_due',OLD.reply_due,'replied_at',OLD.replied_at),
NULL);
END;

CREATE TRIGGER journal_touch_key BEFORE UPDATE OF id ON touch
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_workflow_run_insert AFTER INSERT ON workflow_run
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'workflow_run',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'sop_id',NEW.sop_id,'revision',NEW.revision,'subject',NEW.subject,'contact_id',NEW.contact_id,'deal_id',NEW.deal_id,'goal_id',NEW.goal_id,'owner_id',NEW.owner_id,'occurrence',NEW.occurrence,'due',NEW.due,'status',NEW.status,'started_at',NEW.started_at,'finished_at',NEW.finished_at,'finished_on',NEW.finished_on,'reason',NEW.reason,'rubber_stamp',NEW.rubber_stamp));
END;

CREATE TRIGGER journal_workflow_run_update AFTER UPDATE ON workflow_run
WHEN (OLD.sop_id,OLD.revision,OLD.subject,OLD.contact_id,OLD.deal_id,OLD.goal_id,OLD.owner_id,OLD.occurrence,OLD.due,OLD.status,OLD.started_at,OLD.finished_at,OLD.finished_on,OLD.reason,OLD.rubber_stamp)
IS NOT (NEW.sop_id,NEW.revision,NEW.subject,NEW.contact_id,NEW.deal_id,NEW.goal_id,NEW.owner_id,NEW.occurrence,NEW.due,NEW.status,NEW.started_at,NEW.finished_at,NEW.finished_on,NEW.reason,NEW.rubber_stamp)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'workflow_run',NEW.id,'update',
'{'||substr(iif(OLD.sop_id IS NEW.sop_id,'',',"sop_id":'||json_quote(OLD.sop_id))
||iif(OLD.revision IS NEW.revision,'',',"revision":'||json_quote(OLD.revision))
||iif(OLD.subject IS NEW.subject,'',',"subject":'||json_quote(OLD.subject))
||iif(OLD.contact_id IS NEW.contact_id,'',',"contact_id":'||json_quote(OLD.contact_id))
||iif(OLD.deal_id IS NEW.deal_id,'',',"deal_id":'||json_quote(OLD.deal_id))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(OLD.goal_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.occurrence IS NEW.occurrence,'',',"occurrence":'||json_quote(OLD.occurrence))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(OLD.due))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(OLD.status))
||iif(OLD.started_at IS NEW.started_at,'',',"started_at":'||json_quote(OLD.started_at))
||iif(OLD.finished_at IS NEW.finished_at,'',',"finished_at":'||json_quote(OLD.finished_at))
||iif(OLD.finished_on IS NEW.finished_on,'',',"finished_on":'||json_quote(OLD.finished_on))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(OLD.reason))
||iif(OLD.rubber_stamp IS NEW.rubber_stamp,'',',"rubber_stamp":'||json_quote(OLD.rubber_stamp)),2)||'}',
'{'||substr(iif(OLD.sop_id IS NEW.sop_id,'',',"sop_id":'||json_quote(NEW.sop_id))
||iif(OLD.revision IS NEW.revision,'',',"revision":'||json_quote(NEW.revision))
||iif(OLD.subject IS NEW.subject,'',',"subject":'||json_quote(NEW.subject))
||iif(OLD.contact_id IS NEW.contact_id,'',',"contact_id":'||json_quote(NEW.contact_id))
||iif(OLD.deal_id IS NEW.deal_id,'',',"deal_id":'||json_quote(NEW.deal_id))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(NEW.goal_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.occurrence IS NEW.occurrence,'',',"occurrence":'||json_quote(NEW.occurrence))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(NEW.due))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(NEW.status))
||iif(OLD.started_at IS NEW.started_at,'',',"started_at":'||json_quote(NEW.started_at))
||iif(OLD.finished_at IS NEW.finished_at,'',',"finished_at":'||json_quote(NEW.finished_at))
||iif(OLD.finished_on IS NEW.finished_on,'',',"finished_on":'||json_quote(NEW.finished_on))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(NEW.reason))
||iif(OLD.rubber_stamp IS NEW.rubber_stamp,'',',"rubber_stamp":'||json_quote(NEW.rubber_stamp)),2)||'}');
END;

CREATE TRIGGER journal_workflow_run_delete AFTER DELETE ON workflow_run
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'workflow_run',OLD.id,'delete',
json_object('id',OLD.id,'sop_id',OLD.sop_id,'revision',OLD.revision,'subject',OLD.subject,'contact_id',OLD.contact_id,'deal_id',OLD.deal_id,'goal_id',OLD.goal_id,'owner_id',OLD.owner_id,'occurrence',OLD.occurrence,'due',OLD.due,'status',OLD.status,'started_at',OLD.started_at,'finished_at',OLD.finished_at,'finished_on',OLD.finished_on,'reason',OLD.reason,'rubber_stamp',OLD.rubber_stamp),
NULL);
END;

CREATE TRIGGER journal_workflow_run_key BEFORE UPDATE OF id ON workflow_run
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_follow_up_insert AFTER INSERT ON follow_up
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'follow_up',NEW.id,'insert',
NULL,
json_object('source',NEW.source,'source_id',NEW.source_id,'contact_id',NEW.contact_id,'deal_id',NEW.deal_id,'due',NEW.due,'channel',NEW.channel,'note',NEW.note,'owner_id',NEW.owner_id,'id',NEW.id,'first_due',NEW.first_due,'state',NEW.state,'done_on',NEW.done_on,'touch_id',NEW.touch_id,'created_on',NEW.created_on));
END;

CREATE TRIGGER journal_follow_up_update AFTER UPDATE ON follow_up
WHEN (OLD.source,OLD.source_id,OLD.contact_id,OLD.deal_id,OLD.due,OLD.channel,OLD.note,OLD.owner_id,OLD.first_due,OLD.state,OLD.done_on,OLD.touch_id,OLD.created_on)
IS NOT (NEW.source,NEW.source_id,NEW.contact_id,NEW.deal_id,NEW.due,NEW.channel,NEW.note,NEW.owner_id,NEW.first_due,NEW.state,NEW.done_on,NEW.touch_id,NEW.created_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'follow_up',NEW.id,'update',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(OLD.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(OLD.source_id))
||iif(OLD.contact_id IS NEW.contact_id,'',',"contact_id":'||json_quote(OLD.contact_id))
||iif(OLD.deal_id IS NEW.deal_id,'',',"deal_id":'||json_quote(OLD.deal_id))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(OLD.due))
||iif(OLD.channel IS NEW.channel,'',',"channel":'||json_quote(OLD.channel))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(OLD.note))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.first_due IS NEW.first_due,'',',"first_due":'||json_quote(OLD.first_due))
||iif(OLD.state IS NEW.state,'',',"state":'||json_quote(OLD.state))
||iif(OLD.done_on IS NEW.done_on,'',',"done_on":'||json_quote(OLD.done_on))
||iif(OLD.touch_id IS NEW.touch_id,'',',"touch_id":'||json_quote(OLD.touch_id))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(OLD.created_on)),2)||'}',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(NEW.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(NEW.source_id))
||iif(OLD.contact_id IS NEW.contact_id,'',',"contact_id":'||json_quote(NEW.contact_id))
||iif(OLD.deal_id IS NEW.deal_id,'',',"deal_id":'||json_quote(NEW.deal_id))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(NEW.due))
||iif(OLD.channel IS NEW.channel,'',',"channel":'||json_quote(NEW.channel))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(NEW.note))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.first_due IS NEW.first_due,'',',"first_due":'||json_quote(NEW.first_due))
||iif(OLD.state IS NEW.state,'',',"state":'||json_quote(NEW.state))
||iif(OLD.done_on IS NEW.done_on,'',',"done_on":'||json_quote(NEW.done_on))
||iif(OLD.touch_id IS NEW.touch_id,'',',"touch_id":'||json_quote(NEW.touch_id))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(NEW.created_on)),2)||'}');
END;

CREATE TRIGGER journal_follow_up_delete AFTER DELETE ON follow_up
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'follow_up',OLD.id,'delete',
json_object('source',OLD.source,'source_id',OLD.source_id,'contact_id',OLD.contact_id,'deal_id',OLD.deal_id,'due',OLD.due,'channel',OLD.channel,'note',OLD.note,'owner_id',OLD.owner_id,'id',OLD.id,'first_due',OLD.first_due,'state',OLD.state,'done_on',OLD.done_on,'touch_id',OLD.touch_id,'created_on',OLD.created_on),
NULL);
END;

CREATE TRIGGER journal_follow_up_key BEFORE UPDATE OF id ON follow_up
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_run_step_insert AFTER INSERT ON run_step
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'run_step',NEW.id,'insert',
NULL,
json_object('id',NEW.id,'run_id',NEW.run_id,'position',NEW.position,'depth',NEW.depth,'text',NEW.text,'state',NEW.state,'reason',NEW.reason,'note',NEW.note,'done_at',NEW.done_at));
END;

CREATE TRIGGER journal_run_step_update AFTER UPDATE ON run_step
WHEN (OLD.run_id,OLD.position,OLD.depth,OLD.text,OLD.state,OLD.reason,OLD.note,OLD.done_at)
IS NOT (NEW.run_id,NEW.position,NEW.depth,NEW.text,NEW.state,NEW.reason,NEW.note,NEW.done_at)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'run_step',NEW.id,'update',
'{'||substr(iif(OLD.run_id IS NEW.run_id,'',',"run_id":'||json_quote(OLD.run_id))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(OLD.position))
||iif(OLD.depth IS NEW.depth,'',',"depth":'||json_quote(OLD.depth))
||iif(OLD.text IS NEW.text,'',',"text":'||json_quote(OLD.text))
||iif(OLD.state IS NEW.state,'',',"state":'||json_quote(OLD.state))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(OLD.reason))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(OLD.note))
||iif(OLD.done_at IS NEW.done_at,'',',"done_at":'||json_quote(OLD.done_at)),2)||'}',
'{'||substr(iif(OLD.run_id IS NEW.run_id,'',',"run_id":'||json_quote(NEW.run_id))
||iif(OLD.position IS NEW.position,'',',"position":'||json_quote(NEW.position))
||iif(OLD.depth IS NEW.depth,'',',"depth":'||json_quote(NEW.depth))
||iif(OLD.text IS NEW.text,'',',"text":'||json_quote(NEW.text))
||iif(OLD.state IS NEW.state,'',',"state":'||json_quote(NEW.state))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(NEW.reason))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(NEW.note))
||iif(OLD.done_at IS NEW.done_at,'',',"done_at":'||json_quote(NEW.done_at)),2)||'}');
END;

CREATE TRIGGER journal_run_step_delete AFTER DELETE ON run_step
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'run_step',OLD.id,'delete',
json_object('id',OLD.id,'run_id',OLD.run_id,'position',OLD.position,'depth',OLD.depth,'text',OLD.text,'state',OLD.state,'reason',OLD.reason,'note',OLD.note,'done_at',OLD.done_at),
NULL);
END;

CREATE TRIGGER journal_run_step_key BEFORE UPDATE OF id ON run_step
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_task_insert AFTER INSERT ON task
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'task',NEW.id,'insert',
NULL,
json_object('source',NEW.source,'source_id',NEW.source_id,'title',NEW.title,'plan_id',NEW.plan_id,'milestone_id',NEW.milestone_id,'goal_id',NEW.goal_id,'contact_id',NEW.contact_id,'owner_id',NEW.owner_id,'due',NEW.due,'planned_on',NEW.planned_on,'done_when',NEW.done_when,'priority',NEW.priority,'tags',NEW.tags,'note',NEW.note,'id',NEW.id,'rule_id',NEW.rule_id,'title_key',NEW.title_key,'status',NEW.status,'done_at',NEW.done_at,'done_on',NEW.done_on,'dropped_on',NEW.dropped_on,'reason',NEW.reason,'created_on',NEW.created_on));
END;

CREATE TRIGGER journal_task_update AFTER UPDATE ON task
WHEN (OLD.source,OLD.source_id,OLD.title,OLD.plan_id,OLD.milestone_id,OLD.goal_id,OLD.contact_id,OLD.owner_id,OLD.due,OLD.planned_on,OLD.done_when,OLD.priority,OLD.tags,OLD.note,OLD.rule_id,OLD.title_key,OLD.status,OLD.done_at,OLD.done_on,OLD.dropped_on,OLD.reason,OLD.created_on)
IS NOT (NEW.source,NEW.source_id,NEW.title,NEW.plan_id,NEW.milestone_id,NEW.goal_id,NEW.contact_id,NEW.owner_id,NEW.due,NEW.planned_on,NEW.done_when,NEW.priority,NEW.tags,NEW.note,NEW.rule_id,NEW.title_key,NEW.status,NEW.done_at,NEW.done_on,NEW.dropped_on,NEW.reason,NEW.created_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'task',NEW.id,'update',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(OLD.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(OLD.source_id))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(OLD.title))
||iif(OLD.plan_id IS NEW.plan_id,'',',"plan_id":'||json_quote(OLD.plan_id))
||iif(OLD.milestone_id IS NEW.milestone_id,'',',"milestone_id":'||json_quote(OLD.milestone_id))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(OLD.goal_id))
||iif(OLD.contact_id IS NEW.contact_id,'',',"contact_id":'||json_quote(OLD.contact_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(OLD.due))
||iif(OLD.planned_on IS NEW.planned_on,'',',"planned_on":'||json_quote(OLD.planned_on))
||iif(OLD.done_when IS NEW.done_when,'',',"done_when":'||json_quote(OLD.done_when))
||iif(OLD.priority IS NEW.priority,'',',"priority":'||json_quote(OLD.priority))
||iif(OLD.tags IS NEW.tags,'',',"tags":'||json_quote(OLD.tags))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(OLD.note))
||iif(OLD.rule_id IS NEW.rule_id,'',',"rule_id":'||json_quote(OLD.rule_id))
||iif(OLD.title_key IS NEW.title_key,'',',"title_key":'||json_quote(OLD.title_key))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(OLD.status))
||iif(OLD.done_at IS NEW.done_at,'',',"done_at":'||json_quote(OLD.done_at))
||iif(OLD.done_on IS NEW.done_on,'',',"done_on":'||json_quote(OLD.done_on))
||iif(OLD.dropped_on IS NEW.dropped_on,'',',"dropped_on":'||json_quote(OLD.dropped_on))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(OLD.reason))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(OLD.created_on)),2)||'}',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(NEW.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(NEW.source_id))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(NEW.title))
||iif(OLD.plan_id IS NEW.plan_id,'',',"plan_id":'||json_quote(NEW.plan_id))
||iif(OLD.milestone_id IS NEW.milestone_id,'',',"milestone_id":'||json_quote(NEW.milestone_id))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(NEW.goal_id))
||iif(OLD.contact_id IS NEW.contact_id,'',',"contact_id":'||json_quote(NEW.contact_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.due IS NEW.due,'',',"due":'||json_quote(NEW.due))
||iif(OLD.planned_on IS NEW.planned_on,'',',"planned_on":'||json_quote(NEW.planned_on))
||iif(OLD.done_when IS NEW.done_when,'',',"done_when":'||json_quote(NEW.done_when))
||iif(OLD.priority IS NEW.priority,'',',"priority":'||json_quote(NEW.priority))
||iif(OLD.tags IS NEW.tags,'',',"tags":'||json_quote(NEW.tags))
||iif(OLD.note IS NEW.note,'',',"note":'||json_quote(NEW.note))
||iif(OLD.rule_id IS NEW.rule_id,'',',"rule_id":'||json_quote(NEW.rule_id))
||iif(OLD.title_key IS NEW.title_key,'',',"title_key":'||json_quote(NEW.title_key))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(NEW.status))
||iif(OLD.done_at IS NEW.done_at,'',',"done_at":'||json_quote(NEW.done_at))
||iif(OLD.done_on IS NEW.done_on,'',',"done_on":'||json_quote(NEW.done_on))
||iif(OLD.dropped_on IS NEW.dropped_on,'',',"dropped_on":'||json_quote(NEW.dropped_on))
||iif(OLD.reason IS NEW.reason,'',',"reason":'||json_quote(NEW.reason))
||iif(OLD.created_on IS NEW.created_on,'',',"created_on":'||json_quote(NEW.created_on)),2)||'}');
END;

CREATE TRIGGER journal_task_delete AFTER DELETE ON task
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'task',OLD.id,'delete',
json_object('source',OLD.source,'source_id',OLD.source_id,'title',OLD.title,'plan_id',OLD.plan_id,'milestone_id',OLD.milestone_id,'goal_id',OLD.goal_id,'contact_id',OLD.contact_id,'owner_id',OLD.owner_id,'due',OLD.due,'planned_on',OLD.planned_on,'done_when',OLD.done_when,'priority',OLD.priority,'tags',OLD.tags,'note',OLD.note,'id',OLD.id,'rule_id',OLD.rule_id,'title_key',OLD.title_key,'status',OLD.status,'done_at',OLD.done_at,'done_on',OLD.done_on,'dropped_on',OLD.dropped_on,'reason',OLD.reason,'created_on',OLD.created_on),
NULL);
END;

CREATE TRIGGER journal_task_key BEFORE UPDATE OF id ON task
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_issue_insert AFTER INSERT ON issue
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'issue',NEW.id,'insert',
NULL,
json_object('source',NEW.source,'source_id',NEW.source_id,'title',NEW.title,'impact',NEW.impact,'cause',NEW.cause,'decision',NEW.decision,'goal_id',NEW.goal_id,'kpi_id',NEW.kpi_id,'id',NEW.id,'sop_id',NEW.sop_id,'commitment_id',NEW.commitment_id,'owner_id',NEW.owner_id,'action_id',NEW.action_id,'raised_in',NEW.raised_in,'raised_on',NEW.raised_on,'status',NEW.status,'decided_on',NEW.decided_on,'closed_on',NEW.closed_on));
END;

CREATE TRIGGER journal_issue_update AFTER UPDATE ON issue
WHEN (OLD.source,OLD.source_id,OLD.title,OLD.impact,OLD.cause,OLD.decision,OLD.goal_id,OLD.kpi_id,OLD.sop_id,OLD.commitment_id,OLD.owner_id,OLD.action_id,OLD.raised_in,OLD.raised_on,OLD.status,OLD.decided_on,OLD.closed_on)
IS NOT (NEW.source,NEW.source_id,NEW.title,NEW.impact,NEW.cause,NEW.decision,NEW.goal_id,NEW.kpi_id,NEW.sop_id,NEW.commitment_id,NEW.owner_id,NEW.action_id,NEW.raised_in,NEW.raised_on,NEW.status,NEW.decided_on,NEW.closed_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'issue',NEW.id,'update',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(OLD.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(OLD.source_id))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(OLD.title))
||iif(OLD.impact IS NEW.impact,'',',"impact":'||json_quote(OLD.impact))
||iif(OLD.cause IS NEW.cause,'',',"cause":'||json_quote(OLD.cause))
||iif(OLD.decision IS NEW.decision,'',',"decision":'||json_quote(OLD.decision))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(OLD.goal_id))
||iif(OLD.kpi_id IS NEW.kpi_id,'',',"kpi_id":'||json_quote(OLD.kpi_id))
||iif(OLD.sop_id IS NEW.sop_id,'',',"sop_id":'||json_quote(OLD.sop_id))
||iif(OLD.commitment_id IS NEW.commitment_id,'',',"commitment_id":'||json_quote(OLD.commitment_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.action_id IS NEW.action_id,'',',"action_id":'||json_quote(OLD.action_id))
||iif(OLD.raised_in IS NEW.raised_in,'',',"raised_in":'||json_quote(OLD.raised_in))
||iif(OLD.raised_on IS NEW.raised_on,'',',"raised_on":'||json_quote(OLD.raised_on))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(OLD.status))
||iif(OLD.decided_on IS NEW.decided_on,'',',"decided_on":'||json_quote(OLD.decided_on))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(OLD.closed_on)),2)||'}',
'{'||substr(iif(OLD.source IS NEW.source,'',',"source":'||json_quote(NEW.source))
||iif(OLD.source_id IS NEW.source_id,'',',"source_id":'||json_quote(NEW.source_id))
||iif(OLD.title IS NEW.title,'',',"title":'||json_quote(NEW.title))
||iif(OLD.impact IS NEW.impact,'',',"impact":'||json_quote(NEW.impact))
||iif(OLD.cause IS NEW.cause,'',',"cause":'||json_quote(NEW.cause))
||iif(OLD.decision IS NEW.decision,'',',"decision":'||json_quote(NEW.decision))
||iif(OLD.goal_id IS NEW.goal_id,'',',"goal_id":'||json_quote(NEW.goal_id))
||iif(OLD.kpi_id IS NEW.kpi_id,'',',"kpi_id":'||json_quote(NEW.kpi_id))
||iif(OLD.sop_id IS NEW.sop_id,'',',"sop_id":'||json_quote(NEW.sop_id))
||iif(OLD.commitment_id IS NEW.commitment_id,'',',"commitment_id":'||json_quote(NEW.commitment_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.action_id IS NEW.action_id,'',',"action_id":'||json_quote(NEW.action_id))
||iif(OLD.raised_in IS NEW.raised_in,'',',"raised_in":'||json_quote(NEW.raised_in))
||iif(OLD.raised_on IS NEW.raised_on,'',',"raised_on":'||json_quote(NEW.raised_on))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(NEW.status))
||iif(OLD.decided_on IS NEW.decided_on,'',',"decided_on":'||json_quote(NEW.decided_on))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(NEW.closed_on)),2)||'}');
END;

CREATE TRIGGER journal_issue_delete AFTER DELETE ON issue
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'issue',OLD.id,'delete',
json_object('source',OLD.source,'source_id',OLD.source_id,'title',OLD.title,'impact',OLD.impact,'cause',OLD.cause,'decision',OLD.decision,'goal_id',OLD.goal_id,'kpi_id',OLD.kpi_id,'id',OLD.id,'sop_id',OLD.sop_id,'commitment_id',OLD.commitment_id,'owner_id',OLD.owner_id,'action_id',OLD.action_id,'raised_in',OLD.raised_in,'raised_on',OLD.raised_on,'status',OLD.status,'decided_on',OLD.decided_on,'closed_on',OLD.closed_on),
NULL);
END;

CREATE TRIGGER journal_issue_key BEFORE UPDATE OF id ON issue
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER journal_experiment_insert AFTER INSERT ON experiment
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'experiment',NEW.id,'insert',
NULL,
json_object('hypothesis',NEW.hypothesis,'change',NEW.change,'check_on',NEW.check_on,'kpi_id',NEW.kpi_id,'owner_id',NEW.owner_id,'id',NEW.id,'issue_id',NEW.issue_id,'sop_id',NEW.sop_id,'started_on',NEW.started_on,'status',NEW.status,'verdict',NEW.verdict,'learned',NEW.learned,'closed_on',NEW.closed_on));
END;

CREATE TRIGGER journal_experiment_update AFTER UPDATE ON experiment
WHEN (OLD.hypothesis,OLD.change,OLD.check_on,OLD.kpi_id,OLD.owner_id,OLD.issue_id,OLD.sop_id,OLD.started_on,OLD.status,OLD.verdict,OLD.learned,OLD.closed_on)
IS NOT (NEW.hypothesis,NEW.change,NEW.check_on,NEW.kpi_id,NEW.owner_id,NEW.issue_id,NEW.sop_id,NEW.started_on,NEW.status,NEW.verdict,NEW.learned,NEW.closed_on)
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'experiment',NEW.id,'update',
'{'||substr(iif(OLD.hypothesis IS NEW.hypothesis,'',',"hypothesis":'||json_quote(OLD.hypothesis))
||iif(OLD.change IS NEW.change,'',',"change":'||json_quote(OLD.change))
||iif(OLD.check_on IS NEW.check_on,'',',"check_on":'||json_quote(OLD.check_on))
||iif(OLD.kpi_id IS NEW.kpi_id,'',',"kpi_id":'||json_quote(OLD.kpi_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(OLD.owner_id))
||iif(OLD.issue_id IS NEW.issue_id,'',',"issue_id":'||json_quote(OLD.issue_id))
||iif(OLD.sop_id IS NEW.sop_id,'',',"sop_id":'||json_quote(OLD.sop_id))
||iif(OLD.started_on IS NEW.started_on,'',',"started_on":'||json_quote(OLD.started_on))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(OLD.status))
||iif(OLD.verdict IS NEW.verdict,'',',"verdict":'||json_quote(OLD.verdict))
||iif(OLD.learned IS NEW.learned,'',',"learned":'||json_quote(OLD.learned))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(OLD.closed_on)),2)||'}',
'{'||substr(iif(OLD.hypothesis IS NEW.hypothesis,'',',"hypothesis":'||json_quote(NEW.hypothesis))
||iif(OLD.change IS NEW.change,'',',"change":'||json_quote(NEW.change))
||iif(OLD.check_on IS NEW.check_on,'',',"check_on":'||json_quote(NEW.check_on))
||iif(OLD.kpi_id IS NEW.kpi_id,'',',"kpi_id":'||json_quote(NEW.kpi_id))
||iif(OLD.owner_id IS NEW.owner_id,'',',"owner_id":'||json_quote(NEW.owner_id))
||iif(OLD.issue_id IS NEW.issue_id,'',',"issue_id":'||json_quote(NEW.issue_id))
||iif(OLD.sop_id IS NEW.sop_id,'',',"sop_id":'||json_quote(NEW.sop_id))
||iif(OLD.started_on IS NEW.started_on,'',',"started_on":'||json_quote(NEW.started_on))
||iif(OLD.status IS NEW.status,'',',"status":'||json_quote(NEW.status))
||iif(OLD.verdict IS NEW.verdict,'',',"verdict":'||json_quote(NEW.verdict))
||iif(OLD.learned IS NEW.learned,'',',"learned":'||json_quote(NEW.learned))
||iif(OLD.closed_on IS NEW.closed_on,'',',"closed_on":'||json_quote(NEW.closed_on)),2)||'}');
END;

CREATE TRIGGER journal_experiment_delete AFTER DELETE ON experiment
BEGIN
INSERT INTO change (txn_id,table_name,row_id,op,old,new) VALUES
((SELECT txn_id FROM current_txn),'experiment',OLD.id,'delete',
json_object('hypothesis',OLD.hypothesis,'change',OLD.change,'check_on',OLD.check_on,'kpi_id',OLD.kpi_id,'owner_id',OLD.owner_id,'id',OLD.id,'issue_id',OLD.issue_id,'sop_id',OLD.sop_id,'started_on',OLD.started_on,'status',OLD.status,'verdict',OLD.verdict,'learned',OLD.learned,'closed_on',OLD.closed_on),
NULL);
END;

CREATE TRIGGER journal_experiment_key BEFORE UPDATE OF id ON experiment
WHEN OLD.id IS NOT NEW.id
BEGIN
SELECT RAISE(ABORT, 'an id is for ever');
END;

CREATE TRIGGER total_task_repeat_insert AFTER INSERT ON task WHEN NEW.done_on IS NOT NULL
BEGIN
  DELETE FROM task_repeat WHERE title_key = NEW.title_key;
  INSERT INTO task_repeat (title_key, third_last_done)
  SELECT NEW.title_key, done_on FROM task WHERE title_key = NEW.title_key AND done_on IS NOT NULL
  AND source IS NULL ORDER BY done_on DESC LIMIT 1 OFFSET 2;
END;

CREATE TRIGGER total_task_repeat_delete AFTER DELETE ON task WHEN OLD.done_on IS NOT NULL
BEGIN
  DELETE FROM task_repeat WHERE title_key = OLD.title_key;
  INSERT INTO task_repeat (title_key, third_last_done)
  SELECT OLD.title_key, done_on FROM task WHERE title_key = OLD.title_key AND done_on IS NOT NULL
  AND source IS NULL ORDER BY done_on DESC LIMIT 1 OFFSET 2;
END;

CREATE TRIGGER total_task_repeat_update AFTER UPDATE OF title_key, done_on, source ON task
WHEN (OLD.done_on, OLD.title_key, OLD.source) IS NOT (NEW.done_on, NEW.title_key, NEW.source)
BEGIN
  DELETE FROM task_repeat WHERE title_key = OLD.title_key;
  INSERT INTO task_repeat (title_key, third_last_done)
  SELECT OLD.title_key, done_on FROM task WHERE title_key = OLD.title_key AND done_on IS NOT NULL
  AND source IS NULL ORDER BY done_on DESC LIMIT 1 OFFSET 2;
  DELETE FROM task_repeat WHERE title_key = NEW.title_key;
  INSERT INTO task_repeat (title_key, third_last_done)
  SELECT NEW.title_key, done_on FROM task WHERE title_key = NEW.title_key AND done_on IS NOT NULL
  AND source IS NULL ORDER BY done_on DESC LIMIT 1 OFFSET 2;
END;

CREATE TRIGGER total_run_insert AFTER INSERT ON run_step
BEGIN
  INSERT INTO run_total (run_id, steps, done, skipped, excused)
  VALUES (NEW.run_id, 1, (NEW.state = 'done'), (NEW.state = 'skipped'), (NEW.state = 'skipped' AND trim(NEW.reason) <> ''))
  ON CONFLICT (run_id) DO UPDATE SET steps = steps + 1, done = done + excluded.done, skipped = skipped + excluded.skipped, excused = excused + excluded.excused;
END;

CREATE TRIGGER total_run_delete AFTER DELETE ON run_step
BEGIN
  UPDATE run_total SET steps = steps - 1, done = done - (OLD.state = 'done'), skipped = skipped - (OLD.state = 'skipped'), excused = excused - (OLD.state = 'skipped' AND trim(OLD.reason) <> '') WHERE run_id = OLD.run_id;
  DELETE FROM run_total WHERE run_id = OLD.run_id AND steps = 0;
END;

CREATE TRIGGER total_run_update AFTER UPDATE OF run_id, state, reason ON run_step
WHEN (OLD.run_id, OLD.state, OLD.reason) IS NOT (NEW.run_id, NEW.state, NEW.reason)
BEGIN
  UPDATE run_total SET steps = steps - 1, done = done - (OLD.state = 'done'), skipped = skipped - (OLD.state = 'skipped'), excused = excused - (OLD.state = 'skipped' AND trim(OLD.reason) <> '') WHERE run_id = OLD.run_id;
  DELETE FROM run_total WHERE run_id = OLD.run_id AND steps = 0;
  INSERT INTO run_total (run_id, steps, done, skipped, excused)
  VALUES (NEW.run_id, 1, (NEW.state = 'done'), (NEW.state = 'skipped'), (NEW.state = 'skipped' AND trim(NEW.reason) <> ''))
  ON CONFLICT (run_id) DO UPDATE SET steps = steps + 1, done = done + excluded.done, skipped = skipped + excluded.skipped, excused = excused + excluded.excused;
END;

