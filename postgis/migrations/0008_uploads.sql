-- +goose Up
-- What has arrived and is not committed yet. These rows do change, and expire.
CREATE TABLE upload (
    id       text        NOT NULL CONSTRAINT upload_pk PRIMARY KEY,
    kind     text        NOT NULL,
    county   text        CONSTRAINT upload_county_form CHECK (county ~ '^[1-9][0-9]{5}$'),
    options  jsonb       NOT NULL,
    state    text        NOT NULL CONSTRAINT upload_state_known CHECK (state IN ('received', 'reading', 'staged', 'committing', 'committed', 'failed', 'cancelled')),
    done     integer     NOT NULL DEFAULT 0,
    total    integer     NOT NULL DEFAULT 0,
    report   bytea,
    preview  bytea,
    failure  text        NOT NULL DEFAULT '',
    author   text        NOT NULL,
    arrived  timestamptz NOT NULL,
    expires  timestamptz NOT NULL,
    versions jsonb
);
ALTER TABLE upload ALTER COLUMN preview SET STORAGE EXTERNAL;
CREATE INDEX upload_expires ON upload (expires);

CREATE TABLE upload_file (
    upload text    NOT NULL CONSTRAINT upload_file_upload_fk REFERENCES upload ON DELETE CASCADE,
    number integer NOT NULL,
    name   text    NOT NULL,
    size   bigint  NOT NULL,
    CONSTRAINT upload_file_pk PRIMARY KEY (upload, number)
);

-- A file's bytes in chunks, so that neither side holds a file twice.
CREATE TABLE upload_chunk (
    upload  text    NOT NULL,
    file    integer NOT NULL,
    number  integer NOT NULL,
    content bytea   NOT NULL,
    CONSTRAINT upload_chunk_pk PRIMARY KEY (upload, file, number),
    CONSTRAINT upload_chunk_file_fk FOREIGN KEY (upload, file) REFERENCES upload_file ON DELETE CASCADE
);
ALTER TABLE upload_chunk ALTER COLUMN content SET STORAGE EXTERNAL;
