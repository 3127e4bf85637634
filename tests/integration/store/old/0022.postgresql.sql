CREATE FUNCTION keep_amendment_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: amendment' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_amendment_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: amendment' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_block_table_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND illustration) AND NOT EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND NOT illustration)) THEN RAISE EXCEPTION 'nothing is overwritten: block_table' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_block_table_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: block_table' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_conclusion_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: conclusion' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_conclusion_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: conclusion' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_due_day_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: due_day' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_due_day_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: due_day' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_evidence_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: evidence' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_evidence_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: evidence' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_extension_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: extension' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_extension_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: extension' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_frozen_month_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.plan_id AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: frozen_month' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_frozen_month_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: frozen_month' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_legal_basis_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: legal_basis' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_legal_basis_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: legal_basis' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_meeting_conclusion_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: meeting_conclusion' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_meeting_conclusion_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: meeting_conclusion' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_meeting_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: meeting' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_meeting_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: meeting' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_month_summary_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: month_summary' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_month_summary_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: month_summary' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_note_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: note' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_note_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: note' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_overall_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: overall' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_overall_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: overall' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_own_sub_index_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: own_sub_index' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_own_sub_index_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: own_sub_index' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_person_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: person' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_person_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: person' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_plan_agency_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: plan_agency' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_plan_agency_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: plan_agency' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_plan_close_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: plan_close' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_plan_close_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: plan_close' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_plan_document_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: plan_document' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_plan_document_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: plan_document' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_plan_header_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: plan_header' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_plan_header_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: plan_header' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_plan_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT OLD.illustration THEN RAISE EXCEPTION 'nothing is overwritten: plan' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_plan_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: plan' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_policy_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND illustration) AND NOT EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND NOT illustration)) THEN RAISE EXCEPTION 'nothing is overwritten: policy' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_policy_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: policy' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_recipient_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: recipient' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_recipient_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: recipient' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_report_act_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: report_act' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_report_act_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: report_act' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_report_duty_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: report_duty' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_report_duty_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: report_duty' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_result_entry_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND illustration) AND NOT EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND NOT illustration)) THEN RAISE EXCEPTION 'nothing is overwritten: result_entry' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_result_entry_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: result_entry' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_result_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: result' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_result_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: result' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_special_day_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: special_day' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_special_day_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: special_day' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_sub_index_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: sub_index' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_sub_index_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: sub_index' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_succession_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND illustration) AND NOT EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND NOT illustration)) THEN RAISE EXCEPTION 'nothing is overwritten: succession' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_succession_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: succession' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_target_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: target' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_target_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: target' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_task_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: task' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_task_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: task' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_task_update_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: task_update' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_task_update_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: task_update' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_unit_change_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND illustration) AND NOT EXISTS (SELECT 1 FROM plan WHERE agency = OLD.owner AND NOT illustration)) THEN RAISE EXCEPTION 'nothing is overwritten: unit_change' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_unit_change_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: unit_change' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_unit_on_delete() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT EXISTS (SELECT 1 FROM plan WHERE plan.id = OLD.owner AND illustration) THEN RAISE EXCEPTION 'nothing is overwritten: unit' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE FUNCTION keep_unit_on_update() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN IF NOT (1 = 0) THEN RAISE EXCEPTION 'nothing is overwritten: unit' USING ERRCODE = 'restrict_violation'; END IF; RETURN OLD; END $$;

CREATE TABLE account (
    id integer NOT NULL,
    name character varying NOT NULL,
    full_name character varying NOT NULL,
    password_hash character varying,
    must_change_password boolean NOT NULL,
    role character varying NOT NULL,
    agencies json,
    unit character varying,
    active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by character varying NOT NULL,
    password_set_at timestamp with time zone,
    last_used_at timestamp with time zone,
    unused_told_at timestamp with time zone,
    left_as character varying
);

CREATE SEQUENCE account_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE account_id_seq OWNED BY account.id;

CREATE TABLE alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE amendment (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    basis character varying,
    CONSTRAINT ck_amendment_complete CHECK ((closed OR (basis IS NOT NULL))),
    CONSTRAINT ck_amendment_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE amendment_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE amendment_row_id_seq OWNED BY amendment.row_id;

CREATE TABLE api_token (
    token_hash character varying NOT NULL,
    name character varying NOT NULL,
    agencies json,
    created_at timestamp with time zone NOT NULL,
    created_by character varying NOT NULL,
    last_used_at timestamp with time zone
);

CREATE TABLE block_table (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    index character varying,
    year integer,
    rows json,
    CONSTRAINT ck_block_table_complete CHECK ((closed OR ((index IS NOT NULL) AND (year IS NOT NULL) AND (rows IS NOT NULL)))),
    CONSTRAINT ck_block_table_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE block_table_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE block_table_row_id_seq OWNED BY block_table.row_id;

CREATE TABLE briefing_template (
    agency character varying NOT NULL,
    file_name character varying NOT NULL,
    body bytea NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    uploaded_by character varying NOT NULL
);

CREATE TABLE clock_step (
    plan_id character varying NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    clock timestamp with time zone NOT NULL
);

CREATE TABLE conclusion (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    id character varying,
    about character varying,
    text character varying,
    units json,
    due date,
    done_on date,
    met_on date,
    with_units json,
    person character varying,
    authority character varying,
    product character varying,
    first_due date,
    approver character varying,
    basis character varying,
    status character varying(14),
    said_by character varying,
    note character varying,
    accepted boolean,
    returned character varying,
    meeting character varying,
    item character varying,
    CONSTRAINT ck_conclusion_complete CHECK ((closed OR ((id IS NOT NULL) AND (text IS NOT NULL) AND (units IS NOT NULL) AND (with_units IS NOT NULL) AND (accepted IS NOT NULL)))),
    CONSTRAINT ck_conclusion_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision)))),
    CONSTRAINT ck_conclusion_taskstatus CHECK (((status)::text = ANY ((ARRAY['not_started'::character varying, 'on_track'::character varying, 'behind'::character varying, 'blocked'::character varying, 'done'::character varying, 'not_applicable'::character varying])::text[])))
);

CREATE SEQUENCE conclusion_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE conclusion_row_id_seq OWNED BY conclusion.row_id;

CREATE TABLE draft (
    author character varying NOT NULL,
    plan_id character varying NOT NULL,
    form character varying NOT NULL,
    revision integer NOT NULL,
    body character varying NOT NULL,
    saved_at timestamp with time zone NOT NULL
);

CREATE TABLE due_day (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    inclusive boolean,
    day integer,
    month_of_quarter integer,
    month_of_half integer,
    month integer,
    of_next_period boolean,
    of_next_year boolean,
    weekday integer,
    working_days integer,
    after_day integer,
    days json,
    CONSTRAINT ck_due_day_complete CHECK ((closed OR ((inclusive IS NOT NULL) AND (of_next_period IS NOT NULL) AND (of_next_year IS NOT NULL) AND (days IS NOT NULL)))),
    CONSTRAINT ck_due_day_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE due_day_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE due_day_row_id_seq OWNED BY due_day.row_id;

CREATE TABLE evidence (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    about character varying,
    unit character varying,
    name character varying,
    url character varying,
    sha256 character varying,
    size integer,
    ending character varying,
    CONSTRAINT ck_evidence_complete CHECK ((closed OR ((about IS NOT NULL) AND (unit IS NOT NULL) AND (name IS NOT NULL)))),
    CONSTRAINT ck_evidence_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE evidence_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE evidence_row_id_seq OWNED BY evidence.row_id;

CREATE TABLE extension (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    duty character varying,
    unit character varying,
    period character varying,
    last_day date,
    approver character varying,
    basis character varying,
    CONSTRAINT ck_extension_complete CHECK ((closed OR ((duty IS NOT NULL) AND (unit IS NOT NULL) AND (period IS NOT NULL) AND (last_day IS NOT NULL) AND (approver IS NOT NULL) AND (basis IS NOT NULL)))),
    CONSTRAINT ck_extension_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE extension_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE extension_row_id_seq OWNED BY extension.row_id;

CREATE TABLE freeze_day (
    plan_id character varying NOT NULL,
    day integer NOT NULL,
    since date NOT NULL,
    set_at timestamp with time zone NOT NULL,
    set_by character varying NOT NULL
);

CREATE TABLE frozen_month (
    plan_id character varying NOT NULL,
    month character varying NOT NULL,
    edition integer NOT NULL,
    as_of date NOT NULL,
    known_at timestamp with time zone NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    frozen_by character varying NOT NULL,
    format_version integer NOT NULL,
    checksum character varying NOT NULL,
    body bytea NOT NULL
);

CREATE TABLE installation (
    id character varying NOT NULL
);

CREATE TABLE legal_basis (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    number character varying,
    issued_on date,
    issuer character varying,
    about character varying,
    note character varying,
    CONSTRAINT ck_legal_basis_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE legal_basis_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE legal_basis_row_id_seq OWNED BY legal_basis.row_id;

CREATE TABLE login_session (
    token_hash character varying NOT NULL,
    account_id integer NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    address character varying,
    browser character varying,
    proven boolean DEFAULT false NOT NULL
);

CREATE TABLE meeting (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    id character varying,
    met_on date,
    state character varying(9),
    title character varying,
    chair character varying,
    units json,
    others character varying,
    agenda json,
    as_of date,
    known_at timestamp with time zone,
    started_at timestamp with time zone,
    ended_at timestamp with time zone,
    edition integer,
    CONSTRAINT ck_meeting_complete CHECK ((closed OR ((id IS NOT NULL) AND (met_on IS NOT NULL) AND (state IS NOT NULL) AND (units IS NOT NULL) AND (agenda IS NOT NULL) AND (edition IS NOT NULL)))),
    CONSTRAINT ck_meeting_meetingstate CHECK (((state)::text = ANY ((ARRAY['preparing'::character varying, 'held'::character varying, 'ended'::character varying])::text[]))),
    CONSTRAINT ck_meeting_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE TABLE meeting_conclusion (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    id character varying,
    about character varying,
    text character varying,
    units json,
    due date,
    done_on date,
    met_on date,
    with_units json,
    person character varying,
    authority character varying,
    product character varying,
    first_due date,
    approver character varying,
    basis character varying,
    status character varying(14),
    said_by character varying,
    note character varying,
    accepted boolean,
    returned character varying,
    meeting character varying,
    item character varying,
    CONSTRAINT ck_meeting_conclusion_complete CHECK ((closed OR ((id IS NOT NULL) AND (text IS NOT NULL) AND (units IS NOT NULL) AND (with_units IS NOT NULL) AND (accepted IS NOT NULL)))),
    CONSTRAINT ck_meeting_conclusion_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision)))),
    CONSTRAINT ck_meeting_conclusion_taskstatus CHECK (((status)::text = ANY ((ARRAY['not_started'::character varying, 'on_track'::character varying, 'behind'::character varying, 'blocked'::character varying, 'done'::character varying, 'not_applicable'::character varying])::text[])))
);

CREATE SEQUENCE meeting_conclusion_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE meeting_conclusion_row_id_seq OWNED BY meeting_conclusion.row_id;

CREATE SEQUENCE meeting_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE meeting_row_id_seq OWNED BY meeting.row_id;

CREATE TABLE meeting_stage (
    plan_id character varying NOT NULL,
    meeting character varying NOT NULL,
    revision integer NOT NULL,
    item character varying NOT NULL,
    since timestamp with time zone NOT NULL,
    spent json NOT NULL,
    moved_by character varying NOT NULL
);

CREATE TABLE month_summary (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    month character varying,
    opening character varying,
    achieved character varying,
    shortcomings character varying,
    causes character varying,
    upcoming character varying,
    requests character varying,
    CONSTRAINT ck_month_summary_complete CHECK ((closed OR (month IS NOT NULL))),
    CONSTRAINT ck_month_summary_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE month_summary_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE month_summary_row_id_seq OWNED BY month_summary.row_id;

CREATE TABLE note (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    kind character varying,
    text character varying,
    lines json,
    CONSTRAINT ck_note_complete CHECK ((closed OR ((kind IS NOT NULL) AND (text IS NOT NULL)))),
    CONSTRAINT ck_note_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE note_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE note_row_id_seq OWNED BY note.row_id;

CREATE TABLE notice_template (
    agency character varying NOT NULL,
    file_name character varying NOT NULL,
    body bytea NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    uploaded_by character varying NOT NULL
);

CREATE TABLE overall (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    index character varying,
    minimum character varying,
    maximum character varying,
    bands json,
    CONSTRAINT ck_overall_complete CHECK ((closed OR ((index IS NOT NULL) AND (bands IS NOT NULL)))),
    CONSTRAINT ck_overall_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE overall_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE overall_row_id_seq OWNED BY overall.row_id;

CREATE TABLE own_sub_index (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    index character varying,
    code character varying,
    name character varying,
    aliases json,
    CONSTRAINT ck_own_sub_index_complete CHECK ((closed OR ((index IS NOT NULL) AND (code IS NOT NULL) AND (name IS NOT NULL) AND (aliases IS NOT NULL)))),
    CONSTRAINT ck_own_sub_index_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE own_sub_index_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE own_sub_index_row_id_seq OWNED BY own_sub_index.row_id;

CREATE TABLE papers_template (
    agency character varying NOT NULL,
    file_name character varying NOT NULL,
    body bytea NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    uploaded_by character varying NOT NULL
);

CREATE TABLE passed_on (
    agency character varying NOT NULL,
    change character varying NOT NULL,
    what character varying NOT NULL,
    name character varying NOT NULL,
    unit character varying NOT NULL
);

CREATE TABLE person (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    code character varying,
    name character varying,
    role character varying,
    CONSTRAINT ck_person_complete CHECK ((closed OR ((code IS NOT NULL) AND (name IS NOT NULL)))),
    CONSTRAINT ck_person_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE person_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE person_row_id_seq OWNED BY person.row_id;

CREATE TABLE plan (
    id character varying NOT NULL,
    agency character varying NOT NULL,
    year integer NOT NULL,
    illustration boolean NOT NULL,
    data_version bigint NOT NULL,
    changed_at timestamp with time zone
);

CREATE TABLE plan_agency (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    code character varying,
    name character varying,
    short_name character varying,
    province character varying,
    block character varying,
    CONSTRAINT ck_plan_agency_complete CHECK ((closed OR ((code IS NOT NULL) AND (name IS NOT NULL) AND (short_name IS NOT NULL) AND (province IS NOT NULL) AND (block IS NOT NULL)))),
    CONSTRAINT ck_plan_agency_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE plan_agency_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE plan_agency_row_id_seq OWNED BY plan_agency.row_id;

CREATE TABLE plan_close (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    day date,
    CONSTRAINT ck_plan_close_complete CHECK ((closed OR (day IS NOT NULL))),
    CONSTRAINT ck_plan_close_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE plan_close_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE plan_close_row_id_seq OWNED BY plan_close.row_id;

CREATE TABLE plan_document (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    title character varying,
    year integer,
    number character varying,
    symbol character varying,
    issued_on date,
    issued_not_before date,
    signer json,
    years json,
    CONSTRAINT ck_plan_document_complete CHECK ((closed OR ((title IS NOT NULL) AND (year IS NOT NULL)))),
    CONSTRAINT ck_plan_document_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE plan_document_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE plan_document_row_id_seq OWNED BY plan_document.row_id;

CREATE TABLE plan_draft (
    id character varying NOT NULL,
    agency character varying NOT NULL,
    holder character varying NOT NULL,
    ended character varying
);

CREATE TABLE plan_draft_seen (
    draft_id character varying NOT NULL,
    fact integer NOT NULL,
    seen_at timestamp with time zone NOT NULL,
    seen_by character varying NOT NULL
);

CREATE TABLE plan_draft_text (
    draft_id character varying NOT NULL,
    name character varying NOT NULL,
    lines character varying NOT NULL
);

CREATE TABLE plan_draft_version (
    draft_id character varying NOT NULL,
    revision integer NOT NULL,
    what character varying NOT NULL,
    body character varying NOT NULL,
    saved_at timestamp with time zone NOT NULL,
    saved_by character varying NOT NULL,
    review character varying
);

CREATE TABLE plan_header (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    source character varying,
    complete boolean,
    indices json,
    today date,
    CONSTRAINT ck_plan_header_complete CHECK ((closed OR ((complete IS NOT NULL) AND (indices IS NOT NULL)))),
    CONSTRAINT ck_plan_header_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE plan_header_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE plan_header_row_id_seq OWNED BY plan_header.row_id;

CREATE TABLE policy (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    amber_share character varying,
    amber_places integer,
    green_lag integer,
    amber_lag integer,
    red_share character varying,
    amber_task_share character varying,
    spoken_share character varying,
    due_soon_days integer,
    bands json,
    green_share character varying,
    basis character varying,
    CONSTRAINT ck_policy_complete CHECK ((closed OR ((amber_share IS NOT NULL) AND (amber_places IS NOT NULL) AND (green_lag IS NOT NULL) AND (amber_lag IS NOT NULL) AND (red_share IS NOT NULL) AND (amber_task_share IS NOT NULL) AND (spoken_share IS NOT NULL) AND (green_share IS NOT NULL) AND (due_soon_days IS NOT NULL) AND (bands IS NOT NULL)))),
    CONSTRAINT ck_policy_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE policy_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE policy_row_id_seq OWNED BY policy.row_id;

CREATE TABLE recipient (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    name character varying,
    mark character varying,
    CONSTRAINT ck_recipient_complete CHECK ((closed OR (name IS NOT NULL))),
    CONSTRAINT ck_recipient_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE recipient_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE recipient_row_id_seq OWNED BY recipient.row_id;

CREATE TABLE report_act (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    duty character varying,
    unit character varying,
    period character varying,
    step character varying(9),
    note character varying,
    entered_on date,
    CONSTRAINT ck_report_act_complete CHECK ((closed OR ((duty IS NOT NULL) AND (unit IS NOT NULL) AND (period IS NOT NULL) AND (step IS NOT NULL)))),
    CONSTRAINT ck_report_act_reportstep CHECK (((step)::text = ANY (ARRAY[('handed_in'::character varying)::text, ('withdrawn'::character varying)::text, ('accepted'::character varying)::text, ('returned'::character varying)::text]))),
    CONSTRAINT ck_report_act_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE report_act_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE report_act_row_id_seq OWNED BY report_act.row_id;

CREATE TABLE report_duty (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    code character varying,
    from_units json,
    to_units json,
    cadence character varying(11),
    due json,
    text character varying,
    lines json,
    periods json,
    CONSTRAINT ck_report_duty_cadence CHECK (((cadence)::text = ANY ((ARRAY['once'::character varying, 'weekly'::character varying, 'monthly'::character varying, 'quarterly'::character varying, 'half_yearly'::character varying, 'nine_months'::character varying, 'yearly'::character varying, 'continuous'::character varying, 'seasonal'::character varying, 'ad_hoc'::character varying])::text[]))),
    CONSTRAINT ck_report_duty_complete CHECK ((closed OR ((code IS NOT NULL) AND (from_units IS NOT NULL) AND (to_units IS NOT NULL) AND (periods IS NOT NULL)))),
    CONSTRAINT ck_report_duty_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE report_duty_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE report_duty_row_id_seq OWNED BY report_duty.row_id;

CREATE TABLE result (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    year integer,
    kind character varying(9),
    score character varying,
    rank integer,
    out_of integer,
    score_change character varying,
    rank_change integer,
    previous_rank integer,
    improvement_rank integer,
    best_score character varying,
    derived boolean,
    published_on date,
    source character varying,
    text character varying,
    lines json,
    ranks json,
    rank_over integer,
    of character varying,
    median character varying,
    mean character varying,
    disputed_by json,
    CONSTRAINT ck_result_complete CHECK ((closed OR ((year IS NOT NULL) AND (kind IS NOT NULL) AND (ranks IS NOT NULL) AND (disputed_by IS NOT NULL) AND (derived IS NOT NULL)))),
    CONSTRAINT ck_result_resultkind CHECK (((kind)::text = ANY ((ARRAY['published'::character varying, 'estimate'::character varying])::text[]))),
    CONSTRAINT ck_result_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE TABLE result_entry (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    index character varying,
    sub_index character varying,
    year integer,
    kind character varying(9),
    score character varying,
    rank integer,
    out_of integer,
    score_change character varying,
    rank_change integer,
    previous_rank integer,
    improvement_rank integer,
    best_score character varying,
    derived boolean,
    published_on date,
    source character varying,
    text character varying,
    lines json,
    ranks json,
    rank_over integer,
    of character varying,
    median character varying,
    mean character varying,
    disputed_by json,
    CONSTRAINT ck_result_entry_complete CHECK ((closed OR ((index IS NOT NULL) AND (year IS NOT NULL) AND (kind IS NOT NULL) AND (ranks IS NOT NULL) AND (disputed_by IS NOT NULL) AND (derived IS NOT NULL)))),
    CONSTRAINT ck_result_entry_resultkind CHECK (((kind)::text = ANY ((ARRAY['published'::character varying, 'estimate'::character varying])::text[]))),
    CONSTRAINT ck_result_entry_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE result_entry_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE result_entry_row_id_seq OWNED BY result_entry.row_id;

CREATE SEQUENCE result_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE result_row_id_seq OWNED BY result.row_id;

CREATE TABLE search_text (
    id integer NOT NULL,
    what character varying NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    words character varying NOT NULL
);

CREATE SEQUENCE search_text_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE search_text_id_seq OWNED BY search_text.id;

CREATE TABLE second_factor (
    account_id integer NOT NULL,
    salt character varying NOT NULL,
    key_id character varying NOT NULL,
    made_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone,
    last_step integer,
    recovery json NOT NULL
);

CREATE TABLE secret_link (
    token_hash character varying NOT NULL,
    purpose character varying NOT NULL,
    account_id integer,
    agency character varying,
    unit character varying,
    created_at timestamp with time zone NOT NULL,
    created_by character varying NOT NULL,
    expires_at timestamp with time zone,
    last_used_at timestamp with time zone
);

CREATE TABLE security_event (
    id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    what character varying NOT NULL,
    account character varying,
    by character varying,
    address character varying,
    detail character varying
);

CREATE SEQUENCE security_event_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE security_event_id_seq OWNED BY security_event.id;

CREATE TABLE sign_in_failures (
    key character varying NOT NULL,
    count integer NOT NULL,
    since timestamp with time zone NOT NULL
);

CREATE TABLE special_day (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    day date,
    worked boolean,
    name character varying,
    CONSTRAINT ck_special_day_complete CHECK ((closed OR ((day IS NOT NULL) AND (worked IS NOT NULL) AND (name IS NOT NULL)))),
    CONSTRAINT ck_special_day_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE special_day_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE special_day_row_id_seq OWNED BY special_day.row_id;

CREATE TABLE sub_index (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    index character varying,
    code character varying,
    printed_name character varying,
    section character varying,
    "group" character varying(8),
    person character varying,
    lead json,
    with_units json,
    minimum character varying,
    maximum character varying,
    CONSTRAINT ck_sub_index_complete CHECK ((closed OR ((index IS NOT NULL) AND (code IS NOT NULL) AND (printed_name IS NOT NULL) AND (lead IS NOT NULL) AND (with_units IS NOT NULL)))),
    CONSTRAINT ck_sub_index_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision)))),
    CONSTRAINT ck_sub_index_subindexgroup CHECK ((("group")::text = ANY (ARRAY[('maintain'::character varying)::text, ('improve'::character varying)::text])))
);

CREATE SEQUENCE sub_index_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE sub_index_row_id_seq OWNED BY sub_index.row_id;

CREATE TABLE succession (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    predecessor character varying,
    name character varying,
    decided_on date,
    in_force_on date,
    basis character varying,
    CONSTRAINT ck_succession_complete CHECK ((closed OR ((predecessor IS NOT NULL) AND (name IS NOT NULL) AND (decided_on IS NOT NULL) AND (in_force_on IS NOT NULL) AND (basis IS NOT NULL)))),
    CONSTRAINT ck_succession_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE succession_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE succession_row_id_seq OWNED BY succession.row_id;

CREATE TABLE target (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    kind character varying(12),
    value character varying,
    low character varying,
    high character varying,
    rank integer,
    of character varying(7),
    out_of integer,
    year integer,
    text character varying,
    lines json,
    base_year integer,
    margin character varying,
    strict boolean,
    band character varying,
    list character varying(8),
    CONSTRAINT ck_target_complete CHECK ((closed OR ((kind IS NOT NULL) AND (strict IS NOT NULL)))),
    CONSTRAINT ck_target_ranklist CHECK (((list)::text = ANY ((ARRAY['national'::character varying, 'region'::character varying, 'block'::character varying])::text[]))),
    CONSTRAINT ck_target_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision)))),
    CONSTRAINT ck_target_targetkind CHECK (((kind)::text = ANY ((ARRAY['above'::character varying, 'at_least'::character varying, 'reach'::character varying, 'range'::character varying, 'rank_at_most'::character varying, 'rank_range'::character varying, 'hold_rank'::character varying, 'top_group'::character varying, 'increase'::character varying, 'hold_score'::character varying, 'about'::character varying, 'versus'::character varying, 'band'::character varying, 'qualitative'::character varying])::text[]))),
    CONSTRAINT ck_target_targetof CHECK (((of)::text = ANY ((ARRAY['points'::character varying, 'places'::character varying, 'percent'::character varying, 'median'::character varying, 'mean'::character varying, 'best'::character varying])::text[])))
);

CREATE SEQUENCE target_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE target_row_id_seq OWNED BY target.row_id;

CREATE TABLE task (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    code character varying,
    title character varying,
    section character varying,
    lines json,
    lead json,
    with_units json,
    cadence character varying(11),
    start date,
    due date,
    kpi json,
    CONSTRAINT ck_task_cadence CHECK (((cadence)::text = ANY ((ARRAY['once'::character varying, 'weekly'::character varying, 'monthly'::character varying, 'quarterly'::character varying, 'half_yearly'::character varying, 'nine_months'::character varying, 'yearly'::character varying, 'continuous'::character varying, 'seasonal'::character varying, 'ad_hoc'::character varying])::text[]))),
    CONSTRAINT ck_task_complete CHECK ((closed OR ((code IS NOT NULL) AND (title IS NOT NULL) AND (lead IS NOT NULL) AND (with_units IS NOT NULL)))),
    CONSTRAINT ck_task_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision))))
);

CREATE SEQUENCE task_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE task_row_id_seq OWNED BY task.row_id;

CREATE TABLE task_update (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    task character varying,
    quarter character varying,
    unit character varying,
    status character varying(14),
    percent integer,
    done_on date,
    note character varying,
    difficulty character varying,
    needs_help boolean,
    recovery character varying,
    actual character varying,
    CONSTRAINT ck_task_update_complete CHECK ((closed OR ((task IS NOT NULL) AND (quarter IS NOT NULL) AND (unit IS NOT NULL) AND (status IS NOT NULL) AND (needs_help IS NOT NULL)))),
    CONSTRAINT ck_task_update_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision)))),
    CONSTRAINT ck_task_update_taskstatus CHECK (((status)::text = ANY (ARRAY[('not_started'::character varying)::text, ('on_track'::character varying)::text, ('behind'::character varying)::text, ('blocked'::character varying)::text, ('done'::character varying)::text, ('not_applicable'::character varying)::text])))
);

CREATE SEQUENCE task_update_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE task_update_row_id_seq OWNED BY task_update.row_id;

CREATE TABLE unit (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    parent character varying,
    "position" integer NOT NULL,
    code character varying,
    name character varying,
    kind character varying(12),
    aliases json,
    members json,
    CONSTRAINT ck_unit_complete CHECK ((closed OR ((code IS NOT NULL) AND (name IS NOT NULL) AND (kind IS NOT NULL) AND (aliases IS NOT NULL)))),
    CONSTRAINT ck_unit_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision)))),
    CONSTRAINT ck_unit_unitkind CHECK (((kind)::text = ANY (ARRAY[('office'::character varying)::text, ('inspectorate'::character varying)::text, ('division'::character varying)::text, ('centre'::character varying)::text, ('branch'::character varying)::text, ('other'::character varying)::text, ('group'::character varying)::text, ('external'::character varying)::text, ('leadership'::character varying)::text])))
);

CREATE TABLE unit_change (
    row_id integer NOT NULL,
    owner character varying NOT NULL,
    key character varying NOT NULL,
    revision integer NOT NULL,
    "on" date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by character varying NOT NULL,
    replaces integer,
    closed boolean NOT NULL,
    kind character varying(7),
    before json,
    after json,
    decided_on date,
    in_force_on date,
    basis character varying,
    tasks json,
    CONSTRAINT ck_unit_change_complete CHECK ((closed OR ((kind IS NOT NULL) AND (before IS NOT NULL) AND (after IS NOT NULL) AND (decided_on IS NOT NULL) AND (in_force_on IS NOT NULL) AND (basis IS NOT NULL) AND (tasks IS NOT NULL)))),
    CONSTRAINT ck_unit_change_revision CHECK (((revision > 0) AND ((replaces IS NULL) OR (replaces < revision)))),
    CONSTRAINT ck_unit_change_unitchangekind CHECK (((kind)::text = ANY ((ARRAY['merged'::character varying, 'split'::character varying, 'renamed'::character varying])::text[])))
);

CREATE SEQUENCE unit_change_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE unit_change_row_id_seq OWNED BY unit_change.row_id;

CREATE SEQUENCE unit_row_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE unit_row_id_seq OWNED BY unit.row_id;

ALTER TABLE ONLY account ALTER COLUMN id SET DEFAULT nextval('account_id_seq'::regclass);

ALTER TABLE ONLY amendment ALTER COLUMN row_id SET DEFAULT nextval('amendment_row_id_seq'::regclass);

ALTER TABLE ONLY block_table ALTER COLUMN row_id SET DEFAULT nextval('block_table_row_id_seq'::regclass);

ALTER TABLE ONLY conclusion ALTER COLUMN row_id SET DEFAULT nextval('conclusion_row_id_seq'::regclass);

ALTER TABLE ONLY due_day ALTER COLUMN row_id SET DEFAULT nextval('due_day_row_id_seq'::regclass);

ALTER TABLE ONLY evidence ALTER COLUMN row_id SET DEFAULT nextval('evidence_row_id_seq'::regclass);

ALTER TABLE ONLY extension ALTER COLUMN row_id SET DEFAULT nextval('extension_row_id_seq'::regclass);

ALTER TABLE ONLY legal_basis ALTER COLUMN row_id SET DEFAULT nextval('legal_basis_row_id_seq'::regclass);

ALTER TABLE ONLY meeting ALTER COLUMN row_id SET DEFAULT nextval('meeting_row_id_seq'::regclass);

ALTER TABLE ONLY meeting_conclusion ALTER COLUMN row_id SET DEFAULT nextval('meeting_conclusion_row_id_seq'::regclass);

ALTER TABLE ONLY month_summary ALTER COLUMN row_id SET DEFAULT nextval('month_summary_row_id_seq'::regclass);

ALTER TABLE ONLY note ALTER COLUMN row_id SET DEFAULT nextval('note_row_id_seq'::regclass);

ALTER TABLE ONLY overall ALTER COLUMN row_id SET DEFAULT nextval('overall_row_id_seq'::regclass);

ALTER TABLE ONLY own_sub_index ALTER COLUMN row_id SET DEFAULT nextval('own_sub_index_row_id_seq'::regclass);

ALTER TABLE ONLY person ALTER COLUMN row_id SET DEFAULT nextval('person_row_id_seq'::regclass);

ALTER TABLE ONLY plan_agency ALTER COLUMN row_id SET DEFAULT nextval('plan_agency_row_id_seq'::regclass);

ALTER TABLE ONLY plan_close ALTER COLUMN row_id SET DEFAULT nextval('plan_close_row_id_seq'::regclass);

ALTER TABLE ONLY plan_document ALTER COLUMN row_id SET DEFAULT nextval('plan_document_row_id_seq'::regclass);

ALTER TABLE ONLY plan_header ALTER COLUMN row_id SET DEFAULT nextval('plan_header_row_id_seq'::regclass);

ALTER TABLE ONLY policy ALTER COLUMN row_id SET DEFAULT nextval('policy_row_id_seq'::regclass);

ALTER TABLE ONLY recipient ALTER COLUMN row_id SET DEFAULT nextval('recipient_row_id_seq'::regclass);

ALTER TABLE ONLY report_act ALTER COLUMN row_id SET DEFAULT nextval('report_act_row_id_seq'::regclass);

ALTER TABLE ONLY report_duty ALTER COLUMN row_id SET DEFAULT nextval('report_duty_row_id_seq'::regclass);

ALTER TABLE ONLY result ALTER COLUMN row_id SET DEFAULT nextval('result_row_id_seq'::regclass);

ALTER TABLE ONLY result_entry ALTER COLUMN row_id SET DEFAULT nextval('result_entry_row_id_seq'::regclass);

ALTER TABLE ONLY search_text ALTER COLUMN id SET DEFAULT nextval('search_text_id_seq'::regclass);

ALTER TABLE ONLY security_event ALTER COLUMN id SET DEFAULT nextval('security_event_id_seq'::regclass);

ALTER TABLE ONLY special_day ALTER COLUMN row_id SET DEFAULT nextval('special_day_row_id_seq'::regclass);

ALTER TABLE ONLY sub_index ALTER COLUMN row_id SET DEFAULT nextval('sub_index_row_id_seq'::regclass);

ALTER TABLE ONLY succession ALTER COLUMN row_id SET DEFAULT nextval('succession_row_id_seq'::regclass);

ALTER TABLE ONLY target ALTER COLUMN row_id SET DEFAULT nextval('target_row_id_seq'::regclass);

ALTER TABLE ONLY task ALTER COLUMN row_id SET DEFAULT nextval('task_row_id_seq'::regclass);

ALTER TABLE ONLY task_update ALTER COLUMN row_id SET DEFAULT nextval('task_update_row_id_seq'::regclass);

ALTER TABLE ONLY unit ALTER COLUMN row_id SET DEFAULT nextval('unit_row_id_seq'::regclass);

ALTER TABLE ONLY unit_change ALTER COLUMN row_id SET DEFAULT nextval('unit_change_row_id_seq'::regclass);

INSERT INTO account VALUES (1, 'lan', 'Nguyễn Thị Lan', NULL, false, 'office', NULL, NULL, true, '2021-01-05 09:00:00+00', 'setup', NULL, '2026-11-30 01:41:50.43513+00', NULL, NULL);

INSERT INTO alembic_version VALUES ('0022');

INSERT INTO conclusion VALUES (1, 'CU-TP-2021', 'K1', 1, '2021-03-03', '2021-01-05 09:00:00+00', 'office', NULL, false, 'K1', 'T1', 'Giao A', '["A"]', '2021-04-01', NULL, NULL, '[]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL);
INSERT INTO conclusion VALUES (2, 'CU-TP-2021', '2021-07-15-1', 1, '2021-07-15', '2021-07-15 02:00:00.000004+00', 'chủ máy', NULL, false, '2021-07-15-1', NULL, 'Niêm yết 0', '["A"]', NULL, NULL, '2021-07-15', '[]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, '2021-07-15-1', NULL);
INSERT INTO conclusion VALUES (3, 'CU-TP-2021', '2021-07-15-2', 1, '2021-07-15', '2021-07-15 02:00:00.000004+00', 'chủ máy', NULL, false, '2021-07-15-2', NULL, 'Đối thoại 0', '["A"]', '2021-09-01', NULL, '2021-07-15', '[]', NULL, NULL, 'Biên bản', NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, '2021-07-15-1', NULL);

INSERT INTO draft VALUES ('lan', 'CU-TP-2021', 'task/T1@2021-Q2', 0, '{"status":"on_track"}', '2021-05-05 09:00:00+00');

INSERT INTO due_day VALUES (1, 'CU-TP-2021', 'R1', 1, '2021-03-03', '2021-01-05 08:00:00+00', 'office', NULL, false, true, 20, NULL, NULL, NULL, false, false, NULL, NULL, NULL, '[]');

INSERT INTO extension VALUES (1, 'CU-TP-2021', 'R1/A/2021-Q1', 1, '2021-03-03', '2021-01-05 07:00:00+00', 'office', NULL, false, 'R1', 'A', '2021-Q1', '2021-03-10', 'GĐ', 'CV 1');

INSERT INTO legal_basis VALUES (1, 'CU-TP-2021', '2/KH UBND 2021-01-01', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, '2/KH', '2021-01-01', 'UBND', NULL, NULL);

INSERT INTO meeting VALUES (1, 'CU-TP-2021', '2021-07-15-1', 1, '2021-07-15', '2021-07-15 02:00:00+00', 'chủ máy', NULL, false, '2021-07-15-1', '2021-07-15', 'preparing', NULL, 'Giám đốc', '[]', NULL, '[{"kind":"previous","about":null,"title":null,"question":null,"skipped":false},{"kind":"overview","about":null,"title":null,"question":null,"skipped":false},{"kind":"sub_index","about":"DDCI/transparency","title":null,"question":null,"skipped":false},{"kind":"reports","about":"A","title":null,"question":null,"skipped":false},{"kind":"asked","about":null,"title":null,"question":null,"skipped":false}]', NULL, NULL, NULL, NULL, 0);
INSERT INTO meeting VALUES (2, 'CU-TP-2021', '2021-07-15-1', 2, '2021-07-15', '2021-07-15 02:00:00.000001+00', 'chủ máy', NULL, false, '2021-07-15-1', '2021-07-15', 'held', NULL, 'Giám đốc', '[]', NULL, '[{"kind":"previous","about":null,"title":null,"question":null,"skipped":false},{"kind":"overview","about":null,"title":null,"question":null,"skipped":false},{"kind":"sub_index","about":"DDCI/transparency","title":null,"question":null,"skipped":false},{"kind":"reports","about":"A","title":null,"question":null,"skipped":false},{"kind":"asked","about":null,"title":null,"question":null,"skipped":false}]', '2021-07-15', '2021-07-15 02:00:00+00', '2021-07-15 02:00:00+00', NULL, 0);
INSERT INTO meeting VALUES (3, 'CU-TP-2021', '2021-07-15-1', 3, '2021-07-15', '2021-07-15 02:00:00.000004+00', 'chủ máy', NULL, false, '2021-07-15-1', '2021-07-15', 'ended', NULL, 'Giám đốc', '[]', NULL, '[{"kind":"previous","about":null,"title":null,"question":null,"skipped":false},{"kind":"overview","about":null,"title":null,"question":null,"skipped":false},{"kind":"sub_index","about":"DDCI/transparency","title":null,"question":null,"skipped":false},{"kind":"reports","about":"A","title":null,"question":null,"skipped":false},{"kind":"asked","about":null,"title":null,"question":null,"skipped":false}]', '2021-07-15', '2021-07-15 02:00:00+00', '2021-07-15 02:00:00+00', '2021-07-15 02:00:00+00', 1);
INSERT INTO meeting VALUES (4, 'CU-TP-2021', '2021-07-15-2', 1, '2021-07-15', '2021-07-15 02:00:00.000005+00', 'chủ máy', NULL, false, '2021-07-15-2', '2021-07-15', 'preparing', NULL, 'Giám đốc', '[]', NULL, '[{"kind":"previous","about":null,"title":null,"question":null,"skipped":false},{"kind":"overview","about":null,"title":null,"question":null,"skipped":false},{"kind":"sub_index","about":"DDCI/transparency","title":null,"question":null,"skipped":false},{"kind":"reports","about":"A","title":null,"question":null,"skipped":false},{"kind":"asked","about":null,"title":null,"question":null,"skipped":false}]', NULL, NULL, NULL, NULL, 0);
INSERT INTO meeting VALUES (5, 'CU-TP-2021', '2021-07-15-2', 2, '2021-07-15', '2021-07-15 02:00:00.000006+00', 'chủ máy', NULL, false, '2021-07-15-2', '2021-07-15', 'held', NULL, 'Giám đốc', '[]', NULL, '[{"kind":"previous","about":null,"title":null,"question":null,"skipped":false},{"kind":"overview","about":null,"title":null,"question":null,"skipped":false},{"kind":"sub_index","about":"DDCI/transparency","title":null,"question":null,"skipped":false},{"kind":"reports","about":"A","title":null,"question":null,"skipped":false},{"kind":"asked","about":null,"title":null,"question":null,"skipped":false}]', '2021-07-15', '2021-07-15 02:00:00+00', '2021-07-15 02:00:00+00', NULL, 0);

INSERT INTO meeting_conclusion VALUES (1, 'CU-TP-2021', '2021-07-15-1', 1, '2021-07-15', '2021-07-15 02:00:00.000002+00', 'chủ máy', NULL, false, '2021-07-15-1', NULL, 'Niêm yết 0', '["A"]', NULL, NULL, '2021-07-15', '[]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, '2021-07-15-1', NULL);
INSERT INTO meeting_conclusion VALUES (2, 'CU-TP-2021', '2021-07-15-2', 1, '2021-07-15', '2021-07-15 02:00:00.000003+00', 'chủ máy', NULL, false, '2021-07-15-2', NULL, 'Đối thoại 0', '["A"]', '2021-09-01', NULL, '2021-07-15', '[]', NULL, NULL, 'Biên bản', NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, '2021-07-15-1', NULL);
INSERT INTO meeting_conclusion VALUES (3, 'CU-TP-2021', '2021-07-15-3', 1, '2021-07-15', '2021-07-15 02:00:00.000007+00', 'chủ máy', NULL, false, '2021-07-15-3', NULL, 'Niêm yết 1', '["A"]', NULL, NULL, '2021-07-15', '[]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, '2021-07-15-2', NULL);
INSERT INTO meeting_conclusion VALUES (4, 'CU-TP-2021', '2021-07-15-4', 1, '2021-07-15', '2021-07-15 02:00:00.000008+00', 'chủ máy', NULL, false, '2021-07-15-4', NULL, 'Đối thoại 1', '["A"]', '2021-09-01', NULL, '2021-07-15', '[]', NULL, NULL, 'Biên bản', NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, '2021-07-15-2', NULL);

INSERT INTO meeting_stage VALUES ('CU-TP-2021', '2021-07-15-1', 1, 'previous', '2021-07-15 02:00:00+00', '{}', 'chủ máy');
INSERT INTO meeting_stage VALUES ('CU-TP-2021', '2021-07-15-2', 1, 'previous', '2021-07-15 02:00:00+00', '{}', 'chủ máy');

INSERT INTO note VALUES (1, 'CU-TP-2021', 'misprint@1-2', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, 'misprint', 'in sai', '[1,2]');

INSERT INTO overall VALUES (1, 'CU-TP-2021', 'DDCI', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, 'DDCI', NULL, NULL, '[]');

INSERT INTO own_sub_index VALUES (1, 'CU-TP-2021', 'DDCI/own', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, 'DDCI', 'own', 'Riêng', '[]');

INSERT INTO person VALUES (1, 'CU-TP-2021', 'NA', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, 'NA', 'Nguyễn A', NULL);

INSERT INTO plan VALUES ('CU-TP-2021', 'CU-TP', 2021, false, 1609808400020, '2021-07-15 02:00:00.000008+00');

INSERT INTO plan_agency VALUES (1, 'CU-TP-2021', 'plan_agency', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, 'CU-TP', 'Sở Cũ', 'Sở Cũ', 'Tỉnh P', 'departments');

INSERT INTO plan_document VALUES (1, 'CU-TP-2021', 'plan_document', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, 'Kế hoạch', 2021, '1/KH', 'KH', '2021-01-04', NULL, '{"name":"Nguyễn A","role":"Giám đốc","on_behalf_of":null}', NULL);

INSERT INTO plan_header VALUES (1, 'CU-TP-2021', 'plan_header', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, 'x.txt', true, '["DDCI"]', NULL);

INSERT INTO policy VALUES (2, 'CU-TP', 'policy', 1, '2021-02-01', '2021-01-05 11:00:00+00', 'admin', NULL, false, '0.05', 3, 10, 25, '0.25', '0.25', '0.75', 5, '[]', '0.5', NULL);

INSERT INTO recipient VALUES (1, 'CU-TP-2021', 'UBND tỉnh', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, 'UBND tỉnh', 'b/c');

INSERT INTO report_act VALUES (1, 'CU-TP-2021', 'R1/A/2021-Q1', 1, '2021-03-03', '2021-01-05 06:00:00+00', 'lan', NULL, false, 'R1', 'A', '2021-Q1', 'handed_in', NULL, NULL);

INSERT INTO report_duty VALUES (1, 'CU-TP-2021', 'R1', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, 'R1', '["G"]', '["VP"]', 'quarterly', '{"inclusive":false,"day":6,"month_of_quarter":3,"month_of_half":null,"month":null,"of_next_period":false}', NULL, NULL, '[]');

INSERT INTO result VALUES (1, 'CU-TP-2021', 'DDCI/transparency/2020/published', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, 'DDCI/transparency', 1024, 2020, 'published', '6.0', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL, NULL, NULL, '[]', NULL, NULL, NULL, NULL, '[]');

INSERT INTO result_entry VALUES (1, 'CU-TP', 'DDCI/transparency/2021/published', 1, '2021-12-01', '2021-01-05 10:00:00+00', 'office', NULL, false, 'DDCI', 'transparency', 2021, 'published', '7.90', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, '2021-12-01', NULL, NULL, NULL, '[]', NULL, NULL, NULL, NULL, '[]');

INSERT INTO search_text VALUES (1, 'task', 'CU-TP-2021', 'T1', '#task %ddci_transparency @cu_tp @cu_tp_2021 niem sua t1 thu tuc yet');
INSERT INTO search_text VALUES (2, 'task', 'CU-TP-2021', 'T2', '#task %ddci_transparency @cu_tp @cu_tp_2021 doi t2 thoai');
INSERT INTO search_text VALUES (3, 'task_update', 'CU-TP-2021', 'T1@2021-Q1', '#task_update @cu_tp @cu_tp_2021 da lam');
INSERT INTO search_text VALUES (4, 'conclusion', 'CU-TP-2021', 'K1', '#conclusion @cu_tp @cu_tp_2021 a giao');
INSERT INTO search_text VALUES (5, 'report_duty', 'CU-TP-2021', 'R1', '#report_duty @cu_tp @cu_tp_2021 r1');
INSERT INTO search_text VALUES (6, 'sub_index', 'CU-TP-2021', 'DDCI/transparency', '#sub_index @cu_tp @cu_tp_2021 bach minh tinh');
INSERT INTO search_text VALUES (7, 'result', 'CU-TP-2021', 'DDCI/transparency/2020/published', '#result %ddci_transparency 0 2020 6 @cu_tp @cu_tp_2021');
INSERT INTO search_text VALUES (8, 'result_entry', 'CU-TP', 'DDCI/transparency/2021/published', '#result_entry %ddci_transparency 2021 7 90 @cu_tp');
INSERT INTO search_text VALUES (9, 'conclusion', 'CU-TP-2021', '2021-07-15-1', '#conclusion 0 @cu_tp @cu_tp_2021 niem yet');
INSERT INTO search_text VALUES (10, 'conclusion', 'CU-TP-2021', '2021-07-15-2', '#conclusion 0 @cu_tp @cu_tp_2021 ban bien doi thoai');

INSERT INTO sub_index VALUES (1, 'CU-TP-2021', 'DDCI/transparency', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, 'DDCI', 'transparency', 'Tính minh bạch', NULL, 'improve', 'NA', '["VP"]', '[]', NULL, NULL);

INSERT INTO target VALUES (1, 'CU-TP-2021', 'DDCI#1', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, 'DDCI', 1024, 'rank_at_most', NULL, NULL, NULL, 5, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, NULL, NULL);
INSERT INTO target VALUES (2, 'CU-TP-2021', 'DDCI/transparency#1', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, 'DDCI/transparency', 1024, 'above', '7.80', NULL, NULL, NULL, NULL, NULL, NULL, 'trên 7,80', '[3,3]', NULL, NULL, false, NULL, NULL);

INSERT INTO task VALUES (1, 'CU-TP-2021', 'T1', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, 'DDCI/transparency', 1024, 'T1', 'Niêm yết thủ tục', NULL, NULL, '["A"]', '[]', 'continuous', NULL, NULL, '{"text":"100%","value":"100","unit":"%","direction":"up","scope":null}');
INSERT INTO task VALUES (2, 'CU-TP-2021', 'T2', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, 'DDCI/transparency', 2048, 'T2', 'Đối thoại', NULL, NULL, '["VP"]', '[]', NULL, NULL, '2021-06-30', NULL);
INSERT INTO task VALUES (3, 'CU-TP-2021', 'T1', 2, '2021-02-01', '2021-01-05 02:00:00+00', 'office', NULL, false, 'DDCI/transparency', 1024, 'T1', 'Niêm yết thủ tục (sửa)', NULL, NULL, '["A"]', '[]', 'continuous', NULL, NULL, '{"text":"100%","value":"100","unit":"%","direction":"up","scope":null}');

INSERT INTO task_update VALUES (1, 'CU-TP-2021', 'T1@2021-Q1', 1, '2021-03-01', '2021-01-05 03:00:00+00', 'lan', NULL, false, 'T1', '2021-Q1', 'A', 'on_track', 40, NULL, 'Đã làm', NULL, false, NULL, NULL);
INSERT INTO task_update VALUES (2, 'CU-TP-2021', 'T1@2021-Q1', 2, '2021-03-09', '2021-01-05 04:00:00+00', 'lan', NULL, false, 'T1', '2021-Q1', 'A', 'on_track', 40, NULL, 'Đã làm', NULL, false, NULL, NULL);
INSERT INTO task_update VALUES (3, 'CU-TP-2021', 'T1@2021-Q1', 3, '2021-03-05', '2021-01-05 05:00:00+00', 'hoa', 2, false, 'T1', '2021-Q1', 'A', 'on_track', 40, NULL, NULL, NULL, true, NULL, NULL);

INSERT INTO unit VALUES (1, 'CU-TP-2021', 'VP', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 1024, 'VP', 'Văn phòng', 'office', '["Văn phòng Sở"]', NULL);
INSERT INTO unit VALUES (2, 'CU-TP-2021', 'A', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 2048, 'A', 'Phòng A', 'division', '[]', NULL);
INSERT INTO unit VALUES (3, 'CU-TP-2021', 'G', 1, '2021-01-04', '2021-01-05 01:00:00+00', 'office', NULL, false, NULL, 3072, 'G', 'Các phòng', 'group', '[]', '{"units":["A"],"basis":"inferred"}');

SELECT pg_catalog.setval('account_id_seq', 1, false);

SELECT pg_catalog.setval('amendment_row_id_seq', 1, false);

SELECT pg_catalog.setval('block_table_row_id_seq', 1, false);

SELECT pg_catalog.setval('conclusion_row_id_seq', 3, true);

SELECT pg_catalog.setval('due_day_row_id_seq', 1, true);

SELECT pg_catalog.setval('evidence_row_id_seq', 1, false);

SELECT pg_catalog.setval('extension_row_id_seq', 1, true);

SELECT pg_catalog.setval('legal_basis_row_id_seq', 1, true);

SELECT pg_catalog.setval('meeting_conclusion_row_id_seq', 4, true);

SELECT pg_catalog.setval('meeting_row_id_seq', 5, true);

SELECT pg_catalog.setval('month_summary_row_id_seq', 1, false);

SELECT pg_catalog.setval('note_row_id_seq', 1, true);

SELECT pg_catalog.setval('overall_row_id_seq', 1, true);

SELECT pg_catalog.setval('own_sub_index_row_id_seq', 1, true);

SELECT pg_catalog.setval('person_row_id_seq', 1, true);

SELECT pg_catalog.setval('plan_agency_row_id_seq', 1, true);

SELECT pg_catalog.setval('plan_close_row_id_seq', 1, false);

SELECT pg_catalog.setval('plan_document_row_id_seq', 1, true);

SELECT pg_catalog.setval('plan_header_row_id_seq', 1, true);

SELECT pg_catalog.setval('policy_row_id_seq', 2, true);

SELECT pg_catalog.setval('recipient_row_id_seq', 1, true);

SELECT pg_catalog.setval('report_act_row_id_seq', 1, true);

SELECT pg_catalog.setval('report_duty_row_id_seq', 1, true);

SELECT pg_catalog.setval('result_entry_row_id_seq', 1, true);

SELECT pg_catalog.setval('result_row_id_seq', 1, true);

SELECT pg_catalog.setval('search_text_id_seq', 10, true);

SELECT pg_catalog.setval('security_event_id_seq', 1, false);

SELECT pg_catalog.setval('special_day_row_id_seq', 1, false);

SELECT pg_catalog.setval('sub_index_row_id_seq', 1, true);

SELECT pg_catalog.setval('succession_row_id_seq', 1, false);

SELECT pg_catalog.setval('target_row_id_seq', 2, true);

SELECT pg_catalog.setval('task_row_id_seq', 3, true);

SELECT pg_catalog.setval('task_update_row_id_seq', 3, true);

SELECT pg_catalog.setval('unit_change_row_id_seq', 1, false);

SELECT pg_catalog.setval('unit_row_id_seq', 3, true);

ALTER TABLE ONLY alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY account
    ADD CONSTRAINT pk_account PRIMARY KEY (id);

ALTER TABLE ONLY amendment
    ADD CONSTRAINT pk_amendment PRIMARY KEY (row_id);

ALTER TABLE ONLY api_token
    ADD CONSTRAINT pk_api_token PRIMARY KEY (token_hash);

ALTER TABLE ONLY block_table
    ADD CONSTRAINT pk_block_table PRIMARY KEY (row_id);

ALTER TABLE ONLY briefing_template
    ADD CONSTRAINT pk_briefing_template PRIMARY KEY (agency);

ALTER TABLE ONLY clock_step
    ADD CONSTRAINT pk_clock_step PRIMARY KEY (plan_id, recorded_at);

ALTER TABLE ONLY conclusion
    ADD CONSTRAINT pk_conclusion PRIMARY KEY (row_id);

ALTER TABLE ONLY draft
    ADD CONSTRAINT pk_draft PRIMARY KEY (author, plan_id, form);

ALTER TABLE ONLY due_day
    ADD CONSTRAINT pk_due_day PRIMARY KEY (row_id);

ALTER TABLE ONLY evidence
    ADD CONSTRAINT pk_evidence PRIMARY KEY (row_id);

ALTER TABLE ONLY extension
    ADD CONSTRAINT pk_extension PRIMARY KEY (row_id);

ALTER TABLE ONLY freeze_day
    ADD CONSTRAINT pk_freeze_day PRIMARY KEY (plan_id);

ALTER TABLE ONLY frozen_month
    ADD CONSTRAINT pk_frozen_month PRIMARY KEY (plan_id, month, edition);

ALTER TABLE ONLY installation
    ADD CONSTRAINT pk_installation PRIMARY KEY (id);

ALTER TABLE ONLY legal_basis
    ADD CONSTRAINT pk_legal_basis PRIMARY KEY (row_id);

ALTER TABLE ONLY login_session
    ADD CONSTRAINT pk_login_session PRIMARY KEY (token_hash);

ALTER TABLE ONLY meeting
    ADD CONSTRAINT pk_meeting PRIMARY KEY (row_id);

ALTER TABLE ONLY meeting_conclusion
    ADD CONSTRAINT pk_meeting_conclusion PRIMARY KEY (row_id);

ALTER TABLE ONLY meeting_stage
    ADD CONSTRAINT pk_meeting_stage PRIMARY KEY (plan_id, meeting);

ALTER TABLE ONLY month_summary
    ADD CONSTRAINT pk_month_summary PRIMARY KEY (row_id);

ALTER TABLE ONLY note
    ADD CONSTRAINT pk_note PRIMARY KEY (row_id);

ALTER TABLE ONLY notice_template
    ADD CONSTRAINT pk_notice_template PRIMARY KEY (agency);

ALTER TABLE ONLY overall
    ADD CONSTRAINT pk_overall PRIMARY KEY (row_id);

ALTER TABLE ONLY own_sub_index
    ADD CONSTRAINT pk_own_sub_index PRIMARY KEY (row_id);

ALTER TABLE ONLY papers_template
    ADD CONSTRAINT pk_papers_template PRIMARY KEY (agency);

ALTER TABLE ONLY passed_on
    ADD CONSTRAINT pk_passed_on PRIMARY KEY (agency, change, what, name);

ALTER TABLE ONLY person
    ADD CONSTRAINT pk_person PRIMARY KEY (row_id);

ALTER TABLE ONLY plan
    ADD CONSTRAINT pk_plan PRIMARY KEY (id);

ALTER TABLE ONLY plan_agency
    ADD CONSTRAINT pk_plan_agency PRIMARY KEY (row_id);

ALTER TABLE ONLY plan_close
    ADD CONSTRAINT pk_plan_close PRIMARY KEY (row_id);

ALTER TABLE ONLY plan_document
    ADD CONSTRAINT pk_plan_document PRIMARY KEY (row_id);

ALTER TABLE ONLY plan_draft
    ADD CONSTRAINT pk_plan_draft PRIMARY KEY (id);

ALTER TABLE ONLY plan_draft_seen
    ADD CONSTRAINT pk_plan_draft_seen PRIMARY KEY (draft_id, fact);

ALTER TABLE ONLY plan_draft_text
    ADD CONSTRAINT pk_plan_draft_text PRIMARY KEY (draft_id);

ALTER TABLE ONLY plan_draft_version
    ADD CONSTRAINT pk_plan_draft_version PRIMARY KEY (draft_id, revision);

ALTER TABLE ONLY plan_header
    ADD CONSTRAINT pk_plan_header PRIMARY KEY (row_id);

ALTER TABLE ONLY policy
    ADD CONSTRAINT pk_policy PRIMARY KEY (row_id);

ALTER TABLE ONLY recipient
    ADD CONSTRAINT pk_recipient PRIMARY KEY (row_id);

ALTER TABLE ONLY report_act
    ADD CONSTRAINT pk_report_act PRIMARY KEY (row_id);

ALTER TABLE ONLY report_duty
    ADD CONSTRAINT pk_report_duty PRIMARY KEY (row_id);

ALTER TABLE ONLY result
    ADD CONSTRAINT pk_result PRIMARY KEY (row_id);

ALTER TABLE ONLY result_entry
    ADD CONSTRAINT pk_result_entry PRIMARY KEY (row_id);

ALTER TABLE ONLY search_text
    ADD CONSTRAINT pk_search_text PRIMARY KEY (id);

ALTER TABLE ONLY second_factor
    ADD CONSTRAINT pk_second_factor PRIMARY KEY (account_id);

ALTER TABLE ONLY secret_link
    ADD CONSTRAINT pk_secret_link PRIMARY KEY (token_hash);

ALTER TABLE ONLY security_event
    ADD CONSTRAINT pk_security_event PRIMARY KEY (id);

ALTER TABLE ONLY sign_in_failures
    ADD CONSTRAINT pk_sign_in_failures PRIMARY KEY (key);

ALTER TABLE ONLY special_day
    ADD CONSTRAINT pk_special_day PRIMARY KEY (row_id);

ALTER TABLE ONLY sub_index
    ADD CONSTRAINT pk_sub_index PRIMARY KEY (row_id);

ALTER TABLE ONLY succession
    ADD CONSTRAINT pk_succession PRIMARY KEY (row_id);

ALTER TABLE ONLY target
    ADD CONSTRAINT pk_target PRIMARY KEY (row_id);

ALTER TABLE ONLY task
    ADD CONSTRAINT pk_task PRIMARY KEY (row_id);

ALTER TABLE ONLY task_update
    ADD CONSTRAINT pk_task_update PRIMARY KEY (row_id);

ALTER TABLE ONLY unit
    ADD CONSTRAINT pk_unit PRIMARY KEY (row_id);

ALTER TABLE ONLY unit_change
    ADD CONSTRAINT pk_unit_change PRIMARY KEY (row_id);

ALTER TABLE ONLY account
    ADD CONSTRAINT uq_account_name UNIQUE (name);

ALTER TABLE ONLY amendment
    ADD CONSTRAINT uq_amendment_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY block_table
    ADD CONSTRAINT uq_block_table_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY conclusion
    ADD CONSTRAINT uq_conclusion_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY due_day
    ADD CONSTRAINT uq_due_day_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY evidence
    ADD CONSTRAINT uq_evidence_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY extension
    ADD CONSTRAINT uq_extension_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY legal_basis
    ADD CONSTRAINT uq_legal_basis_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY meeting_conclusion
    ADD CONSTRAINT uq_meeting_conclusion_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY meeting
    ADD CONSTRAINT uq_meeting_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY month_summary
    ADD CONSTRAINT uq_month_summary_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY note
    ADD CONSTRAINT uq_note_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY overall
    ADD CONSTRAINT uq_overall_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY own_sub_index
    ADD CONSTRAINT uq_own_sub_index_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY person
    ADD CONSTRAINT uq_person_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY plan_agency
    ADD CONSTRAINT uq_plan_agency_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY plan_close
    ADD CONSTRAINT uq_plan_close_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY plan_document
    ADD CONSTRAINT uq_plan_document_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY plan_header
    ADD CONSTRAINT uq_plan_header_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY policy
    ADD CONSTRAINT uq_policy_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY recipient
    ADD CONSTRAINT uq_recipient_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY report_act
    ADD CONSTRAINT uq_report_act_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY report_duty
    ADD CONSTRAINT uq_report_duty_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY result_entry
    ADD CONSTRAINT uq_result_entry_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY result
    ADD CONSTRAINT uq_result_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY search_text
    ADD CONSTRAINT uq_search_text_owner_what_key UNIQUE (owner, what, key);

ALTER TABLE ONLY special_day
    ADD CONSTRAINT uq_special_day_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY sub_index
    ADD CONSTRAINT uq_sub_index_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY succession
    ADD CONSTRAINT uq_succession_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY target
    ADD CONSTRAINT uq_target_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY task
    ADD CONSTRAINT uq_task_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY task_update
    ADD CONSTRAINT uq_task_update_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY unit_change
    ADD CONSTRAINT uq_unit_change_owner_key_revision UNIQUE (owner, key, revision);

ALTER TABLE ONLY unit
    ADD CONSTRAINT uq_unit_owner_key_revision UNIQUE (owner, key, revision);

CREATE INDEX ix_amendment_owner_key_on_revision ON amendment USING btree (owner, key, "on", revision);

CREATE INDEX ix_block_table_owner_key_on_revision ON block_table USING btree (owner, key, "on", revision);

CREATE INDEX ix_conclusion_owner_key_on_revision ON conclusion USING btree (owner, key, "on", revision);

CREATE INDEX ix_due_day_owner_key_on_revision ON due_day USING btree (owner, key, "on", revision);

CREATE INDEX ix_evidence_owner_key_on_revision ON evidence USING btree (owner, key, "on", revision);

CREATE INDEX ix_extension_owner_key_on_revision ON extension USING btree (owner, key, "on", revision);

CREATE INDEX ix_legal_basis_owner_key_on_revision ON legal_basis USING btree (owner, key, "on", revision);

CREATE INDEX ix_login_session_account_id ON login_session USING btree (account_id);

CREATE INDEX ix_login_session_expires_at ON login_session USING btree (expires_at);

CREATE INDEX ix_meeting_conclusion_owner_key_on_revision ON meeting_conclusion USING btree (owner, key, "on", revision);

CREATE INDEX ix_meeting_owner_key_on_revision ON meeting USING btree (owner, key, "on", revision);

CREATE INDEX ix_month_summary_owner_key_on_revision ON month_summary USING btree (owner, key, "on", revision);

CREATE INDEX ix_note_owner_key_on_revision ON note USING btree (owner, key, "on", revision);

CREATE INDEX ix_overall_owner_key_on_revision ON overall USING btree (owner, key, "on", revision);

CREATE INDEX ix_own_sub_index_owner_key_on_revision ON own_sub_index USING btree (owner, key, "on", revision);

CREATE INDEX ix_person_owner_key_on_revision ON person USING btree (owner, key, "on", revision);

CREATE INDEX ix_plan_agency ON plan USING btree (agency);

CREATE INDEX ix_plan_agency_owner_key_on_revision ON plan_agency USING btree (owner, key, "on", revision);

CREATE INDEX ix_plan_close_owner_key_on_revision ON plan_close USING btree (owner, key, "on", revision);

CREATE INDEX ix_plan_document_owner_key_on_revision ON plan_document USING btree (owner, key, "on", revision);

CREATE INDEX ix_plan_header_owner_key_on_revision ON plan_header USING btree (owner, key, "on", revision);

CREATE INDEX ix_policy_owner_key_on_revision ON policy USING btree (owner, key, "on", revision);

CREATE INDEX ix_recipient_owner_key_on_revision ON recipient USING btree (owner, key, "on", revision);

CREATE INDEX ix_report_act_owner_key_on_revision ON report_act USING btree (owner, key, "on", revision);

CREATE INDEX ix_report_duty_owner_key_on_revision ON report_duty USING btree (owner, key, "on", revision);

CREATE INDEX ix_result_entry_owner_key_on_revision ON result_entry USING btree (owner, key, "on", revision);

CREATE INDEX ix_result_owner_key_on_revision ON result USING btree (owner, key, "on", revision);

CREATE INDEX ix_secret_link_account_id ON secret_link USING btree (account_id);

CREATE INDEX ix_security_event_at ON security_event USING btree (at);

CREATE INDEX ix_sign_in_failures_since ON sign_in_failures USING btree (since);

CREATE INDEX ix_special_day_owner_key_on_revision ON special_day USING btree (owner, key, "on", revision);

CREATE INDEX ix_sub_index_owner_key_on_revision ON sub_index USING btree (owner, key, "on", revision);

CREATE INDEX ix_succession_owner_key_on_revision ON succession USING btree (owner, key, "on", revision);

CREATE INDEX ix_target_owner_key_on_revision ON target USING btree (owner, key, "on", revision);

CREATE INDEX ix_task_owner_key_on_revision ON task USING btree (owner, key, "on", revision);

CREATE INDEX ix_task_update_owner_key_on_revision ON task_update USING btree (owner, key, "on", revision);

CREATE INDEX ix_unit_change_owner_key_on_revision ON unit_change USING btree (owner, key, "on", revision);

CREATE INDEX ix_unit_owner_key_on_revision ON unit USING btree (owner, key, "on", revision);

CREATE INDEX search_index ON search_text USING gin (array_to_tsvector(string_to_array((words)::text, ' '::text))) WITH (fastupdate=off);

CREATE TRIGGER keep_amendment_on_delete BEFORE DELETE ON amendment FOR EACH ROW EXECUTE FUNCTION keep_amendment_on_delete();

CREATE TRIGGER keep_amendment_on_update BEFORE UPDATE ON amendment FOR EACH ROW EXECUTE FUNCTION keep_amendment_on_update();

CREATE TRIGGER keep_block_table_on_delete BEFORE DELETE ON block_table FOR EACH ROW EXECUTE FUNCTION keep_block_table_on_delete();

CREATE TRIGGER keep_block_table_on_update BEFORE UPDATE ON block_table FOR EACH ROW EXECUTE FUNCTION keep_block_table_on_update();

CREATE TRIGGER keep_conclusion_on_delete BEFORE DELETE ON conclusion FOR EACH ROW EXECUTE FUNCTION keep_conclusion_on_delete();

CREATE TRIGGER keep_conclusion_on_update BEFORE UPDATE ON conclusion FOR EACH ROW EXECUTE FUNCTION keep_conclusion_on_update();

CREATE TRIGGER keep_due_day_on_delete BEFORE DELETE ON due_day FOR EACH ROW EXECUTE FUNCTION keep_due_day_on_delete();

CREATE TRIGGER keep_due_day_on_update BEFORE UPDATE ON due_day FOR EACH ROW EXECUTE FUNCTION keep_due_day_on_update();

CREATE TRIGGER keep_evidence_on_delete BEFORE DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION keep_evidence_on_delete();

CREATE TRIGGER keep_evidence_on_update BEFORE UPDATE ON evidence FOR EACH ROW EXECUTE FUNCTION keep_evidence_on_update();

CREATE TRIGGER keep_extension_on_delete BEFORE DELETE ON extension FOR EACH ROW EXECUTE FUNCTION keep_extension_on_delete();

CREATE TRIGGER keep_extension_on_update BEFORE UPDATE ON extension FOR EACH ROW EXECUTE FUNCTION keep_extension_on_update();

CREATE TRIGGER keep_frozen_month_on_delete BEFORE DELETE ON frozen_month FOR EACH ROW EXECUTE FUNCTION keep_frozen_month_on_delete();

CREATE TRIGGER keep_frozen_month_on_update BEFORE UPDATE ON frozen_month FOR EACH ROW EXECUTE FUNCTION keep_frozen_month_on_update();

CREATE TRIGGER keep_legal_basis_on_delete BEFORE DELETE ON legal_basis FOR EACH ROW EXECUTE FUNCTION keep_legal_basis_on_delete();

CREATE TRIGGER keep_legal_basis_on_update BEFORE UPDATE ON legal_basis FOR EACH ROW EXECUTE FUNCTION keep_legal_basis_on_update();

CREATE TRIGGER keep_meeting_conclusion_on_delete BEFORE DELETE ON meeting_conclusion FOR EACH ROW EXECUTE FUNCTION keep_meeting_conclusion_on_delete();

CREATE TRIGGER keep_meeting_conclusion_on_update BEFORE UPDATE ON meeting_conclusion FOR EACH ROW EXECUTE FUNCTION keep_meeting_conclusion_on_update();

CREATE TRIGGER keep_meeting_on_delete BEFORE DELETE ON meeting FOR EACH ROW EXECUTE FUNCTION keep_meeting_on_delete();

CREATE TRIGGER keep_meeting_on_update BEFORE UPDATE ON meeting FOR EACH ROW EXECUTE FUNCTION keep_meeting_on_update();

CREATE TRIGGER keep_month_summary_on_delete BEFORE DELETE ON month_summary FOR EACH ROW EXECUTE FUNCTION keep_month_summary_on_delete();

CREATE TRIGGER keep_month_summary_on_update BEFORE UPDATE ON month_summary FOR EACH ROW EXECUTE FUNCTION keep_month_summary_on_update();

CREATE TRIGGER keep_note_on_delete BEFORE DELETE ON note FOR EACH ROW EXECUTE FUNCTION keep_note_on_delete();

CREATE TRIGGER keep_note_on_update BEFORE UPDATE ON note FOR EACH ROW EXECUTE FUNCTION keep_note_on_update();

CREATE TRIGGER keep_overall_on_delete BEFORE DELETE ON overall FOR EACH ROW EXECUTE FUNCTION keep_overall_on_delete();

CREATE TRIGGER keep_overall_on_update BEFORE UPDATE ON overall FOR EACH ROW EXECUTE FUNCTION keep_overall_on_update();

CREATE TRIGGER keep_own_sub_index_on_delete BEFORE DELETE ON own_sub_index FOR EACH ROW EXECUTE FUNCTION keep_own_sub_index_on_delete();

CREATE TRIGGER keep_own_sub_index_on_update BEFORE UPDATE ON own_sub_index FOR EACH ROW EXECUTE FUNCTION keep_own_sub_index_on_update();

CREATE TRIGGER keep_person_on_delete BEFORE DELETE ON person FOR EACH ROW EXECUTE FUNCTION keep_person_on_delete();

CREATE TRIGGER keep_person_on_update BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION keep_person_on_update();

CREATE TRIGGER keep_plan_agency_on_delete BEFORE DELETE ON plan_agency FOR EACH ROW EXECUTE FUNCTION keep_plan_agency_on_delete();

CREATE TRIGGER keep_plan_agency_on_update BEFORE UPDATE ON plan_agency FOR EACH ROW EXECUTE FUNCTION keep_plan_agency_on_update();

CREATE TRIGGER keep_plan_close_on_delete BEFORE DELETE ON plan_close FOR EACH ROW EXECUTE FUNCTION keep_plan_close_on_delete();

CREATE TRIGGER keep_plan_close_on_update BEFORE UPDATE ON plan_close FOR EACH ROW EXECUTE FUNCTION keep_plan_close_on_update();

CREATE TRIGGER keep_plan_document_on_delete BEFORE DELETE ON plan_document FOR EACH ROW EXECUTE FUNCTION keep_plan_document_on_delete();

CREATE TRIGGER keep_plan_document_on_update BEFORE UPDATE ON plan_document FOR EACH ROW EXECUTE FUNCTION keep_plan_document_on_update();

CREATE TRIGGER keep_plan_header_on_delete BEFORE DELETE ON plan_header FOR EACH ROW EXECUTE FUNCTION keep_plan_header_on_delete();

CREATE TRIGGER keep_plan_header_on_update BEFORE UPDATE ON plan_header FOR EACH ROW EXECUTE FUNCTION keep_plan_header_on_update();

CREATE TRIGGER keep_plan_on_delete BEFORE DELETE ON plan FOR EACH ROW EXECUTE FUNCTION keep_plan_on_delete();

CREATE TRIGGER keep_plan_on_update BEFORE UPDATE OF id, agency, year, illustration ON plan FOR EACH ROW EXECUTE FUNCTION keep_plan_on_update();

CREATE TRIGGER keep_policy_on_delete BEFORE DELETE ON policy FOR EACH ROW EXECUTE FUNCTION keep_policy_on_delete();

CREATE TRIGGER keep_policy_on_update BEFORE UPDATE ON policy FOR EACH ROW EXECUTE FUNCTION keep_policy_on_update();

CREATE TRIGGER keep_recipient_on_delete BEFORE DELETE ON recipient FOR EACH ROW EXECUTE FUNCTION keep_recipient_on_delete();

CREATE TRIGGER keep_recipient_on_update BEFORE UPDATE ON recipient FOR EACH ROW EXECUTE FUNCTION keep_recipient_on_update();

CREATE TRIGGER keep_report_act_on_delete BEFORE DELETE ON report_act FOR EACH ROW EXECUTE FUNCTION keep_report_act_on_delete();

CREATE TRIGGER keep_report_act_on_update BEFORE UPDATE ON report_act FOR EACH ROW EXECUTE FUNCTION keep_report_act_on_update();

CREATE TRIGGER keep_report_duty_on_delete BEFORE DELETE ON report_duty FOR EACH ROW EXECUTE FUNCTION keep_report_duty_on_delete();

CREATE TRIGGER keep_report_duty_on_update BEFORE UPDATE ON report_duty FOR EACH ROW EXECUTE FUNCTION keep_report_duty_on_update();

CREATE TRIGGER keep_result_entry_on_delete BEFORE DELETE ON result_entry FOR EACH ROW EXECUTE FUNCTION keep_result_entry_on_delete();

CREATE TRIGGER keep_result_entry_on_update BEFORE UPDATE ON result_entry FOR EACH ROW EXECUTE FUNCTION keep_result_entry_on_update();

CREATE TRIGGER keep_result_on_delete BEFORE DELETE ON result FOR EACH ROW EXECUTE FUNCTION keep_result_on_delete();

CREATE TRIGGER keep_result_on_update BEFORE UPDATE ON result FOR EACH ROW EXECUTE FUNCTION keep_result_on_update();

CREATE TRIGGER keep_special_day_on_delete BEFORE DELETE ON special_day FOR EACH ROW EXECUTE FUNCTION keep_special_day_on_delete();

CREATE TRIGGER keep_special_day_on_update BEFORE UPDATE ON special_day FOR EACH ROW EXECUTE FUNCTION keep_special_day_on_update();

CREATE TRIGGER keep_sub_index_on_delete BEFORE DELETE ON sub_index FOR EACH ROW EXECUTE FUNCTION keep_sub_index_on_delete();

CREATE TRIGGER keep_sub_index_on_update BEFORE UPDATE ON sub_index FOR EACH ROW EXECUTE FUNCTION keep_sub_index_on_update();

CREATE TRIGGER keep_succession_on_delete BEFORE DELETE ON succession FOR EACH ROW EXECUTE FUNCTION keep_succession_on_delete();

CREATE TRIGGER keep_succession_on_update BEFORE UPDATE ON succession FOR EACH ROW EXECUTE FUNCTION keep_succession_on_update();

CREATE TRIGGER keep_target_on_delete BEFORE DELETE ON target FOR EACH ROW EXECUTE FUNCTION keep_target_on_delete();

CREATE TRIGGER keep_target_on_update BEFORE UPDATE ON target FOR EACH ROW EXECUTE FUNCTION keep_target_on_update();

CREATE TRIGGER keep_task_on_delete BEFORE DELETE ON task FOR EACH ROW EXECUTE FUNCTION keep_task_on_delete();

CREATE TRIGGER keep_task_on_update BEFORE UPDATE ON task FOR EACH ROW EXECUTE FUNCTION keep_task_on_update();

CREATE TRIGGER keep_task_update_on_delete BEFORE DELETE ON task_update FOR EACH ROW EXECUTE FUNCTION keep_task_update_on_delete();

CREATE TRIGGER keep_task_update_on_update BEFORE UPDATE ON task_update FOR EACH ROW EXECUTE FUNCTION keep_task_update_on_update();

CREATE TRIGGER keep_unit_change_on_delete BEFORE DELETE ON unit_change FOR EACH ROW EXECUTE FUNCTION keep_unit_change_on_delete();

CREATE TRIGGER keep_unit_change_on_update BEFORE UPDATE ON unit_change FOR EACH ROW EXECUTE FUNCTION keep_unit_change_on_update();

CREATE TRIGGER keep_unit_on_delete BEFORE DELETE ON unit FOR EACH ROW EXECUTE FUNCTION keep_unit_on_delete();

CREATE TRIGGER keep_unit_on_update BEFORE UPDATE ON unit FOR EACH ROW EXECUTE FUNCTION keep_unit_on_update();

ALTER TABLE ONLY amendment
    ADD CONSTRAINT fk_amendment_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY clock_step
    ADD CONSTRAINT fk_clock_step_plan_id_plan FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE CASCADE;

ALTER TABLE ONLY conclusion
    ADD CONSTRAINT fk_conclusion_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY draft
    ADD CONSTRAINT fk_draft_plan_id_plan FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE CASCADE;

ALTER TABLE ONLY due_day
    ADD CONSTRAINT fk_due_day_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY evidence
    ADD CONSTRAINT fk_evidence_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY extension
    ADD CONSTRAINT fk_extension_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY freeze_day
    ADD CONSTRAINT fk_freeze_day_plan_id_plan FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE CASCADE;

ALTER TABLE ONLY frozen_month
    ADD CONSTRAINT fk_frozen_month_plan_id_plan FOREIGN KEY (plan_id) REFERENCES plan(id);

ALTER TABLE ONLY legal_basis
    ADD CONSTRAINT fk_legal_basis_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY login_session
    ADD CONSTRAINT fk_login_session_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY meeting_conclusion
    ADD CONSTRAINT fk_meeting_conclusion_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY meeting
    ADD CONSTRAINT fk_meeting_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY meeting_stage
    ADD CONSTRAINT fk_meeting_stage_plan_id_plan FOREIGN KEY (plan_id) REFERENCES plan(id) ON DELETE CASCADE;

ALTER TABLE ONLY month_summary
    ADD CONSTRAINT fk_month_summary_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY note
    ADD CONSTRAINT fk_note_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY overall
    ADD CONSTRAINT fk_overall_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY own_sub_index
    ADD CONSTRAINT fk_own_sub_index_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY person
    ADD CONSTRAINT fk_person_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY plan_agency
    ADD CONSTRAINT fk_plan_agency_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY plan_close
    ADD CONSTRAINT fk_plan_close_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY plan_document
    ADD CONSTRAINT fk_plan_document_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY plan_draft_seen
    ADD CONSTRAINT fk_plan_draft_seen_draft_id_plan_draft FOREIGN KEY (draft_id) REFERENCES plan_draft(id) ON DELETE CASCADE;

ALTER TABLE ONLY plan_draft_text
    ADD CONSTRAINT fk_plan_draft_text_draft_id_plan_draft FOREIGN KEY (draft_id) REFERENCES plan_draft(id) ON DELETE CASCADE;

ALTER TABLE ONLY plan_draft_version
    ADD CONSTRAINT fk_plan_draft_version_draft_id_plan_draft FOREIGN KEY (draft_id) REFERENCES plan_draft(id) ON DELETE CASCADE;

ALTER TABLE ONLY plan_header
    ADD CONSTRAINT fk_plan_header_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY recipient
    ADD CONSTRAINT fk_recipient_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY report_act
    ADD CONSTRAINT fk_report_act_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY report_duty
    ADD CONSTRAINT fk_report_duty_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY result
    ADD CONSTRAINT fk_result_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY second_factor
    ADD CONSTRAINT fk_second_factor_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY secret_link
    ADD CONSTRAINT fk_secret_link_account_id_account FOREIGN KEY (account_id) REFERENCES account(id) ON DELETE CASCADE;

ALTER TABLE ONLY sub_index
    ADD CONSTRAINT fk_sub_index_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY target
    ADD CONSTRAINT fk_target_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY task
    ADD CONSTRAINT fk_task_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY task_update
    ADD CONSTRAINT fk_task_update_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);

ALTER TABLE ONLY unit
    ADD CONSTRAINT fk_unit_owner_plan FOREIGN KEY (owner) REFERENCES plan(id);
