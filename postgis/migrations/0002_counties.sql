-- +goose Up
-- A county, what it is called, and how often each part of it has been written.
CREATE TABLE county (
    code    text    NOT NULL CONSTRAINT county_pk PRIMARY KEY CONSTRAINT county_code_form CHECK (code ~ '^[1-9][0-9]{5}$'),
    name    text    NOT NULL CONSTRAINT county_name_length CHECK (length(name) <= 100),
    fiction boolean NOT NULL DEFAULT false
);

-- Counters, not facts: raised in the transaction that writes, read by caches.
CREATE TABLE county_version (
    county     text        NOT NULL CONSTRAINT county_version_pk PRIMARY KEY CONSTRAINT county_version_county_fk REFERENCES county,
    version    bigint      NOT NULL DEFAULT 0,
    boundaries bigint      NOT NULL DEFAULT 0,
    facilities bigint      NOT NULL DEFAULT 0,
    people     bigint      NOT NULL DEFAULT 0,
    zones      bigint      NOT NULL DEFAULT 0,
    written    timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT county_version_not_negative CHECK (least(version, boundaries, facilities, people, zones) >= 0),
    CONSTRAINT county_version_covers_parts CHECK (version >= greatest(boundaries, facilities, people, zones))
);

-- A change (变更) is what one author wrote at one moment, and the paper behind it.
CREATE TABLE change (
    id        bigint      NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT change_pk PRIMARY KEY,
    counties  text[]      NOT NULL CONSTRAINT change_has_county CHECK (cardinality(counties) > 0),
    kind      text        NOT NULL CONSTRAINT change_kind_form CHECK (kind ~ '^[a-z]+(_[a-z]+)*$'),
    title     text        NOT NULL,
    document  text        NOT NULL DEFAULT '',
    author    text        NOT NULL CONSTRAINT change_author_given CHECK (author <> ''),
    effective date,
    recorded  timestamptz NOT NULL,
    detail    jsonb       NOT NULL DEFAULT '{}' CONSTRAINT change_detail_object CHECK (jsonb_typeof(detail) = 'object')
);
CREATE INDEX change_counties ON change USING gin (counties);

-- The states a change goes through (拟订, 论证, 公示, 上报, 批复, 实施), each with its day and paper.
CREATE TABLE change_state (
    change_id bigint      NOT NULL CONSTRAINT change_state_change_fk REFERENCES change,
    state     text        NOT NULL CONSTRAINT change_state_known CHECK (state IN ('drafted', 'assessed', 'published', 'submitted', 'approved', 'in_force')),
    day       date,
    document  text        NOT NULL DEFAULT '',
    author    text        NOT NULL CONSTRAINT change_state_author_given CHECK (author <> ''),
    recorded  timestamptz NOT NULL,
    CONSTRAINT change_state_pk PRIMARY KEY (change_id, state, recorded)
);
