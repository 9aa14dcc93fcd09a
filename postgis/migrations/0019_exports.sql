-- +goose Up
-- Files that jobs make, kept for a while to be fetched. These rows do change, and expire.
CREATE TABLE export (
    id      text        NOT NULL CONSTRAINT export_pk PRIMARY KEY,
    what    text        NOT NULL,
    format  text        NOT NULL,
    name    text        NOT NULL CONSTRAINT export_name_length CHECK (length(name) BETWEEN 1 AND 200),
    request jsonb       NOT NULL,
    state   text        NOT NULL CONSTRAINT export_state_known CHECK (state IN ('waiting', 'working', 'done', 'failed', 'cancelled')),
    done    integer     NOT NULL DEFAULT 0,
    total   integer     NOT NULL DEFAULT 0,
    failure text        NOT NULL DEFAULT '',
    kind    text        NOT NULL DEFAULT '',
    size    bigint      NOT NULL DEFAULT 0,
    hash    text        NOT NULL DEFAULT '',
    author  text        NOT NULL,
    asked   timestamptz NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX export_name ON export (name);
CREATE INDEX export_expires ON export (expires);

-- A file's bytes in chunks of 1 MB. They are not compressed, so that a part of one is read
-- without the rest.
CREATE TABLE export_chunk (
    export  text    NOT NULL CONSTRAINT export_chunk_export_fk REFERENCES export ON DELETE CASCADE,
    number  integer NOT NULL,
    content bytea   NOT NULL,
    CONSTRAINT export_chunk_pk PRIMARY KEY (export, number)
);
ALTER TABLE export_chunk ALTER COLUMN content SET STORAGE EXTERNAL;
