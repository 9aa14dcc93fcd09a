-- +goose Up
-- The further counties that a plan's orders concern, beside the plan's own; base is
-- the county's version at the plan's last edit.
CREATE TABLE plan_beside (
    plan   bigint NOT NULL CONSTRAINT plan_beside_plan_fk REFERENCES plan ON DELETE CASCADE,
    county text   NOT NULL CONSTRAINT plan_beside_county_fk REFERENCES county,
    base   bigint NOT NULL,
    CONSTRAINT plan_beside_pk PRIMARY KEY (plan, county)
);
CREATE INDEX plan_beside_county ON plan_beside (county);

COMMENT ON TABLE plan_beside IS '跨县方案所涉及的其他县。The further counties of a plan over several.';
