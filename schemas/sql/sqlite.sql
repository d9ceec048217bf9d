-- sqlite: generated from schemas/ by `python -m schemas.publish`.

CREATE TABLE IF NOT EXISTS documents (
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    source_url TEXT,
    story_id TEXT,
    language TEXT NOT NULL,
    title TEXT,
    author TEXT,
    publisher TEXT,
    published TEXT,
    published_from TEXT,
    text TEXT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS documents_sources (
    document_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (document_id, position),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS documents_removed (
    document_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (document_id, position),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS documents_warnings (
    document_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (document_id, position),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS people (
    id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    language TEXT NOT NULL,
    confidence REAL NOT NULL,
    method TEXT NOT NULL,
    rule TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    PRIMARY KEY (id),
    UNIQUE (document_id, person_id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS people_document_id_idx ON people (document_id);

CREATE TABLE IF NOT EXISTS people_evidence (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS people_honorifics (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS people_mentions (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS roles (
    id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    language TEXT NOT NULL,
    confidence REAL NOT NULL,
    method TEXT NOT NULL,
    rule TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    role TEXT NOT NULL,
    portfolio TEXT,
    organization TEXT,
    jurisdiction TEXT,
    country TEXT,
    status TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (document_id, person_id) REFERENCES people (document_id, person_id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS roles_document_id_idx ON roles (document_id);

CREATE INDEX IF NOT EXISTS roles_document_id_person_id_idx ON roles (document_id, person_id);

CREATE TABLE IF NOT EXISTS roles_evidence (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES roles (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS dates (
    id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    language TEXT NOT NULL,
    confidence REAL NOT NULL,
    method TEXT NOT NULL,
    rule TEXT NOT NULL,
    kind TEXT NOT NULL,
    edtf TEXT NOT NULL,
    start_date TEXT,
    end_date TEXT,
    precision TEXT NOT NULL,
    qualifier TEXT,
    duration_min TEXT,
    duration_max TEXT,
    anchor TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS dates_document_id_idx ON dates (document_id);

CREATE TABLE IF NOT EXISTS dates_evidence (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES dates (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS dates_warnings (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES dates (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS money (
    id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    language TEXT NOT NULL,
    confidence REAL NOT NULL,
    method TEXT NOT NULL,
    rule TEXT NOT NULL,
    amount NUMERIC NOT NULL,
    amount_max NUMERIC,
    currency TEXT NOT NULL,
    currency_assumed INTEGER NOT NULL,
    qualifier TEXT NOT NULL,
    per_unit INTEGER NOT NULL,
    purpose TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS money_document_id_idx ON money (document_id);

CREATE TABLE IF NOT EXISTS money_evidence (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES money (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS events (
    id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    language TEXT NOT NULL,
    confidence REAL NOT NULL,
    method TEXT NOT NULL,
    rule TEXT NOT NULL,
    event_id TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    date TEXT,
    start_date TEXT,
    end_date TEXT,
    place TEXT,
    country TEXT,
    theme TEXT,
    status TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS events_document_id_idx ON events (document_id);

CREATE TABLE IF NOT EXISTS events_evidence (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS events_organizers (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS events_participants (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS events_mentions (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS priorities (
    id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    language TEXT NOT NULL,
    confidence REAL NOT NULL,
    method TEXT NOT NULL,
    rule TEXT NOT NULL,
    number INTEGER,
    priority TEXT NOT NULL,
    mode TEXT NOT NULL,
    list_id TEXT,
    ordinal INTEGER,
    declared_total INTEGER,
    statement TEXT NOT NULL,
    speaker TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS priorities_document_id_idx ON priorities (document_id);

CREATE TABLE IF NOT EXISTS priorities_evidence (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES priorities (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS priorities_topics (
    record_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record_id, position),
    FOREIGN KEY (record_id) REFERENCES priorities (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    mention_count INTEGER NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS linked_people_former_ids (
    linked_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people_names (
    linked_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people_members (
    linked_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    document_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (record_id) REFERENCES people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS linked_people_members_document_id_idx ON linked_people_members (document_id);

CREATE INDEX IF NOT EXISTS linked_people_members_record_id_idx ON linked_people_members (record_id);

CREATE TABLE IF NOT EXISTS linked_people_reasons (
    linked_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    weight REAL NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people_countries (
    linked_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people_offices (
    linked_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    organization TEXT,
    country TEXT,
    first_date TEXT,
    last_date TEXT,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_people (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_people_offices_documents (
    linked_id TEXT NOT NULL,
    offices_position INTEGER NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (linked_id, offices_position, position),
    FOREIGN KEY (linked_id, offices_position) REFERENCES linked_people_offices (linked_id, position) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_events (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    date TEXT,
    start_date TEXT,
    end_date TEXT,
    place TEXT,
    country TEXT,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS linked_events_former_ids (
    linked_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_events_names (
    linked_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_events_members (
    linked_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    document_id TEXT NOT NULL,
    record_id TEXT NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_events (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (record_id) REFERENCES events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS linked_events_members_document_id_idx ON linked_events_members (document_id);

CREATE INDEX IF NOT EXISTS linked_events_members_record_id_idx ON linked_events_members (record_id);

CREATE TABLE IF NOT EXISTS linked_events_reasons (
    linked_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    weight REAL NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS linked_events_participants (
    linked_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (linked_id, position),
    FOREIGN KEY (linked_id) REFERENCES linked_events (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS discrepancies (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    left_document_id TEXT NOT NULL,
    left_value TEXT,
    right_document_id TEXT NOT NULL,
    right_value TEXT,
    note TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY (left_document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (right_document_id) REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX IF NOT EXISTS discrepancies_left_document_id_idx ON discrepancies (left_document_id);

CREATE INDEX IF NOT EXISTS discrepancies_right_document_id_idx ON discrepancies (right_document_id);

CREATE TABLE IF NOT EXISTS discrepancies_left_evidence (
    discrepancy_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (discrepancy_id, position),
    FOREIGN KEY (discrepancy_id) REFERENCES discrepancies (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS discrepancies_right_evidence (
    discrepancy_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (discrepancy_id, position),
    FOREIGN KEY (discrepancy_id) REFERENCES discrepancies (id) DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE IF NOT EXISTS rejected (
    source TEXT NOT NULL,
    stage TEXT NOT NULL,
    code TEXT NOT NULL,
    message TEXT NOT NULL,
    sha256 TEXT,
    PRIMARY KEY (source)
);
