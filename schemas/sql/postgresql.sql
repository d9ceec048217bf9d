-- postgresql: generated from schemas/ by `python -m schemas.publish`.

CREATE TABLE IF NOT EXISTS documents (
    id text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    source_url text COLLATE "C",
    story_id text COLLATE "C",
    language text COLLATE "C" NOT NULL,
    title text COLLATE "C",
    author text COLLATE "C",
    publisher text COLLATE "C",
    published date,
    published_from text COLLATE "C",
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS documents_sources (
    document_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (document_id, position),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS documents_removed (
    document_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    at_offset bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    PRIMARY KEY (document_id, position),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS documents_warnings (
    document_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    code text COLLATE "C" NOT NULL,
    message text COLLATE "C" NOT NULL,
    PRIMARY KEY (document_id, position),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS people (
    id text COLLATE "C" NOT NULL,
    document_id text COLLATE "C" NOT NULL,
    language text COLLATE "C" NOT NULL,
    confidence double precision NOT NULL,
    method text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    person_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    country text COLLATE "C",
    PRIMARY KEY (id),
    UNIQUE (document_id, person_id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS people_document_id_idx ON people (document_id);

CREATE TABLE IF NOT EXISTS people_evidence (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS people_honorifics (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS people_mentions (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS roles (
    id text COLLATE "C" NOT NULL,
    document_id text COLLATE "C" NOT NULL,
    language text COLLATE "C" NOT NULL,
    confidence double precision NOT NULL,
    method text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    person_id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    title text COLLATE "C" NOT NULL,
    role text COLLATE "C" NOT NULL,
    portfolio text COLLATE "C",
    organization text COLLATE "C",
    jurisdiction text COLLATE "C",
    country text COLLATE "C",
    status text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (document_id, person_id) REFERENCES people (document_id, person_id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS roles_document_id_idx ON roles (document_id);

CREATE INDEX IF NOT EXISTS roles_document_id_person_id_idx ON roles (document_id, person_id);

CREATE TABLE IF NOT EXISTS roles_evidence (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES roles (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS dates (
    id text COLLATE "C" NOT NULL,
    document_id text COLLATE "C" NOT NULL,
    language text COLLATE "C" NOT NULL,
    confidence double precision NOT NULL,
    method text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    edtf text COLLATE "C" NOT NULL,
    start_date date,
    end_date date,
    precision text COLLATE "C" NOT NULL,
    qualifier text COLLATE "C",
    duration_min text COLLATE "C",
    duration_max text COLLATE "C",
    anchor text COLLATE "C",
    PRIMARY KEY (id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS dates_document_id_idx ON dates (document_id);

CREATE TABLE IF NOT EXISTS dates_evidence (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES dates (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS dates_warnings (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    code text COLLATE "C" NOT NULL,
    message text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES dates (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS money (
    id text COLLATE "C" NOT NULL,
    document_id text COLLATE "C" NOT NULL,
    language text COLLATE "C" NOT NULL,
    confidence double precision NOT NULL,
    method text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    amount numeric(38, 6) NOT NULL,
    amount_max numeric(38, 6),
    currency text COLLATE "C" NOT NULL,
    currency_assumed boolean NOT NULL,
    qualifier text COLLATE "C" NOT NULL,
    per_unit boolean NOT NULL,
    purpose text COLLATE "C",
    PRIMARY KEY (id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS money_document_id_idx ON money (document_id);

CREATE TABLE IF NOT EXISTS money_evidence (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES money (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS events (
    id text COLLATE "C" NOT NULL,
    document_id text COLLATE "C" NOT NULL,
    language text COLLATE "C" NOT NULL,
    confidence double precision NOT NULL,
    method text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    date text COLLATE "C",
    start_date date,
    end_date date,
    place text COLLATE "C",
    country text COLLATE "C",
    theme text COLLATE "C",
    status text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS events_document_id_idx ON events (document_id);

CREATE TABLE IF NOT EXISTS events_evidence (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS events_organizers (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS events_participants (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS events_mentions (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS priorities (
    id text COLLATE "C" NOT NULL,
    document_id text COLLATE "C" NOT NULL,
    language text COLLATE "C" NOT NULL,
    confidence double precision NOT NULL,
    method text COLLATE "C" NOT NULL,
    rule text COLLATE "C" NOT NULL,
    number bigint,
    priority text COLLATE "C" NOT NULL,
    mode text COLLATE "C" NOT NULL,
    list_id text COLLATE "C",
    ordinal bigint,
    declared_total bigint,
    statement text COLLATE "C" NOT NULL,
    speaker text COLLATE "C",
    PRIMARY KEY (id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS priorities_document_id_idx ON priorities (document_id);

CREATE TABLE IF NOT EXISTS priorities_evidence (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES priorities (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS priorities_topics (
    record_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES priorities (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people (
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    mention_count bigint NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS linked_people_former_ids (
    linked_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people_names (
    linked_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    language text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people_members (
    linked_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    document_id text COLLATE "C" NOT NULL,
    record_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (record_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS linked_people_members_document_id_idx ON linked_people_members (document_id);

CREATE INDEX IF NOT EXISTS linked_people_members_record_id_idx ON linked_people_members (record_id);

CREATE TABLE IF NOT EXISTS linked_people_reasons (
    linked_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    weight double precision NOT NULL,
    detail text COLLATE "C" NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people_countries (
    linked_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people_offices (
    linked_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    role text COLLATE "C" NOT NULL,
    organization text COLLATE "C",
    country text COLLATE "C",
    first_date date,
    last_date date,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people_offices_documents (
    linked_id text COLLATE "C" NOT NULL,
    offices_position bigint NOT NULL,
    position bigint NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (linked_id, offices_position, position),
    FOREIGN KEY (linked_id, offices_position) REFERENCES linked_people_offices (linked_id, position) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_events (
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    type text COLLATE "C" NOT NULL,
    date text COLLATE "C",
    start_date date,
    end_date date,
    place text COLLATE "C",
    country text COLLATE "C",
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS linked_events_former_ids (
    linked_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_events_names (
    linked_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    language text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_events_members (
    linked_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    document_id text COLLATE "C" NOT NULL,
    record_id text COLLATE "C" NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_events (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (record_id) REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS linked_events_members_document_id_idx ON linked_events_members (document_id);

CREATE INDEX IF NOT EXISTS linked_events_members_record_id_idx ON linked_events_members (record_id);

CREATE TABLE IF NOT EXISTS linked_events_reasons (
    linked_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    weight double precision NOT NULL,
    detail text COLLATE "C" NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_events_participants (
    linked_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    value text COLLATE "C" NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS discrepancies (
    id text COLLATE "C" NOT NULL,
    kind text COLLATE "C" NOT NULL,
    subject text COLLATE "C" NOT NULL,
    left_document_id text COLLATE "C" NOT NULL,
    left_value text COLLATE "C",
    right_document_id text COLLATE "C" NOT NULL,
    right_value text COLLATE "C",
    note text COLLATE "C" NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (left_document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (right_document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS discrepancies_left_document_id_idx ON discrepancies (left_document_id);

CREATE INDEX IF NOT EXISTS discrepancies_right_document_id_idx ON discrepancies (right_document_id);

CREATE TABLE IF NOT EXISTS discrepancies_left_evidence (
    discrepancy_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (discrepancy_id, position),
    FOREIGN KEY (discrepancy_id) REFERENCES discrepancies (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS discrepancies_right_evidence (
    discrepancy_id text COLLATE "C" NOT NULL,
    position bigint NOT NULL,
    start_offset bigint NOT NULL,
    end_offset bigint NOT NULL,
    text text COLLATE "C" NOT NULL,
    PRIMARY KEY (discrepancy_id, position),
    FOREIGN KEY (discrepancy_id) REFERENCES discrepancies (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS rejected (
    source text COLLATE "C" NOT NULL,
    stage text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    message text COLLATE "C" NOT NULL,
    sha256 text COLLATE "C",
    PRIMARY KEY (source)
);
