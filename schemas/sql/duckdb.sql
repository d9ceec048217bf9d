-- duckdb: generated from schemas/ by `python -m schemas.publish`.

CREATE TABLE IF NOT EXISTS documents (
    id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    source_url VARCHAR,
    story_id VARCHAR,
    language VARCHAR NOT NULL,
    title VARCHAR,
    author VARCHAR,
    publisher VARCHAR,
    published DATE,
    published_from VARCHAR,
    text VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS documents_sources (
    document_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (document_id, position)
);

CREATE TABLE IF NOT EXISTS documents_removed (
    document_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    at_offset BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    PRIMARY KEY (document_id, position)
);

CREATE TABLE IF NOT EXISTS documents_warnings (
    document_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    code VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    PRIMARY KEY (document_id, position)
);

CREATE TABLE IF NOT EXISTS people (
    id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    method VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    country VARCHAR,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS people_evidence (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    start_offset BIGINT NOT NULL,
    end_offset BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS people_honorifics (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS people_mentions (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    start_offset BIGINT NOT NULL,
    end_offset BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS roles (
    id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    method VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    person_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    portfolio VARCHAR,
    organization VARCHAR,
    jurisdiction VARCHAR,
    country VARCHAR,
    status VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS roles_evidence (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    start_offset BIGINT NOT NULL,
    end_offset BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS dates (
    id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    method VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    edtf VARCHAR NOT NULL,
    start_date DATE,
    end_date DATE,
    precision VARCHAR NOT NULL,
    qualifier VARCHAR,
    duration_min VARCHAR,
    duration_max VARCHAR,
    anchor VARCHAR,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS dates_evidence (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    start_offset BIGINT NOT NULL,
    end_offset BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS dates_warnings (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    code VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS money (
    id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    method VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    amount DECIMAL(38, 6) NOT NULL,
    amount_max DECIMAL(38, 6),
    currency VARCHAR NOT NULL,
    currency_assumed BOOLEAN NOT NULL,
    qualifier VARCHAR NOT NULL,
    per_unit BOOLEAN NOT NULL,
    purpose VARCHAR,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS money_evidence (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    start_offset BIGINT NOT NULL,
    end_offset BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS events (
    id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    method VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    event_id VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    date VARCHAR,
    start_date DATE,
    end_date DATE,
    place VARCHAR,
    country VARCHAR,
    theme VARCHAR,
    status VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS events_evidence (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    start_offset BIGINT NOT NULL,
    end_offset BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS events_organizers (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS events_participants (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS events_mentions (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    start_offset BIGINT NOT NULL,
    end_offset BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS priorities (
    id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    confidence DOUBLE NOT NULL,
    method VARCHAR NOT NULL,
    rule VARCHAR NOT NULL,
    number BIGINT,
    priority VARCHAR NOT NULL,
    mode VARCHAR NOT NULL,
    list_id VARCHAR,
    ordinal BIGINT,
    declared_total BIGINT,
    statement VARCHAR NOT NULL,
    speaker VARCHAR,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS priorities_evidence (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    start_offset BIGINT NOT NULL,
    end_offset BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS priorities_topics (
    record_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (record_id, position)
);

CREATE TABLE IF NOT EXISTS linked_people (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    mention_count BIGINT NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS linked_people_former_ids (
    linked_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (linked_id, position)
);

CREATE TABLE IF NOT EXISTS linked_people_names (
    linked_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    language VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (linked_id, position)
);

CREATE TABLE IF NOT EXISTS linked_people_members (
    linked_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    document_id VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    PRIMARY KEY (linked_id, position)
);

CREATE TABLE IF NOT EXISTS linked_people_reasons (
    linked_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    weight DOUBLE NOT NULL,
    detail VARCHAR NOT NULL,
    PRIMARY KEY (linked_id, position)
);

CREATE TABLE IF NOT EXISTS linked_people_countries (
    linked_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (linked_id, position)
);

CREATE TABLE IF NOT EXISTS linked_people_offices (
    linked_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    role VARCHAR NOT NULL,
    organization VARCHAR,
    country VARCHAR,
    first_date DATE,
    last_date DATE,
    PRIMARY KEY (linked_id, position)
);

CREATE TABLE IF NOT EXISTS linked_people_offices_documents (
    linked_id VARCHAR NOT NULL,
    offices_position BIGINT NOT NULL,
    position BIGINT NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (linked_id, offices_position, position)
);

CREATE TABLE IF NOT EXISTS linked_events (
    id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    date VARCHAR,
    start_date DATE,
    end_date DATE,
    place VARCHAR,
    country VARCHAR,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS linked_events_former_ids (
    linked_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (linked_id, position)
);

CREATE TABLE IF NOT EXISTS linked_events_names (
    linked_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    language VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    PRIMARY KEY (linked_id, position)
);

CREATE TABLE IF NOT EXISTS linked_events_members (
    linked_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    document_id VARCHAR NOT NULL,
    record_id VARCHAR NOT NULL,
    PRIMARY KEY (linked_id, position)
);

CREATE TABLE IF NOT EXISTS linked_events_reasons (
    linked_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    weight DOUBLE NOT NULL,
    detail VARCHAR NOT NULL,
    PRIMARY KEY (linked_id, position)
);

CREATE TABLE IF NOT EXISTS linked_events_participants (
    linked_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (linked_id, position)
);

CREATE TABLE IF NOT EXISTS discrepancies (
    id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    left_document_id VARCHAR NOT NULL,
    left_value VARCHAR,
    right_document_id VARCHAR NOT NULL,
    right_value VARCHAR,
    note VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS discrepancies_left_evidence (
    discrepancy_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    start_offset BIGINT NOT NULL,
    end_offset BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (discrepancy_id, position)
);

CREATE TABLE IF NOT EXISTS discrepancies_right_evidence (
    discrepancy_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    start_offset BIGINT NOT NULL,
    end_offset BIGINT NOT NULL,
    text VARCHAR NOT NULL,
    PRIMARY KEY (discrepancy_id, position)
);

CREATE TABLE IF NOT EXISTS rejected (
    source VARCHAR NOT NULL,
    stage VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    message VARCHAR NOT NULL,
    sha256 VARCHAR,
    PRIMARY KEY (source)
);
