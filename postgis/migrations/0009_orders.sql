-- +goose Up
-- An order (变更): what one approval document changes. Its units are those with its
-- change_id and superseded_by; the changes file is kept as it came.
CREATE TABLE change_order (
    change_id bigint NOT NULL CONSTRAINT change_order_pk PRIMARY KEY CONSTRAINT change_order_change_fk REFERENCES change,
    approved  date,
    file      jsonb  NOT NULL CONSTRAINT change_order_file_object CHECK (jsonb_typeof(file) = 'object'),
    plan      bigint
);

-- Lineage (沿革): a share of one unit that became, or became part of, another; by the
-- codes and names of the day before and of the day.
CREATE TABLE lineage (
    change_id bigint           NOT NULL CONSTRAINT lineage_change_fk REFERENCES change,
    number    integer          NOT NULL,
    from_unit bigint           NOT NULL CONSTRAINT lineage_from_fk REFERENCES unit,
    to_unit   bigint           NOT NULL CONSTRAINT lineage_to_fk REFERENCES unit,
    from_code text             NOT NULL,
    from_name text             NOT NULL,
    to_code   text             NOT NULL,
    to_name   text             NOT NULL,
    kind      text             NOT NULL CONSTRAINT lineage_kind_form CHECK (kind ~ '^[a-z]+$'),
    day       date             NOT NULL,
    people    double precision NOT NULL CONSTRAINT lineage_people_share CHECK (people BETWEEN 0 AND 1),
    area      double precision NOT NULL CONSTRAINT lineage_area_share CHECK (area BETWEEN 0 AND 1),
    CONSTRAINT lineage_pk PRIMARY KEY (change_id, number)
);
CREATE INDEX unit_version_superseded_by ON unit_version (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE INDEX lineage_from ON lineage (from_unit);
CREATE INDEX lineage_to ON lineage (to_unit);

-- A villager group that an order put into a unit, from the order's day on.
CREATE TABLE group_unit (
    change_id bigint NOT NULL CONSTRAINT group_unit_change_fk REFERENCES change,
    county    text   NOT NULL CONSTRAINT group_unit_county_fk REFERENCES county,
    group_id  text   NOT NULL,
    from_unit bigint CONSTRAINT group_unit_from_fk REFERENCES unit,
    unit      bigint NOT NULL CONSTRAINT group_unit_unit_fk REFERENCES unit,
    day       date   NOT NULL,
    CONSTRAINT group_unit_pk PRIMARY KEY (change_id, group_id, county)
);
CREATE INDEX group_unit_county ON group_unit (county, day);

-- What was committed under a request's own name (Idempotency-Key), so that the same
-- request sent twice is done once. digest is the SHA-256 of what was asked.
CREATE TABLE request (
    author    text   NOT NULL,
    key       text   NOT NULL CONSTRAINT request_key_length CHECK (length(key) BETWEEN 1 AND 200),
    digest    bytea  NOT NULL,
    change_id bigint NOT NULL CONSTRAINT request_change_fk REFERENCES change,
    CONSTRAINT request_pk PRIMARY KEY (author, key)
);

CREATE TRIGGER change_order_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON change_order FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER lineage_kept      BEFORE UPDATE OR DELETE OR TRUNCATE ON lineage      FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER group_unit_kept   BEFORE UPDATE OR DELETE OR TRUNCATE ON group_unit   FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

COMMENT ON TABLE lineage IS '沿革：每行为一个单位的一部分变为（或并入）另一单位，含人口与面积份额。Who became whom, with shares of people and area.';
COMMENT ON TABLE change_order IS '变更：一份批复所变更的内容，原文件存于 file。What one approval changed; file is the changes file.';
