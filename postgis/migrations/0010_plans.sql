-- +goose Up
-- A plan (方案): a draft of orders and facilities, not in force. These rows do change;
-- version counts the edits, base is the county's version at the last of them.
CREATE TABLE plan (
    id         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT plan_pk PRIMARY KEY,
    county     text        NOT NULL CONSTRAINT plan_county_fk REFERENCES county,
    name       text        NOT NULL CONSTRAINT plan_name_length CHECK (length(name) BETWEEN 1 AND 200),
    note       text        NOT NULL DEFAULT '' CONSTRAINT plan_note_length CHECK (length(note) <= 10000),
    author     text        NOT NULL CONSTRAINT plan_author_given CHECK (author <> ''),
    version    bigint      NOT NULL DEFAULT 1,
    base       bigint      NOT NULL,
    orders     jsonb       NOT NULL CONSTRAINT plan_orders_array CHECK (jsonb_typeof(orders) = 'array'),
    facilities jsonb       NOT NULL CONSTRAINT plan_facilities_array CHECK (jsonb_typeof(facilities) = 'array'),
    published  bigint      CONSTRAINT plan_published_fk REFERENCES change,
    edited     timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX plan_county ON plan (county);

COMMENT ON TABLE plan IS '方案：尚未实施的变更与设施草案。Drafts of changes and facilities that are not in force.';
