BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	full_name VARCHAR NOT NULL, 
	password_hash VARCHAR, 
	must_change_password BOOLEAN NOT NULL, 
	role VARCHAR NOT NULL, 
	agencies JSON, 
	unit VARCHAR, 
	active BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	created_by VARCHAR NOT NULL, password_set_at DATETIME, last_used_at DATETIME, unused_told_at DATETIME, left_as VARCHAR, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT uq_account_name UNIQUE (name)
);
INSERT INTO "account" VALUES(1,'lan','Nguyễn Thị Lan',NULL,0,'office',NULL,NULL,1,'2021-01-05 09:00:00.000000','setup',NULL,'2026-11-30 01:41:31.723307',NULL,NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0022');
CREATE TABLE amendment (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	basis VARCHAR, 
	CONSTRAINT pk_amendment PRIMARY KEY (row_id), 
	CONSTRAINT ck_amendment_complete CHECK (closed OR ("basis" IS NOT NULL)), 
	CONSTRAINT fk_amendment_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_amendment_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT uq_amendment_owner_key_revision UNIQUE (owner, "key", revision)
);
CREATE TABLE api_token (
	token_hash VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	agencies JSON, 
	created_at DATETIME NOT NULL, 
	created_by VARCHAR NOT NULL, 
	last_used_at DATETIME, 
	CONSTRAINT pk_api_token PRIMARY KEY (token_hash)
);
CREATE TABLE block_table (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	"index" VARCHAR, 
	year INTEGER, 
	rows JSON, 
	CONSTRAINT pk_block_table PRIMARY KEY (row_id), 
	CONSTRAINT ck_block_table_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_block_table_complete CHECK (closed OR ("index" IS NOT NULL AND "year" IS NOT NULL AND "rows" IS NOT NULL)), 
	CONSTRAINT uq_block_table_owner_key_revision UNIQUE (owner, "key", revision)
);
CREATE TABLE briefing_template (
	agency VARCHAR NOT NULL, 
	file_name VARCHAR NOT NULL, 
	body BLOB NOT NULL, 
	uploaded_at DATETIME NOT NULL, 
	uploaded_by VARCHAR NOT NULL, 
	CONSTRAINT pk_briefing_template PRIMARY KEY (agency)
);
CREATE TABLE clock_step (
	plan_id VARCHAR NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	clock DATETIME NOT NULL, 
	CONSTRAINT pk_clock_step PRIMARY KEY (plan_id, recorded_at), 
	CONSTRAINT fk_clock_step_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
CREATE TABLE "conclusion" (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	id VARCHAR, 
	about VARCHAR, 
	text VARCHAR, 
	units JSON, 
	due DATE, 
	done_on DATE, 
	met_on DATE, 
	with_units JSON, 
	person VARCHAR, 
	authority VARCHAR, 
	product VARCHAR, 
	first_due DATE, 
	approver VARCHAR, 
	basis VARCHAR, 
	status VARCHAR(14), 
	said_by VARCHAR, 
	note VARCHAR, 
	accepted BOOLEAN, 
	returned VARCHAR, meeting VARCHAR, item VARCHAR, 
	CONSTRAINT pk_conclusion PRIMARY KEY (row_id), 
	CONSTRAINT ck_conclusion_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT fk_conclusion_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT uq_conclusion_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_conclusion_complete CHECK (closed OR ("id" IS NOT NULL AND "text" IS NOT NULL AND "units" IS NOT NULL AND "with_units" IS NOT NULL AND "accepted" IS NOT NULL)), 
	CONSTRAINT ck_conclusion_taskstatus CHECK (status IN ('not_started', 'on_track', 'behind', 'blocked', 'done', 'not_applicable'))
);
INSERT INTO "conclusion" VALUES(1,'CU-TP-2021','K1',1,'2021-03-03','2021-01-05 09:00:00.000000','office',NULL,0,'K1','T1','Giao A','["A"]','2021-04-01',NULL,NULL,'[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "conclusion" VALUES(2,'CU-TP-2021','2021-07-15-1',1,'2021-07-15','2021-07-15 02:00:00.000004','chủ máy',NULL,0,'2021-07-15-1',NULL,'Niêm yết 0','["A"]',NULL,NULL,'2021-07-15','[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2021-07-15-1',NULL);
INSERT INTO "conclusion" VALUES(3,'CU-TP-2021','2021-07-15-2',1,'2021-07-15','2021-07-15 02:00:00.000004','chủ máy',NULL,0,'2021-07-15-2',NULL,'Đối thoại 0','["A"]','2021-09-01',NULL,'2021-07-15','[]',NULL,NULL,'Biên bản',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2021-07-15-1',NULL);
CREATE TABLE draft (
	author VARCHAR NOT NULL, 
	plan_id VARCHAR NOT NULL, 
	form VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	body VARCHAR NOT NULL, 
	saved_at DATETIME NOT NULL, 
	CONSTRAINT pk_draft PRIMARY KEY (author, plan_id, form), 
	CONSTRAINT fk_draft_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
INSERT INTO "draft" VALUES('lan','CU-TP-2021','task/T1@2021-Q2',0,'{"status":"on_track"}','2021-05-05 09:00:00.000000');
CREATE TABLE "due_day" (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	inclusive BOOLEAN, 
	day INTEGER, 
	month_of_quarter INTEGER, 
	month_of_half INTEGER, 
	month INTEGER, 
	of_next_period BOOLEAN, 
	of_next_year BOOLEAN, 
	weekday INTEGER, 
	working_days INTEGER, 
	after_day INTEGER, 
	days JSON, 
	CONSTRAINT pk_due_day PRIMARY KEY (row_id), 
	CONSTRAINT ck_due_day_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT fk_due_day_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT uq_due_day_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_due_day_complete CHECK (closed OR ("inclusive" IS NOT NULL AND "of_next_period" IS NOT NULL AND "of_next_year" IS NOT NULL AND "days" IS NOT NULL))
);
INSERT INTO "due_day" VALUES(1,'CU-TP-2021','R1',1,'2021-03-03','2021-01-05 08:00:00.000000','office',NULL,0,1,20,NULL,NULL,NULL,0,0,NULL,NULL,NULL,'[]');
CREATE TABLE evidence (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	about VARCHAR, 
	unit VARCHAR, 
	name VARCHAR, 
	url VARCHAR, 
	sha256 VARCHAR, 
	size INTEGER, 
	ending VARCHAR, 
	CONSTRAINT pk_evidence PRIMARY KEY (row_id), 
	CONSTRAINT ck_evidence_complete CHECK (closed OR ("about" IS NOT NULL AND "unit" IS NOT NULL AND "name" IS NOT NULL)), 
	CONSTRAINT ck_evidence_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT fk_evidence_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT uq_evidence_owner_key_revision UNIQUE (owner, "key", revision)
);
CREATE TABLE extension (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	duty VARCHAR, 
	unit VARCHAR, 
	period VARCHAR, 
	last_day DATE, 
	approver VARCHAR, 
	basis VARCHAR, 
	CONSTRAINT pk_extension PRIMARY KEY (row_id), 
	CONSTRAINT fk_extension_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_extension_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_extension_complete CHECK (closed OR ("duty" IS NOT NULL AND "unit" IS NOT NULL AND "period" IS NOT NULL AND "last_day" IS NOT NULL AND "approver" IS NOT NULL AND "basis" IS NOT NULL)), 
	CONSTRAINT uq_extension_owner_key_revision UNIQUE (owner, "key", revision)
);
INSERT INTO "extension" VALUES(1,'CU-TP-2021','R1/A/2021-Q1',1,'2021-03-03','2021-01-05 07:00:00.000000','office',NULL,0,'R1','A','2021-Q1','2021-03-10','GĐ','CV 1');
CREATE TABLE freeze_day (
	plan_id VARCHAR NOT NULL, 
	day INTEGER NOT NULL, 
	since DATE NOT NULL, 
	set_at DATETIME NOT NULL, 
	set_by VARCHAR NOT NULL, 
	CONSTRAINT pk_freeze_day PRIMARY KEY (plan_id), 
	CONSTRAINT fk_freeze_day_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
CREATE TABLE frozen_month (
	plan_id VARCHAR NOT NULL, 
	month VARCHAR NOT NULL, 
	edition INTEGER NOT NULL, 
	as_of DATE NOT NULL, 
	known_at DATETIME NOT NULL, 
	frozen_at DATETIME NOT NULL, 
	frozen_by VARCHAR NOT NULL, 
	format_version INTEGER NOT NULL, 
	checksum VARCHAR NOT NULL, 
	body BLOB NOT NULL, 
	CONSTRAINT pk_frozen_month PRIMARY KEY (plan_id, month, edition), 
	CONSTRAINT fk_frozen_month_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id)
);
CREATE TABLE installation (
	id VARCHAR NOT NULL, 
	CONSTRAINT pk_installation PRIMARY KEY (id)
);
CREATE TABLE legal_basis (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	number VARCHAR, 
	issued_on DATE, 
	issuer VARCHAR, 
	about VARCHAR, 
	note VARCHAR, 
	CONSTRAINT pk_legal_basis PRIMARY KEY (row_id), 
	CONSTRAINT fk_legal_basis_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_legal_basis_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT uq_legal_basis_owner_key_revision UNIQUE (owner, "key", revision)
);
INSERT INTO "legal_basis" VALUES(1,'CU-TP-2021','2/KH UBND 2021-01-01',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'2/KH','2021-01-01','UBND',NULL,NULL);
CREATE TABLE login_session (
	token_hash VARCHAR NOT NULL, 
	account_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	last_seen_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, address VARCHAR, browser VARCHAR, proven BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_login_session PRIMARY KEY (token_hash), 
	CONSTRAINT fk_login_session_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE TABLE meeting (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	id VARCHAR, 
	met_on DATE, 
	state VARCHAR(9), 
	title VARCHAR, 
	chair VARCHAR, 
	units JSON, 
	others VARCHAR, 
	agenda JSON, 
	as_of DATE, 
	known_at DATETIME, 
	started_at DATETIME, 
	ended_at DATETIME, 
	edition INTEGER, 
	CONSTRAINT pk_meeting PRIMARY KEY (row_id), 
	CONSTRAINT ck_meeting_complete CHECK (closed OR ("id" IS NOT NULL AND "met_on" IS NOT NULL AND "state" IS NOT NULL AND "units" IS NOT NULL AND "agenda" IS NOT NULL AND "edition" IS NOT NULL)), 
	CONSTRAINT ck_meeting_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT fk_meeting_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT uq_meeting_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_meeting_meetingstate CHECK (state IN ('preparing', 'held', 'ended'))
);
INSERT INTO "meeting" VALUES(1,'CU-TP-2021','2021-07-15-1',1,'2021-07-15','2021-07-15 02:00:00.000000','chủ máy',NULL,0,'2021-07-15-1','2021-07-15','preparing',NULL,'Giám đốc','[]',NULL,'[{"kind":"previous","about":null,"title":null,"question":null,"skipped":false},{"kind":"overview","about":null,"title":null,"question":null,"skipped":false},{"kind":"sub_index","about":"DDCI/transparency","title":null,"question":null,"skipped":false},{"kind":"reports","about":"A","title":null,"question":null,"skipped":false},{"kind":"asked","about":null,"title":null,"question":null,"skipped":false}]',NULL,NULL,NULL,NULL,0);
INSERT INTO "meeting" VALUES(2,'CU-TP-2021','2021-07-15-1',2,'2021-07-15','2021-07-15 02:00:00.000001','chủ máy',NULL,0,'2021-07-15-1','2021-07-15','held',NULL,'Giám đốc','[]',NULL,'[{"kind":"previous","about":null,"title":null,"question":null,"skipped":false},{"kind":"overview","about":null,"title":null,"question":null,"skipped":false},{"kind":"sub_index","about":"DDCI/transparency","title":null,"question":null,"skipped":false},{"kind":"reports","about":"A","title":null,"question":null,"skipped":false},{"kind":"asked","about":null,"title":null,"question":null,"skipped":false}]','2021-07-15','2021-07-15 02:00:00.000000','2021-07-15 02:00:00.000000',NULL,0);
INSERT INTO "meeting" VALUES(3,'CU-TP-2021','2021-07-15-1',3,'2021-07-15','2021-07-15 02:00:00.000004','chủ máy',NULL,0,'2021-07-15-1','2021-07-15','ended',NULL,'Giám đốc','[]',NULL,'[{"kind":"previous","about":null,"title":null,"question":null,"skipped":false},{"kind":"overview","about":null,"title":null,"question":null,"skipped":false},{"kind":"sub_index","about":"DDCI/transparency","title":null,"question":null,"skipped":false},{"kind":"reports","about":"A","title":null,"question":null,"skipped":false},{"kind":"asked","about":null,"title":null,"question":null,"skipped":false}]','2021-07-15','2021-07-15 02:00:00.000000','2021-07-15 02:00:00.000000','2021-07-15 02:00:00.000000',1);
INSERT INTO "meeting" VALUES(4,'CU-TP-2021','2021-07-15-2',1,'2021-07-15','2021-07-15 02:00:00.000005','chủ máy',NULL,0,'2021-07-15-2','2021-07-15','preparing',NULL,'Giám đốc','[]',NULL,'[{"kind":"previous","about":null,"title":null,"question":null,"skipped":false},{"kind":"overview","about":null,"title":null,"question":null,"skipped":false},{"kind":"sub_index","about":"DDCI/transparency","title":null,"question":null,"skipped":false},{"kind":"reports","about":"A","title":null,"question":null,"skipped":false},{"kind":"asked","about":null,"title":null,"question":null,"skipped":false}]',NULL,NULL,NULL,NULL,0);
INSERT INTO "meeting" VALUES(5,'CU-TP-2021','2021-07-15-2',2,'2021-07-15','2021-07-15 02:00:00.000006','chủ máy',NULL,0,'2021-07-15-2','2021-07-15','held',NULL,'Giám đốc','[]',NULL,'[{"kind":"previous","about":null,"title":null,"question":null,"skipped":false},{"kind":"overview","about":null,"title":null,"question":null,"skipped":false},{"kind":"sub_index","about":"DDCI/transparency","title":null,"question":null,"skipped":false},{"kind":"reports","about":"A","title":null,"question":null,"skipped":false},{"kind":"asked","about":null,"title":null,"question":null,"skipped":false}]','2021-07-15','2021-07-15 02:00:00.000000','2021-07-15 02:00:00.000000',NULL,0);
CREATE TABLE meeting_conclusion (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	id VARCHAR, 
	about VARCHAR, 
	text VARCHAR, 
	units JSON, 
	due DATE, 
	done_on DATE, 
	met_on DATE, 
	with_units JSON, 
	person VARCHAR, 
	authority VARCHAR, 
	product VARCHAR, 
	first_due DATE, 
	approver VARCHAR, 
	basis VARCHAR, 
	status VARCHAR(14), 
	said_by VARCHAR, 
	note VARCHAR, 
	accepted BOOLEAN, 
	returned VARCHAR, 
	meeting VARCHAR, 
	item VARCHAR, 
	CONSTRAINT pk_meeting_conclusion PRIMARY KEY (row_id), 
	CONSTRAINT ck_meeting_conclusion_complete CHECK (closed OR ("id" IS NOT NULL AND "text" IS NOT NULL AND "units" IS NOT NULL AND "with_units" IS NOT NULL AND "accepted" IS NOT NULL)), 
	CONSTRAINT ck_meeting_conclusion_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT fk_meeting_conclusion_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT uq_meeting_conclusion_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_meeting_conclusion_taskstatus CHECK (status IN ('not_started', 'on_track', 'behind', 'blocked', 'done', 'not_applicable'))
);
INSERT INTO "meeting_conclusion" VALUES(1,'CU-TP-2021','2021-07-15-1',1,'2021-07-15','2021-07-15 02:00:00.000002','chủ máy',NULL,0,'2021-07-15-1',NULL,'Niêm yết 0','["A"]',NULL,NULL,'2021-07-15','[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2021-07-15-1',NULL);
INSERT INTO "meeting_conclusion" VALUES(2,'CU-TP-2021','2021-07-15-2',1,'2021-07-15','2021-07-15 02:00:00.000003','chủ máy',NULL,0,'2021-07-15-2',NULL,'Đối thoại 0','["A"]','2021-09-01',NULL,'2021-07-15','[]',NULL,NULL,'Biên bản',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2021-07-15-1',NULL);
INSERT INTO "meeting_conclusion" VALUES(3,'CU-TP-2021','2021-07-15-3',1,'2021-07-15','2021-07-15 02:00:00.000007','chủ máy',NULL,0,'2021-07-15-3',NULL,'Niêm yết 1','["A"]',NULL,NULL,'2021-07-15','[]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2021-07-15-2',NULL);
INSERT INTO "meeting_conclusion" VALUES(4,'CU-TP-2021','2021-07-15-4',1,'2021-07-15','2021-07-15 02:00:00.000008','chủ máy',NULL,0,'2021-07-15-4',NULL,'Đối thoại 1','["A"]','2021-09-01',NULL,'2021-07-15','[]',NULL,NULL,'Biên bản',NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,'2021-07-15-2',NULL);
CREATE TABLE meeting_stage (
	plan_id VARCHAR NOT NULL, 
	meeting VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	item VARCHAR NOT NULL, 
	since DATETIME NOT NULL, 
	spent JSON NOT NULL, 
	moved_by VARCHAR NOT NULL, 
	CONSTRAINT pk_meeting_stage PRIMARY KEY (plan_id, meeting), 
	CONSTRAINT fk_meeting_stage_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id) ON DELETE CASCADE
);
INSERT INTO "meeting_stage" VALUES('CU-TP-2021','2021-07-15-1',1,'previous','2021-07-15 02:00:00.000000','{}','chủ máy');
INSERT INTO "meeting_stage" VALUES('CU-TP-2021','2021-07-15-2',1,'previous','2021-07-15 02:00:00.000000','{}','chủ máy');
CREATE TABLE month_summary (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	month VARCHAR, 
	opening VARCHAR, 
	achieved VARCHAR, 
	shortcomings VARCHAR, 
	causes VARCHAR, 
	upcoming VARCHAR, 
	requests VARCHAR, 
	CONSTRAINT pk_month_summary PRIMARY KEY (row_id), 
	CONSTRAINT ck_month_summary_complete CHECK (closed OR ("month" IS NOT NULL)), 
	CONSTRAINT ck_month_summary_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT fk_month_summary_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT uq_month_summary_owner_key_revision UNIQUE (owner, "key", revision)
);
CREATE TABLE note (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	kind VARCHAR, 
	text VARCHAR, 
	lines JSON, 
	CONSTRAINT pk_note PRIMARY KEY (row_id), 
	CONSTRAINT fk_note_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_note_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_note_complete CHECK (closed OR ("kind" IS NOT NULL AND "text" IS NOT NULL)), 
	CONSTRAINT uq_note_owner_key_revision UNIQUE (owner, "key", revision)
);
INSERT INTO "note" VALUES(1,'CU-TP-2021','misprint@1-2',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'misprint','in sai','[1,2]');
CREATE TABLE notice_template (
	agency VARCHAR NOT NULL, 
	file_name VARCHAR NOT NULL, 
	body BLOB NOT NULL, 
	uploaded_at DATETIME NOT NULL, 
	uploaded_by VARCHAR NOT NULL, 
	CONSTRAINT pk_notice_template PRIMARY KEY (agency)
);
CREATE TABLE "overall" (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	"index" VARCHAR, 
	minimum VARCHAR, 
	maximum VARCHAR, 
	bands JSON, 
	CONSTRAINT pk_overall PRIMARY KEY (row_id), 
	CONSTRAINT ck_overall_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT fk_overall_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT uq_overall_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_overall_complete CHECK (closed OR ("index" IS NOT NULL AND "bands" IS NOT NULL))
);
INSERT INTO "overall" VALUES(1,'CU-TP-2021','DDCI',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'DDCI',NULL,NULL,'[]');
CREATE TABLE own_sub_index (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	"index" VARCHAR, 
	code VARCHAR, 
	name VARCHAR, 
	aliases JSON, 
	CONSTRAINT pk_own_sub_index PRIMARY KEY (row_id), 
	CONSTRAINT fk_own_sub_index_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_own_sub_index_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_own_sub_index_complete CHECK (closed OR ("index" IS NOT NULL AND "code" IS NOT NULL AND "name" IS NOT NULL AND "aliases" IS NOT NULL)), 
	CONSTRAINT uq_own_sub_index_owner_key_revision UNIQUE (owner, "key", revision)
);
INSERT INTO "own_sub_index" VALUES(1,'CU-TP-2021','DDCI/own',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'DDCI','own','Riêng','[]');
CREATE TABLE papers_template (
	agency VARCHAR NOT NULL, 
	file_name VARCHAR NOT NULL, 
	body BLOB NOT NULL, 
	uploaded_at DATETIME NOT NULL, 
	uploaded_by VARCHAR NOT NULL, 
	CONSTRAINT pk_papers_template PRIMARY KEY (agency)
);
CREATE TABLE passed_on (
	agency VARCHAR NOT NULL, 
	change VARCHAR NOT NULL, 
	what VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	CONSTRAINT pk_passed_on PRIMARY KEY (agency, change, what, name)
);
CREATE TABLE person (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	code VARCHAR, 
	name VARCHAR, 
	role VARCHAR, 
	CONSTRAINT pk_person PRIMARY KEY (row_id), 
	CONSTRAINT fk_person_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_person_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_person_complete CHECK (closed OR ("code" IS NOT NULL AND "name" IS NOT NULL)), 
	CONSTRAINT uq_person_owner_key_revision UNIQUE (owner, "key", revision)
);
INSERT INTO "person" VALUES(1,'CU-TP-2021','NA',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'NA','Nguyễn A',NULL);
CREATE TABLE "plan" (
	id VARCHAR NOT NULL, 
	agency VARCHAR NOT NULL, 
	year INTEGER NOT NULL, 
	illustration BOOLEAN NOT NULL, 
	data_version BIGINT NOT NULL, 
	changed_at DATETIME, 
	CONSTRAINT pk_plan PRIMARY KEY (id)
);
INSERT INTO "plan" VALUES('CU-TP-2021','CU-TP',2021,0,1609808400020,'2021-07-15 02:00:00.000008');
CREATE TABLE plan_agency (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	code VARCHAR, 
	name VARCHAR, 
	short_name VARCHAR, 
	province VARCHAR, 
	block VARCHAR, 
	CONSTRAINT pk_plan_agency PRIMARY KEY (row_id), 
	CONSTRAINT fk_plan_agency_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_plan_agency_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_plan_agency_complete CHECK (closed OR ("code" IS NOT NULL AND "name" IS NOT NULL AND "short_name" IS NOT NULL AND "province" IS NOT NULL AND "block" IS NOT NULL)), 
	CONSTRAINT uq_plan_agency_owner_key_revision UNIQUE (owner, "key", revision)
);
INSERT INTO "plan_agency" VALUES(1,'CU-TP-2021','plan_agency',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'CU-TP','Sở Cũ','Sở Cũ','Tỉnh P','departments');
CREATE TABLE plan_close (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	day DATE, 
	CONSTRAINT pk_plan_close PRIMARY KEY (row_id), 
	CONSTRAINT fk_plan_close_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_plan_close_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_plan_close_complete CHECK (closed OR ("day" IS NOT NULL)), 
	CONSTRAINT uq_plan_close_owner_key_revision UNIQUE (owner, "key", revision)
);
CREATE TABLE plan_document (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	title VARCHAR, 
	year INTEGER, 
	number VARCHAR, 
	symbol VARCHAR, 
	issued_on DATE, 
	issued_not_before DATE, 
	signer JSON, years JSON, 
	CONSTRAINT pk_plan_document PRIMARY KEY (row_id), 
	CONSTRAINT fk_plan_document_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_plan_document_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_plan_document_complete CHECK (closed OR ("title" IS NOT NULL AND "year" IS NOT NULL)), 
	CONSTRAINT uq_plan_document_owner_key_revision UNIQUE (owner, "key", revision)
);
INSERT INTO "plan_document" VALUES(1,'CU-TP-2021','plan_document',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'Kế hoạch',2021,'1/KH','KH','2021-01-04',NULL,'{"name":"Nguyễn A","role":"Giám đốc","on_behalf_of":null}',NULL);
CREATE TABLE plan_draft (
	id VARCHAR NOT NULL, 
	agency VARCHAR NOT NULL, 
	holder VARCHAR NOT NULL, 
	ended VARCHAR, 
	CONSTRAINT pk_plan_draft PRIMARY KEY (id)
);
CREATE TABLE plan_draft_seen (
	draft_id VARCHAR NOT NULL, 
	fact INTEGER NOT NULL, 
	seen_at DATETIME NOT NULL, 
	seen_by VARCHAR NOT NULL, 
	CONSTRAINT pk_plan_draft_seen PRIMARY KEY (draft_id, fact), 
	CONSTRAINT fk_plan_draft_seen_draft_id_plan_draft FOREIGN KEY(draft_id) REFERENCES plan_draft (id) ON DELETE CASCADE
);
CREATE TABLE plan_draft_text (
	draft_id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	lines VARCHAR NOT NULL, 
	CONSTRAINT pk_plan_draft_text PRIMARY KEY (draft_id), 
	CONSTRAINT fk_plan_draft_text_draft_id_plan_draft FOREIGN KEY(draft_id) REFERENCES plan_draft (id) ON DELETE CASCADE
);
CREATE TABLE plan_draft_version (
	draft_id VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	what VARCHAR NOT NULL, 
	body VARCHAR NOT NULL, 
	saved_at DATETIME NOT NULL, 
	saved_by VARCHAR NOT NULL, review VARCHAR, 
	CONSTRAINT pk_plan_draft_version PRIMARY KEY (draft_id, revision), 
	CONSTRAINT fk_plan_draft_version_draft_id_plan_draft FOREIGN KEY(draft_id) REFERENCES plan_draft (id) ON DELETE CASCADE
);
CREATE TABLE plan_header (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	source VARCHAR, 
	complete BOOLEAN, 
	indices JSON, 
	today DATE, 
	CONSTRAINT pk_plan_header PRIMARY KEY (row_id), 
	CONSTRAINT fk_plan_header_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_plan_header_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_plan_header_complete CHECK (closed OR ("complete" IS NOT NULL AND "indices" IS NOT NULL)), 
	CONSTRAINT uq_plan_header_owner_key_revision UNIQUE (owner, "key", revision)
);
INSERT INTO "plan_header" VALUES(1,'CU-TP-2021','plan_header',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'x.txt',1,'["DDCI"]',NULL);
CREATE TABLE "policy" (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	amber_share VARCHAR, 
	amber_places INTEGER, 
	green_lag INTEGER, 
	amber_lag INTEGER, 
	red_share VARCHAR, 
	amber_task_share VARCHAR, 
	spoken_share VARCHAR, 
	due_soon_days INTEGER, 
	bands JSON, 
	green_share VARCHAR, basis VARCHAR, 
	CONSTRAINT pk_policy PRIMARY KEY (row_id), 
	CONSTRAINT uq_policy_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_policy_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_policy_complete CHECK (closed OR ("amber_share" IS NOT NULL AND "amber_places" IS NOT NULL AND "green_lag" IS NOT NULL AND "amber_lag" IS NOT NULL AND "red_share" IS NOT NULL AND "amber_task_share" IS NOT NULL AND "spoken_share" IS NOT NULL AND "green_share" IS NOT NULL AND "due_soon_days" IS NOT NULL AND "bands" IS NOT NULL))
);
INSERT INTO "policy" VALUES(2,'CU-TP','policy',1,'2021-02-01','2021-01-05 11:00:00.000000','admin',NULL,0,'0.05',3,10,25,'0.25','0.25','0.75',5,'[]','0.5',NULL);
CREATE TABLE recipient (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	name VARCHAR, 
	mark VARCHAR, 
	CONSTRAINT pk_recipient PRIMARY KEY (row_id), 
	CONSTRAINT fk_recipient_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_recipient_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_recipient_complete CHECK (closed OR ("name" IS NOT NULL)), 
	CONSTRAINT uq_recipient_owner_key_revision UNIQUE (owner, "key", revision)
);
INSERT INTO "recipient" VALUES(1,'CU-TP-2021','UBND tỉnh',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'UBND tỉnh','b/c');
CREATE TABLE report_act (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	duty VARCHAR, 
	unit VARCHAR, 
	period VARCHAR, 
	step VARCHAR(9), 
	note VARCHAR, entered_on DATE, 
	CONSTRAINT pk_report_act PRIMARY KEY (row_id), 
	CONSTRAINT fk_report_act_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_report_act_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_report_act_complete CHECK (closed OR ("duty" IS NOT NULL AND "unit" IS NOT NULL AND "period" IS NOT NULL AND "step" IS NOT NULL)), 
	CONSTRAINT uq_report_act_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_report_act_reportstep CHECK (step IN ('handed_in', 'withdrawn', 'accepted', 'returned'))
);
INSERT INTO "report_act" VALUES(1,'CU-TP-2021','R1/A/2021-Q1',1,'2021-03-03','2021-01-05 06:00:00.000000','lan',NULL,0,'R1','A','2021-Q1','handed_in',NULL,NULL);
CREATE TABLE "report_duty" (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	code VARCHAR, 
	from_units JSON, 
	to_units JSON, 
	cadence VARCHAR(11), 
	due JSON, 
	text VARCHAR, 
	lines JSON, 
	periods JSON, 
	CONSTRAINT pk_report_duty PRIMARY KEY (row_id), 
	CONSTRAINT uq_report_duty_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_report_duty_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT fk_report_duty_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_report_duty_complete CHECK (closed OR ("code" IS NOT NULL AND "from_units" IS NOT NULL AND "to_units" IS NOT NULL AND "periods" IS NOT NULL)), 
	CONSTRAINT ck_report_duty_cadence CHECK (cadence IN ('once', 'weekly', 'monthly', 'quarterly', 'half_yearly', 'nine_months', 'yearly', 'continuous', 'seasonal', 'ad_hoc'))
);
INSERT INTO "report_duty" VALUES(1,'CU-TP-2021','R1',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'R1','["G"]','["VP"]','quarterly','{"inclusive":false,"day":6,"month_of_quarter":3,"month_of_half":null,"month":null,"of_next_period":false}',NULL,NULL,'[]');
CREATE TABLE "result" (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	year INTEGER, 
	kind VARCHAR(9), 
	score VARCHAR, 
	rank INTEGER, 
	out_of INTEGER, 
	score_change VARCHAR, 
	rank_change INTEGER, 
	previous_rank INTEGER, 
	improvement_rank INTEGER, 
	best_score VARCHAR, 
	derived BOOLEAN, 
	published_on DATE, 
	source VARCHAR, 
	text VARCHAR, 
	lines JSON, 
	ranks JSON, 
	rank_over INTEGER, 
	"of" VARCHAR, 
	median VARCHAR, 
	mean VARCHAR, 
	disputed_by JSON, 
	CONSTRAINT pk_result PRIMARY KEY (row_id), 
	CONSTRAINT ck_result_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT uq_result_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT fk_result_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_result_complete CHECK (closed OR ("year" IS NOT NULL AND "kind" IS NOT NULL AND "ranks" IS NOT NULL AND "disputed_by" IS NOT NULL AND "derived" IS NOT NULL)), 
	CONSTRAINT ck_result_resultkind CHECK (kind IN ('published', 'estimate'))
);
INSERT INTO "result" VALUES(1,'CU-TP-2021','DDCI/transparency/2020/published',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,'DDCI/transparency',1024,2020,'published','6.0',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,'[]');
CREATE TABLE "result_entry" (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	"index" VARCHAR, 
	sub_index VARCHAR, 
	year INTEGER, 
	kind VARCHAR(9), 
	score VARCHAR, 
	rank INTEGER, 
	out_of INTEGER, 
	score_change VARCHAR, 
	rank_change INTEGER, 
	previous_rank INTEGER, 
	improvement_rank INTEGER, 
	best_score VARCHAR, 
	derived BOOLEAN, 
	published_on DATE, 
	source VARCHAR, 
	text VARCHAR, 
	lines JSON, 
	ranks JSON, 
	rank_over INTEGER, 
	"of" VARCHAR, 
	median VARCHAR, 
	mean VARCHAR, 
	disputed_by JSON, 
	CONSTRAINT pk_result_entry PRIMARY KEY (row_id), 
	CONSTRAINT ck_result_entry_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT uq_result_entry_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_result_entry_complete CHECK (closed OR ("index" IS NOT NULL AND "year" IS NOT NULL AND "kind" IS NOT NULL AND "ranks" IS NOT NULL AND "disputed_by" IS NOT NULL AND "derived" IS NOT NULL)), 
	CONSTRAINT ck_result_entry_resultkind CHECK (kind IN ('published', 'estimate'))
);
INSERT INTO "result_entry" VALUES(1,'CU-TP','DDCI/transparency/2021/published',1,'2021-12-01','2021-01-05 10:00:00.000000','office',NULL,0,'DDCI','transparency',2021,'published','7.90',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,'2021-12-01',NULL,NULL,NULL,'[]',NULL,NULL,NULL,NULL,'[]');
CREATE TABLE search_text (
	id INTEGER NOT NULL, 
	what VARCHAR NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	words VARCHAR NOT NULL, 
	CONSTRAINT pk_search_text PRIMARY KEY (id), 
	CONSTRAINT uq_search_text_owner_what_key UNIQUE (owner, what, "key")
);
CREATE VIRTUAL TABLE search_index USING fts5(words, content='search_text', content_rowid='id', detail='none', columnsize=0, tokenize="unicode61 remove_diacritics 0 tokenchars '#@%_'", prefix='1 2 3 4 5 6 7');
INSERT INTO "search_text" VALUES(1,'task','CU-TP-2021','T1','#task %ddci_transparency @cu_tp @cu_tp_2021 niem sua t1 thu tuc yet');
INSERT INTO "search_text" VALUES(2,'task','CU-TP-2021','T2','#task %ddci_transparency @cu_tp @cu_tp_2021 doi t2 thoai');
INSERT INTO "search_text" VALUES(3,'task_update','CU-TP-2021','T1@2021-Q1','#task_update @cu_tp @cu_tp_2021 da lam');
INSERT INTO "search_text" VALUES(4,'conclusion','CU-TP-2021','K1','#conclusion @cu_tp @cu_tp_2021 a giao');
INSERT INTO "search_text" VALUES(5,'report_duty','CU-TP-2021','R1','#report_duty @cu_tp @cu_tp_2021 r1');
INSERT INTO "search_text" VALUES(6,'sub_index','CU-TP-2021','DDCI/transparency','#sub_index @cu_tp @cu_tp_2021 bach minh tinh');
INSERT INTO "search_text" VALUES(7,'result','CU-TP-2021','DDCI/transparency/2020/published','#result %ddci_transparency 0 2020 6 @cu_tp @cu_tp_2021');
INSERT INTO "search_text" VALUES(8,'result_entry','CU-TP','DDCI/transparency/2021/published','#result_entry %ddci_transparency 2021 7 90 @cu_tp');
INSERT INTO "search_text" VALUES(9,'conclusion','CU-TP-2021','2021-07-15-1','#conclusion 0 @cu_tp @cu_tp_2021 niem yet');
INSERT INTO "search_text" VALUES(10,'conclusion','CU-TP-2021','2021-07-15-2','#conclusion 0 @cu_tp @cu_tp_2021 ban bien doi thoai');
CREATE TABLE second_factor (
	account_id INTEGER NOT NULL, 
	salt VARCHAR NOT NULL, 
	key_id VARCHAR NOT NULL, 
	made_at DATETIME NOT NULL, 
	confirmed_at DATETIME, 
	last_step INTEGER, 
	recovery JSON NOT NULL, 
	CONSTRAINT pk_second_factor PRIMARY KEY (account_id), 
	CONSTRAINT fk_second_factor_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE TABLE secret_link (
	token_hash VARCHAR NOT NULL, 
	purpose VARCHAR NOT NULL, 
	account_id INTEGER, 
	agency VARCHAR, 
	unit VARCHAR, 
	created_at DATETIME NOT NULL, 
	created_by VARCHAR NOT NULL, 
	expires_at DATETIME, 
	last_used_at DATETIME, 
	CONSTRAINT pk_secret_link PRIMARY KEY (token_hash), 
	CONSTRAINT fk_secret_link_account_id_account FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE TABLE security_event (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	what VARCHAR NOT NULL, 
	account VARCHAR, 
	"by" VARCHAR, 
	address VARCHAR, 
	detail VARCHAR, 
	CONSTRAINT pk_security_event PRIMARY KEY (id)
);
CREATE TABLE sign_in_failures (
	"key" VARCHAR NOT NULL, 
	count INTEGER NOT NULL, 
	since DATETIME NOT NULL, 
	CONSTRAINT pk_sign_in_failures PRIMARY KEY ("key")
);
CREATE TABLE special_day (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	day DATE, 
	worked BOOLEAN, 
	name VARCHAR, 
	CONSTRAINT pk_special_day PRIMARY KEY (row_id), 
	CONSTRAINT ck_special_day_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_special_day_complete CHECK (closed OR ("day" IS NOT NULL AND "worked" IS NOT NULL AND "name" IS NOT NULL)), 
	CONSTRAINT uq_special_day_owner_key_revision UNIQUE (owner, "key", revision)
);
CREATE TABLE sub_index (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	"index" VARCHAR, 
	code VARCHAR, 
	printed_name VARCHAR, 
	section VARCHAR, 
	"group" VARCHAR(8), 
	person VARCHAR, 
	lead JSON, 
	with_units JSON, minimum VARCHAR, maximum VARCHAR, 
	CONSTRAINT pk_sub_index PRIMARY KEY (row_id), 
	CONSTRAINT fk_sub_index_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_sub_index_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_sub_index_complete CHECK (closed OR ("index" IS NOT NULL AND "code" IS NOT NULL AND "printed_name" IS NOT NULL AND "lead" IS NOT NULL AND "with_units" IS NOT NULL)), 
	CONSTRAINT uq_sub_index_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_sub_index_subindexgroup CHECK ("group" IN ('maintain', 'improve'))
);
INSERT INTO "sub_index" VALUES(1,'CU-TP-2021','DDCI/transparency',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'DDCI','transparency','Tính minh bạch',NULL,'improve','NA','["VP"]','[]',NULL,NULL);
CREATE TABLE succession (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	predecessor VARCHAR, 
	name VARCHAR, 
	decided_on DATE, 
	in_force_on DATE, 
	basis VARCHAR, 
	CONSTRAINT pk_succession PRIMARY KEY (row_id), 
	CONSTRAINT ck_succession_complete CHECK (closed OR ("predecessor" IS NOT NULL AND "name" IS NOT NULL AND "decided_on" IS NOT NULL AND "in_force_on" IS NOT NULL AND "basis" IS NOT NULL)), 
	CONSTRAINT ck_succession_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT uq_succession_owner_key_revision UNIQUE (owner, "key", revision)
);
CREATE TABLE "target" (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	kind VARCHAR(12), 
	value VARCHAR, 
	low VARCHAR, 
	high VARCHAR, 
	rank INTEGER, 
	"of" VARCHAR(7), 
	out_of INTEGER, 
	year INTEGER, 
	text VARCHAR, 
	lines JSON, 
	base_year INTEGER, 
	margin VARCHAR, 
	strict BOOLEAN, 
	band VARCHAR, 
	list VARCHAR(8), 
	CONSTRAINT pk_target PRIMARY KEY (row_id), 
	CONSTRAINT fk_target_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_target_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT uq_target_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_target_complete CHECK (closed OR ("kind" IS NOT NULL AND "strict" IS NOT NULL)), 
	CONSTRAINT ck_target_targetkind CHECK (kind IN ('above', 'at_least', 'reach', 'range', 'rank_at_most', 'rank_range', 'hold_rank', 'top_group', 'increase', 'hold_score', 'about', 'versus', 'band', 'qualitative')), 
	CONSTRAINT ck_target_targetof CHECK ("of" IN ('points', 'places', 'percent', 'median', 'mean', 'best')), 
	CONSTRAINT ck_target_ranklist CHECK (list IN ('national', 'region', 'block'))
);
INSERT INTO "target" VALUES(1,'CU-TP-2021','DDCI#1',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,'DDCI',1024,'rank_at_most',NULL,NULL,NULL,5,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "target" VALUES(2,'CU-TP-2021','DDCI/transparency#1',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,'DDCI/transparency',1024,'above','7.80',NULL,NULL,NULL,NULL,NULL,NULL,'trên 7,80','[3,3]',NULL,NULL,0,NULL,NULL);
CREATE TABLE "task" (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	code VARCHAR, 
	title VARCHAR, 
	section VARCHAR, 
	lines JSON, 
	lead JSON, 
	with_units JSON, 
	cadence VARCHAR(11), 
	start DATE, 
	due DATE, 
	kpi JSON, 
	CONSTRAINT pk_task PRIMARY KEY (row_id), 
	CONSTRAINT ck_task_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT fk_task_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT uq_task_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_task_complete CHECK (closed OR ("code" IS NOT NULL AND "title" IS NOT NULL AND "lead" IS NOT NULL AND "with_units" IS NOT NULL)), 
	CONSTRAINT ck_task_cadence CHECK (cadence IN ('once', 'weekly', 'monthly', 'quarterly', 'half_yearly', 'nine_months', 'yearly', 'continuous', 'seasonal', 'ad_hoc'))
);
INSERT INTO "task" VALUES(1,'CU-TP-2021','T1',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,'DDCI/transparency',1024,'T1','Niêm yết thủ tục',NULL,NULL,'["A"]','[]','continuous',NULL,NULL,'{"text":"100%","value":"100","unit":"%","direction":"up","scope":null}');
INSERT INTO "task" VALUES(2,'CU-TP-2021','T2',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,'DDCI/transparency',2048,'T2','Đối thoại',NULL,NULL,'["VP"]','[]',NULL,NULL,'2021-06-30',NULL);
INSERT INTO "task" VALUES(3,'CU-TP-2021','T1',2,'2021-02-01','2021-01-05 02:00:00.000000','office',NULL,0,'DDCI/transparency',1024,'T1','Niêm yết thủ tục (sửa)',NULL,NULL,'["A"]','[]','continuous',NULL,NULL,'{"text":"100%","value":"100","unit":"%","direction":"up","scope":null}');
CREATE TABLE task_update (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	task VARCHAR, 
	quarter VARCHAR, 
	unit VARCHAR, 
	status VARCHAR(14), 
	percent INTEGER, 
	done_on DATE, 
	note VARCHAR, 
	difficulty VARCHAR, 
	needs_help BOOLEAN, 
	recovery VARCHAR, actual VARCHAR, 
	CONSTRAINT pk_task_update PRIMARY KEY (row_id), 
	CONSTRAINT fk_task_update_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_task_update_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_task_update_complete CHECK (closed OR ("task" IS NOT NULL AND "quarter" IS NOT NULL AND "unit" IS NOT NULL AND "status" IS NOT NULL AND "needs_help" IS NOT NULL)), 
	CONSTRAINT uq_task_update_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_task_update_taskstatus CHECK (status IN ('not_started', 'on_track', 'behind', 'blocked', 'done', 'not_applicable'))
);
INSERT INTO "task_update" VALUES(1,'CU-TP-2021','T1@2021-Q1',1,'2021-03-01','2021-01-05 03:00:00.000000','lan',NULL,0,'T1','2021-Q1','A','on_track',40,NULL,'Đã làm',NULL,0,NULL,NULL);
INSERT INTO "task_update" VALUES(2,'CU-TP-2021','T1@2021-Q1',2,'2021-03-09','2021-01-05 04:00:00.000000','lan',NULL,0,'T1','2021-Q1','A','on_track',40,NULL,'Đã làm',NULL,0,NULL,NULL);
INSERT INTO "task_update" VALUES(3,'CU-TP-2021','T1@2021-Q1',3,'2021-03-05','2021-01-05 05:00:00.000000','hoa',2,0,'T1','2021-Q1','A','on_track',40,NULL,NULL,NULL,1,NULL,NULL);
CREATE TABLE unit (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	parent VARCHAR, 
	position INTEGER NOT NULL, 
	code VARCHAR, 
	name VARCHAR, 
	kind VARCHAR(12), 
	aliases JSON, 
	members JSON, 
	CONSTRAINT pk_unit PRIMARY KEY (row_id), 
	CONSTRAINT fk_unit_owner_plan FOREIGN KEY(owner) REFERENCES "plan" (id), 
	CONSTRAINT ck_unit_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT ck_unit_complete CHECK (closed OR ("code" IS NOT NULL AND "name" IS NOT NULL AND "kind" IS NOT NULL AND "aliases" IS NOT NULL)), 
	CONSTRAINT uq_unit_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_unit_unitkind CHECK (kind IN ('office', 'inspectorate', 'division', 'centre', 'branch', 'other', 'group', 'external', 'leadership'))
);
INSERT INTO "unit" VALUES(1,'CU-TP-2021','VP',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,1024,'VP','Văn phòng','office','["Văn phòng Sở"]',NULL);
INSERT INTO "unit" VALUES(2,'CU-TP-2021','A',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,2048,'A','Phòng A','division','[]',NULL);
INSERT INTO "unit" VALUES(3,'CU-TP-2021','G',1,'2021-01-04','2021-01-05 01:00:00.000000','office',NULL,0,NULL,3072,'G','Các phòng','group','[]','{"units":["A"],"basis":"inferred"}');
CREATE TABLE unit_change (
	row_id INTEGER NOT NULL, 
	owner VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	revision INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	recorded_by VARCHAR NOT NULL, 
	replaces INTEGER, 
	closed BOOLEAN NOT NULL, 
	kind VARCHAR(7), 
	"before" JSON, 
	"after" JSON, 
	decided_on DATE, 
	in_force_on DATE, 
	basis VARCHAR, 
	tasks JSON, 
	CONSTRAINT pk_unit_change PRIMARY KEY (row_id), 
	CONSTRAINT ck_unit_change_complete CHECK (closed OR ("kind" IS NOT NULL AND "before" IS NOT NULL AND "after" IS NOT NULL AND "decided_on" IS NOT NULL AND "in_force_on" IS NOT NULL AND "basis" IS NOT NULL AND "tasks" IS NOT NULL)), 
	CONSTRAINT ck_unit_change_revision CHECK (revision > 0 AND (replaces IS NULL OR replaces < revision)), 
	CONSTRAINT uq_unit_change_owner_key_revision UNIQUE (owner, "key", revision), 
	CONSTRAINT ck_unit_change_unitchangekind CHECK (kind IN ('merged', 'split', 'renamed'))
);
CREATE INDEX ix_plan_agency ON "plan" (agency);
CREATE INDEX ix_plan_header_owner_key_on_revision ON plan_header (owner, "key", "on", revision);
CREATE INDEX ix_plan_agency_owner_key_on_revision ON plan_agency (owner, "key", "on", revision);
CREATE INDEX ix_plan_document_owner_key_on_revision ON plan_document (owner, "key", "on", revision);
CREATE INDEX ix_legal_basis_owner_key_on_revision ON legal_basis (owner, "key", "on", revision);
CREATE INDEX ix_unit_owner_key_on_revision ON unit (owner, "key", "on", revision);
CREATE INDEX ix_person_owner_key_on_revision ON person (owner, "key", "on", revision);
CREATE INDEX ix_own_sub_index_owner_key_on_revision ON own_sub_index (owner, "key", "on", revision);
CREATE INDEX ix_sub_index_owner_key_on_revision ON sub_index (owner, "key", "on", revision);
CREATE INDEX ix_recipient_owner_key_on_revision ON recipient (owner, "key", "on", revision);
CREATE INDEX ix_note_owner_key_on_revision ON note (owner, "key", "on", revision);
CREATE INDEX ix_task_update_owner_key_on_revision ON task_update (owner, "key", "on", revision);
CREATE INDEX ix_report_act_owner_key_on_revision ON report_act (owner, "key", "on", revision);
CREATE INDEX ix_extension_owner_key_on_revision ON extension (owner, "key", "on", revision);
CREATE INDEX ix_login_session_account_id ON login_session (account_id);
CREATE INDEX ix_login_session_expires_at ON login_session (expires_at);
CREATE INDEX ix_sign_in_failures_since ON sign_in_failures (since);
CREATE INDEX ix_secret_link_account_id ON secret_link (account_id);
CREATE INDEX ix_amendment_owner_key_on_revision ON amendment (owner, "key", "on", revision);
CREATE INDEX ix_unit_change_owner_key_on_revision ON unit_change (owner, "key", "on", revision);
CREATE INDEX ix_overall_owner_key_on_revision ON overall (owner, "key", "on", revision);
CREATE INDEX ix_target_owner_key_on_revision ON target (owner, "key", "on", revision);
CREATE INDEX ix_result_owner_key_on_revision ON result (owner, "key", "on", revision);
CREATE INDEX ix_result_entry_owner_key_on_revision ON result_entry (owner, "key", "on", revision);
CREATE INDEX ix_block_table_owner_key_on_revision ON block_table (owner, "key", "on", revision);
CREATE INDEX ix_task_owner_key_on_revision ON task (owner, "key", "on", revision);
CREATE INDEX ix_report_duty_owner_key_on_revision ON report_duty (owner, "key", "on", revision);
CREATE INDEX ix_due_day_owner_key_on_revision ON due_day (owner, "key", "on", revision);
CREATE INDEX ix_policy_owner_key_on_revision ON policy (owner, "key", "on", revision);
CREATE INDEX ix_plan_close_owner_key_on_revision ON plan_close (owner, "key", "on", revision);
CREATE INDEX ix_special_day_owner_key_on_revision ON special_day (owner, "key", "on", revision);
CREATE INDEX ix_security_event_at ON security_event (at);
CREATE INDEX ix_conclusion_owner_key_on_revision ON conclusion (owner, "key", "on", revision);
CREATE INDEX ix_meeting_owner_key_on_revision ON meeting (owner, "key", "on", revision);
CREATE INDEX ix_meeting_conclusion_owner_key_on_revision ON meeting_conclusion (owner, "key", "on", revision);
CREATE INDEX ix_month_summary_owner_key_on_revision ON month_summary (owner, "key", "on", revision);
CREATE TRIGGER search_text_on_insert AFTER INSERT ON search_text BEGIN INSERT INTO search_index(rowid, words) VALUES (NEW.id, NEW.words); END;
CREATE TRIGGER search_text_on_delete AFTER DELETE ON search_text BEGIN INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', OLD.id, OLD.words); END;
CREATE TRIGGER search_text_on_update AFTER UPDATE ON search_text BEGIN INSERT INTO search_index(search_index, rowid, words) VALUES ('delete', OLD.id, OLD.words); INSERT INTO search_index(rowid, words) VALUES (NEW.id, NEW.words); END;
CREATE INDEX ix_evidence_owner_key_on_revision ON evidence (owner, "key", "on", revision);
CREATE INDEX ix_succession_owner_key_on_revision ON succession (owner, "key", "on", revision);
CREATE TRIGGER "keep_plan_header_on_update" BEFORE UPDATE ON "plan_header" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: plan_header'); END;
CREATE TRIGGER "keep_plan_header_on_delete" BEFORE DELETE ON "plan_header" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: plan_header'); END;
CREATE TRIGGER "keep_plan_agency_on_update" BEFORE UPDATE ON "plan_agency" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: plan_agency'); END;
CREATE TRIGGER "keep_plan_agency_on_delete" BEFORE DELETE ON "plan_agency" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: plan_agency'); END;
CREATE TRIGGER "keep_plan_document_on_update" BEFORE UPDATE ON "plan_document" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: plan_document'); END;
CREATE TRIGGER "keep_plan_document_on_delete" BEFORE DELETE ON "plan_document" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: plan_document'); END;
CREATE TRIGGER "keep_legal_basis_on_update" BEFORE UPDATE ON "legal_basis" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: legal_basis'); END;
CREATE TRIGGER "keep_legal_basis_on_delete" BEFORE DELETE ON "legal_basis" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: legal_basis'); END;
CREATE TRIGGER "keep_unit_on_update" BEFORE UPDATE ON "unit" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: unit'); END;
CREATE TRIGGER "keep_unit_on_delete" BEFORE DELETE ON "unit" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: unit'); END;
CREATE TRIGGER "keep_person_on_update" BEFORE UPDATE ON "person" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: person'); END;
CREATE TRIGGER "keep_person_on_delete" BEFORE DELETE ON "person" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: person'); END;
CREATE TRIGGER "keep_own_sub_index_on_update" BEFORE UPDATE ON "own_sub_index" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: own_sub_index'); END;
CREATE TRIGGER "keep_own_sub_index_on_delete" BEFORE DELETE ON "own_sub_index" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: own_sub_index'); END;
CREATE TRIGGER "keep_overall_on_update" BEFORE UPDATE ON "overall" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: overall'); END;
CREATE TRIGGER "keep_overall_on_delete" BEFORE DELETE ON "overall" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: overall'); END;
CREATE TRIGGER "keep_sub_index_on_update" BEFORE UPDATE ON "sub_index" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: sub_index'); END;
CREATE TRIGGER "keep_sub_index_on_delete" BEFORE DELETE ON "sub_index" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: sub_index'); END;
CREATE TRIGGER "keep_target_on_update" BEFORE UPDATE ON "target" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: target'); END;
CREATE TRIGGER "keep_target_on_delete" BEFORE DELETE ON "target" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: target'); END;
CREATE TRIGGER "keep_result_on_update" BEFORE UPDATE ON "result" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: result'); END;
CREATE TRIGGER "keep_result_on_delete" BEFORE DELETE ON "result" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: result'); END;
CREATE TRIGGER "keep_task_on_update" BEFORE UPDATE ON "task" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: task'); END;
CREATE TRIGGER "keep_task_on_delete" BEFORE DELETE ON "task" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: task'); END;
CREATE TRIGGER "keep_report_duty_on_update" BEFORE UPDATE ON "report_duty" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: report_duty'); END;
CREATE TRIGGER "keep_report_duty_on_delete" BEFORE DELETE ON "report_duty" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: report_duty'); END;
CREATE TRIGGER "keep_recipient_on_update" BEFORE UPDATE ON "recipient" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: recipient'); END;
CREATE TRIGGER "keep_recipient_on_delete" BEFORE DELETE ON "recipient" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: recipient'); END;
CREATE TRIGGER "keep_note_on_update" BEFORE UPDATE ON "note" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: note'); END;
CREATE TRIGGER "keep_note_on_delete" BEFORE DELETE ON "note" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: note'); END;
CREATE TRIGGER "keep_task_update_on_update" BEFORE UPDATE ON "task_update" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: task_update'); END;
CREATE TRIGGER "keep_task_update_on_delete" BEFORE DELETE ON "task_update" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: task_update'); END;
CREATE TRIGGER "keep_report_act_on_update" BEFORE UPDATE ON "report_act" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: report_act'); END;
CREATE TRIGGER "keep_report_act_on_delete" BEFORE DELETE ON "report_act" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: report_act'); END;
CREATE TRIGGER "keep_extension_on_update" BEFORE UPDATE ON "extension" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: extension'); END;
CREATE TRIGGER "keep_extension_on_delete" BEFORE DELETE ON "extension" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: extension'); END;
CREATE TRIGGER "keep_due_day_on_update" BEFORE UPDATE ON "due_day" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: due_day'); END;
CREATE TRIGGER "keep_due_day_on_delete" BEFORE DELETE ON "due_day" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: due_day'); END;
CREATE TRIGGER "keep_plan_close_on_update" BEFORE UPDATE ON "plan_close" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: plan_close'); END;
CREATE TRIGGER "keep_plan_close_on_delete" BEFORE DELETE ON "plan_close" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: plan_close'); END;
CREATE TRIGGER "keep_conclusion_on_update" BEFORE UPDATE ON "conclusion" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: conclusion'); END;
CREATE TRIGGER "keep_conclusion_on_delete" BEFORE DELETE ON "conclusion" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: conclusion'); END;
CREATE TRIGGER "keep_amendment_on_update" BEFORE UPDATE ON "amendment" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: amendment'); END;
CREATE TRIGGER "keep_amendment_on_delete" BEFORE DELETE ON "amendment" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: amendment'); END;
CREATE TRIGGER "keep_meeting_on_update" BEFORE UPDATE ON "meeting" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: meeting'); END;
CREATE TRIGGER "keep_meeting_on_delete" BEFORE DELETE ON "meeting" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: meeting'); END;
CREATE TRIGGER "keep_meeting_conclusion_on_update" BEFORE UPDATE ON "meeting_conclusion" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: meeting_conclusion'); END;
CREATE TRIGGER "keep_meeting_conclusion_on_delete" BEFORE DELETE ON "meeting_conclusion" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: meeting_conclusion'); END;
CREATE TRIGGER "keep_month_summary_on_update" BEFORE UPDATE ON "month_summary" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: month_summary'); END;
CREATE TRIGGER "keep_month_summary_on_delete" BEFORE DELETE ON "month_summary" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: month_summary'); END;
CREATE TRIGGER "keep_evidence_on_update" BEFORE UPDATE ON "evidence" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: evidence'); END;
CREATE TRIGGER "keep_evidence_on_delete" BEFORE DELETE ON "evidence" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: evidence'); END;
CREATE TRIGGER "keep_unit_change_on_update" BEFORE UPDATE ON "unit_change" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: unit_change'); END;
CREATE TRIGGER "keep_unit_change_on_delete" BEFORE DELETE ON "unit_change" WHEN NOT (EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND illustration) AND NOT EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND NOT illustration)) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: unit_change'); END;
CREATE TRIGGER "keep_succession_on_update" BEFORE UPDATE ON "succession" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: succession'); END;
CREATE TRIGGER "keep_succession_on_delete" BEFORE DELETE ON "succession" WHEN NOT (EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND illustration) AND NOT EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND NOT illustration)) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: succession'); END;
CREATE TRIGGER "keep_result_entry_on_update" BEFORE UPDATE ON "result_entry" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: result_entry'); END;
CREATE TRIGGER "keep_result_entry_on_delete" BEFORE DELETE ON "result_entry" WHEN NOT (EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND illustration) AND NOT EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND NOT illustration)) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: result_entry'); END;
CREATE TRIGGER "keep_block_table_on_update" BEFORE UPDATE ON "block_table" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: block_table'); END;
CREATE TRIGGER "keep_block_table_on_delete" BEFORE DELETE ON "block_table" WHEN NOT (EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND illustration) AND NOT EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND NOT illustration)) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: block_table'); END;
CREATE TRIGGER "keep_policy_on_update" BEFORE UPDATE ON "policy" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: policy'); END;
CREATE TRIGGER "keep_policy_on_delete" BEFORE DELETE ON "policy" WHEN NOT (EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND illustration) AND NOT EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND NOT illustration)) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: policy'); END;
CREATE TRIGGER "keep_special_day_on_update" BEFORE UPDATE ON "special_day" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: special_day'); END;
CREATE TRIGGER "keep_special_day_on_delete" BEFORE DELETE ON "special_day" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: special_day'); END;
CREATE TRIGGER "keep_frozen_month_on_update" BEFORE UPDATE ON "frozen_month" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: frozen_month'); END;
CREATE TRIGGER "keep_frozen_month_on_delete" BEFORE DELETE ON "frozen_month" WHEN NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.plan_id AND illustration) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: frozen_month'); END;
CREATE TRIGGER "keep_plan_on_update" BEFORE UPDATE OF id, agency, year, illustration ON "plan" WHEN NOT (1 = 0) BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: plan'); END;
CREATE TRIGGER "keep_plan_on_delete" BEFORE DELETE ON "plan" WHEN NOT OLD.illustration BEGIN SELECT RAISE(ABORT, 'nothing is overwritten: plan'); END;
INSERT INTO search_index(search_index) VALUES('rebuild');
COMMIT;
