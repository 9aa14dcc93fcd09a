-- +goose Up
-- Who wrote what to which county when. hash chains each row to the one before it of
-- the same county, so that a row changed or taken out is found.
CREATE TABLE audit (
    id        bigint      NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_pk PRIMARY KEY,
    county    text        NOT NULL CONSTRAINT audit_county_fk REFERENCES county,
    part      text        NOT NULL CONSTRAINT audit_part_known CHECK (part IN ('county', 'boundaries', 'facilities', 'people', 'zones')),
    version   bigint      NOT NULL,
    author    text        NOT NULL CONSTRAINT audit_author_given CHECK (author <> ''),
    change_id bigint      NOT NULL CONSTRAINT audit_change_fk REFERENCES change,
    recorded  timestamptz NOT NULL,
    opened    integer     NOT NULL,
    closed    integer     NOT NULL,
    detail    jsonb       NOT NULL,
    previous  bytea,
    hash      bytea       NOT NULL,
    CONSTRAINT audit_county_part_once UNIQUE (county, version, part)
);
CREATE INDEX audit_county ON audit (county, id);
CREATE INDEX audit_change ON audit (change_id);

-- +goose StatementBegin
CREATE FUNCTION audit_hash(a audit) RETURNS bytea LANGUAGE sql STABLE SET datestyle TO 'ISO' SET timezone TO 'UTC' AS $$
    SELECT sha256(convert_to(jsonb_build_array(encode(a.previous, 'hex'), a.county, a.part, a.version, a.author, a.change_id, a.recorded::text, a.opened, a.closed, a.detail)::text, 'UTF8'))
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT hash INTO NEW.previous FROM audit WHERE county = NEW.county ORDER BY id DESC LIMIT 1;
    NEW.hash := audit_hash(NEW);
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER audit_chain BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_chain();

-- What was recorded stays. The refusal bears a constraint's name, <table>_kept.
-- +goose StatementBegin
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on %: what was recorded is kept; a row can only be superseded, once', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = TG_TABLE_NAME || '_kept', TABLE = TG_TABLE_NAME;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER audit_kept        BEFORE UPDATE OR DELETE OR TRUNCATE ON audit        FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER change_kept       BEFORE UPDATE OR DELETE OR TRUNCATE ON change       FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER change_state_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON change_state FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER snapshot_kept     BEFORE UPDATE OR DELETE OR TRUNCATE ON snapshot     FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER unit_kept         BEFORE UPDATE OR DELETE OR TRUNCATE ON unit         FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER facility_kept     BEFORE UPDATE OR DELETE OR TRUNCATE ON facility     FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER demand_point_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON demand_point FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER zone_kept         BEFORE UPDATE OR DELETE OR TRUNCATE ON zone         FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- The four tables whose rows can be superseded: an UPDATE may name only superseded
-- and superseded_by, and only where the row has not been superseded yet. The column
-- list costs nothing at run time; a new column must be added to it (a test sees to it),
-- but a generated one must not: PostgreSQL takes it as updated always.
CREATE TRIGGER unit_version_kept BEFORE DELETE OR TRUNCATE OR UPDATE OF id, unit, county, code, name, full_name, type, parent, tier, urban, seat, shape, valid, recorded, author, change_id
    ON unit_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER unit_version_kept_once BEFORE UPDATE ON unit_version FOR EACH ROW WHEN (OLD.superseded IS NOT NULL OR NEW.superseded IS NULL) EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER facility_version_kept BEFORE DELETE OR TRUNCATE OR UPDATE OF id, facility, county, ref, kind, name, place, source, unit, group_id, state, opened, facts, valid, recorded, author, change_id
    ON facility_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER facility_version_kept_once BEFORE UPDATE ON facility_version FOR EACH ROW WHEN (OLD.superseded IS NOT NULL OR NEW.superseded IS NULL) EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER people_set_kept BEFORE DELETE OR TRUNCATE OR UPDATE OF id, county, basis, day, ages, points, digest, recorded, author, change_id
    ON people_set FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER people_set_kept_once BEFORE UPDATE ON people_set FOR EACH ROW WHEN (OLD.superseded IS NOT NULL OR NEW.superseded IS NULL) EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER zone_set_kept BEFORE DELETE OR TRUNCATE OR UPDATE OF id, county, source, zones, digest, recorded, author, change_id
    ON zone_set FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER zone_set_kept_once BEFORE UPDATE ON zone_set FOR EACH ROW WHEN (OLD.superseded IS NOT NULL OR NEW.superseded IS NULL) EXECUTE FUNCTION refuse_rewriting();
