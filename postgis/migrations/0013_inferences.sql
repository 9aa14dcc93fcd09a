-- +goose Up
-- An inference (推断): a strand of lineage that two snapshots suggest. What is believed
-- of it (its shares, and what a person has said of it) is superseded, never rewritten.
CREATE TABLE inference (
    row_id        bigint           NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT inference_pk PRIMARY KEY,
    id            bigint           NOT NULL,
    county        text             NOT NULL CONSTRAINT inference_county_fk REFERENCES county,
    day           date             NOT NULL,
    from_unit     bigint           NOT NULL CONSTRAINT inference_from_fk REFERENCES unit,
    to_unit       bigint           NOT NULL CONSTRAINT inference_to_fk REFERENCES unit,
    from_code     text             NOT NULL,
    from_name     text             NOT NULL,
    to_code       text             NOT NULL,
    to_name       text             NOT NULL,
    kind          text             NOT NULL CONSTRAINT inference_kind_form CHECK (kind ~ '^[a-z]+$'),
    people        double precision NOT NULL CONSTRAINT inference_people_share CHECK (people BETWEEN 0 AND 1),
    area          double precision NOT NULL CONSTRAINT inference_area_share CHECK (area BETWEEN 0 AND 1),
    confidence    double precision NOT NULL CONSTRAINT inference_confidence_share CHECK (confidence BETWEEN 0 AND 1),
    evidence      text             NOT NULL CONSTRAINT inference_evidence_known CHECK (evidence IN ('land', 'code_and_name', 'name', 'code', 'groups', 'person')),
    bears         boolean          NOT NULL,
    state         text             NOT NULL CONSTRAINT inference_state_known CHECK (state IN ('proposed', 'confirmed', 'rejected')),
    recorded      timestamptz      NOT NULL,
    superseded    timestamptz,
    author        text             NOT NULL CONSTRAINT inference_author_given CHECK (author <> ''),
    change_id     bigint           NOT NULL CONSTRAINT inference_change_fk REFERENCES change,
    superseded_by bigint           CONSTRAINT inference_superseded_by_fk REFERENCES change,
    CONSTRAINT inference_superseded_later CHECK (superseded >= recorded),
    CONSTRAINT inference_superseded_by_whom CHECK ((superseded IS NULL) = (superseded_by IS NULL))
);
CREATE UNIQUE INDEX inference_once ON inference (day, from_unit, to_unit) WHERE superseded IS NULL;
CREATE UNIQUE INDEX inference_id_once ON inference (id) WHERE superseded IS NULL;
CREATE INDEX inference_county ON inference (county, day);
CREATE INDEX inference_from ON inference (from_unit);
CREATE INDEX inference_to ON inference (to_unit);
-- Numbers of inferences: one stays while what is believed of it changes.
CREATE SEQUENCE inference_number;

CREATE TRIGGER inference_kept BEFORE DELETE OR TRUNCATE OR UPDATE OF row_id, id, county, day, from_unit, to_unit, from_code, from_name, to_code, to_name, kind, people, area, confidence, evidence, bears, state, recorded, author, change_id
    ON inference FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER inference_kept_once BEFORE UPDATE ON inference FOR EACH ROW WHEN (OLD.superseded IS NOT NULL OR NEW.superseded IS NULL) EXECUTE FUNCTION refuse_rewriting();

COMMENT ON TABLE inference IS '推断：由两次全貌比对推得的沿革，待人工认定。Lineage that two snapshots suggest, for a person to confirm.';
